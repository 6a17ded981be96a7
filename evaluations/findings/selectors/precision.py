"""Decisions as labels."""

from evaluations.findings.models import Ruling
from evaluations.findings.rules.precision import Labelled, borne_out

MOST = 5000
"""The newest decisions that are looked at."""


def labelled() -> list[Labelled]:
    """Decisions that say whether a finding was right, newest first. One query."""
    found = []
    rows = Ruling.objects.order_by("-pk").values_list("pk", "tier", "signals", "outcome", "dismissed_code")
    for pk, tier, signals, outcome, code in rows[:MOST]:
        right = borne_out(outcome, code, signals)
        if right is not None:
            found.append(Labelled(pk, tier, tuple(signals), right))
    return found
