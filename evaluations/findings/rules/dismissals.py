"""How long a dismissal silences: only the rules and the evidence that were judged (findings.md, the human part)."""

from collections.abc import Mapping
from typing import Any, Final

from evaluations.findings.enums import SignalName

BOUNDED: Final = frozenset(
    {
        SignalName.ERRORS,
        SignalName.CORRECTIONS,
        SignalName.ON_ORDER,
        SignalName.CHECKINS,
        SignalName.LOCKSTEP,
        SignalName.BUNCHING,
        SignalName.IDLE_RESOURCES,
        SignalName.REPLACEABLE,
    }
)
"""Shares that grow as things get worse, towards all of it: 70 % can never become half as much again."""
GROWS: Final = BOUNDED | {
    SignalName.RECENCY,
    SignalName.UPKEEP,
    SignalName.STALE,
    SignalName.DORMANT,
    SignalName.OWNERLESS,
    SignalName.SLOWNESS,
    SignalName.COMPLAINTS,
    SignalName.SPIKE,
    SignalName.DISAGREEMENT,
}
SHRINKS: Final = frozenset(
    {
        SignalName.REACH,
        SignalName.NEXT_TO_NOBODY,
        SignalName.CYCLES,
        SignalName.PROMISE,
        SignalName.SPREAD,
        SignalName.MONITORING,
        SignalName.COMPLETION,
        SignalName.IDLE_SESSIONS,
        SignalName.SATISFACTION,
        SignalName.UNREAD,
    }
)
"""Whether the value of a signal grows or shrinks as things get worse; a system never used cannot be used less."""


def speaks_again(dismissed: Mapping[str, Any], now: Mapping[str, Any], *, worsening: float) -> bool:
    """Whether evidence says more than the dismissed one did: another signal holds, or one has worsened by ``worsening``.

    ``worsening`` is a share of the value that was judged: 0.5 lets 100 days without use speak again at 150, a reach of 4 % at 2 %,
    and 70 % of check-ins at 85 %, when half of what was left is gone too.
    """
    before = {signal["signal"]: signal["value"] for signal in dismissed["signals"]}
    return any(
        signal["signal"] not in before
        or _worsened(signal["signal"], before[signal["signal"]], signal["value"], worsening)
        for signal in now["signals"]
    )


def _worsened(name: str, before: float, now: float, by: float) -> bool:
    if name in BOUNDED and now > before and 1 - now <= (1 - before) * (1 - by):
        return True
    if name in GROWS:
        return now > before and now >= before * (1 + by)
    return name in SHRINKS and now < before and now <= before * (1 - by)
