"""Declaring what one has to do with an organisation."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from registry.organisations.models import Interest
from registry.refusals import Obstacle


def obstacles_to_declare_interest(
    *, statement: str, since: date, until: date | None, today: date, declared: bool
) -> list[Obstacle]:
    """Against a declaration; ``declared``: the person has an open one of the same kind about the organisation."""
    found: list[Obstacle] = []
    if not statement.strip():
        message = _("Say in a sentence what ties you to the organisation.")
        found.append(Obstacle("statement-missing", message, "statement", "content"))
    if since > today:
        found.append(Obstacle("in-the-future", _("Declare it when it has begun."), "since", "content"))
    elif until and until < since:
        found.append(Obstacle("ends-before", _("The last day comes before the first."), "until", "content"))
    if declared:
        found.append(Obstacle("already-declared", _("You have declared this interest already."), "organisation"))
    return found


def obstacles_to_end_interest(interest: Interest, *, until: date, today: date, is_own: bool) -> list[Obstacle]:
    if not is_own:
        return [Obstacle("not-yours", _("Only the person who declared an interest can end it."), kind="who")]
    if interest.until and interest.until <= today:
        return [Obstacle("already-ended", _("This interest has ended already."))]
    if until < interest.since or until > today:
        message = _("The last day is today or earlier, and not before the interest began.")
        return [Obstacle("bad-last-day", message, "until", "content")]
    return []
