"""When a rectification can be measured again, and decided upon."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from registry.refusals import Obstacle


def window_after(done_on: date, days: int) -> tuple[date, date]:
    """As many days as before, from the day after the work was reported done."""
    return done_on + timedelta(days=1), done_on + timedelta(days=days)


def obstacles_to_remeasure(*, done_on: date | None, days: int | None, already: bool, today: date) -> list[Obstacle]:
    """The work is reported done, the figures of before are there, and the same number of days has passed since."""
    if done_on is None:
        return [Obstacle("not-reported-done", _("The sponsor has not reported the rectification as done."))]
    if days is None:
        return [Obstacle("nothing-to-compare", _("Nothing was measured before the rectification."))]
    if already:
        return [Obstacle("remeasured-already", _("It has been measured again since it was reported done."))]
    until = window_after(done_on, days)[1]
    if until >= today:
        message = _("The %(days)s days after it was reported done end on %(until)s; it can be measured the day after.")
        return [Obstacle("window-not-over", message % {"days": days, "until": until.isoformat()})]
    return []


def obstacles_to_effect(*, has_scheme: bool, remeasured: bool, reasons: list[Obstacle]) -> list[Obstacle]:
    """Whether a rectification helped is decided after it was measured again; ``reasons`` say why it was not yet.

    Kinds of system nobody appraises are decided on the sponsor's word and what the decision maker saw.
    """
    if not has_scheme or remeasured:
        return []
    message = _("Whether it helped is decided after it was measured again.")
    return [Obstacle("not-remeasured", message), *reasons]


def honesty_of(details: Mapping[str, Any]) -> tuple[bool, str]:
    """Whether a decision calls the attempt an honest failure (容错), and why; never without a reason."""
    said = details.get("honest_failure") or {}
    reason = str(said.get("why", "")).strip()
    return bool(said.get("answer")) and bool(reason), reason
