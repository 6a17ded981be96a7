"""Said when the program starts, not when the first collector is asked."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from evaluations.usage.pulling.asking import reach_to_pull


@register()
def check_reach(**_options: Any) -> list[CheckMessage]:
    """``PULL_NETWORKS`` holds networks in CIDR notation."""
    try:
        reach_to_pull()
    except ValueError as error:
        return [Error(f"PULL_NETWORKS: {error}", id="usage.E001")]
    return []
