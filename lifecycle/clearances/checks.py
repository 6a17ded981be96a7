"""Said when the program starts, not when the first probe fails."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from lifecycle.clearances.limits import reach_here


@register()
def check_reach(**_options: Any) -> list[CheckMessage]:
    """``PROBE_NETWORKS`` holds networks in CIDR notation, ``PROBE_RESOLVERS`` addresses with or without a port."""
    try:
        reach_here()
    except ValueError as error:
        return [Error(f"PROBE_NETWORKS or PROBE_RESOLVERS: {error}", id="clearances.E001")]
    return []
