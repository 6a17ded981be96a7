"""How long usage may be kept by the day and by the week."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from evaluations.usage.models.keeping import LEAST_DAILY_DAYS
from registry.refusals import Obstacle

LEAST_WEEKLY_DAYS = 1830
"""Five years: a share of cycles is taken of four complete ones at least, and of an annual system the running one is the fifth."""


@dataclass(frozen=True, slots=True)
class Rule:
    """From ``effective_on`` on, days stay days for ``daily_days``, and weeks weeks for ``weekly_days``."""

    effective_on: date
    daily_days: int
    weekly_days: int
    provenance: str
    source: str


def obstacles_to_keep(rule: Rule, *, today: date, taken: bool) -> list[Obstacle]:
    """Everything that stands against a rule of retention."""
    found = []
    if rule.effective_on < today:
        found.append(_about("effective_on", "past-day", _("A rule begins today or later.")))
    if taken:
        found.append(_about("effective_on", "day-taken", _("Another rule begins on that day.")))
    if rule.daily_days < LEAST_DAILY_DAYS:
        message = _(
            "Days are needed one by one for at least %(least)d days: a window of 90 duty days is judged by them."
        )
        found.append(_about("daily_days", "too-short", message % {"least": LEAST_DAILY_DAYS}))
    if rule.weekly_days < max(LEAST_WEEKLY_DAYS, rule.daily_days):
        message = _("Weeks are needed one by one for at least %(least)d days: five cycles of an annual system.")
        found.append(_about("weekly_days", "too-short", message % {"least": max(LEAST_WEEKLY_DAYS, rule.daily_days)}))
    return found


def _about(field: str, code: str, message: str) -> Obstacle:
    return Obstacle(code, message, field=field, kind="content")
