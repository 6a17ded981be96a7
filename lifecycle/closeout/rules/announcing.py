"""Announcing times in which the system will not answer, and what the users are told. Nothing is switched off from here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registry.refusals import Obstacle


@dataclass(frozen=True, slots=True)
class Leaving:
    """The system that goes, and where its users turn to. ``successor``: a name, or ``""``; ``ends_on``: when it is off."""

    system: str
    sponsor: str
    number: str
    successor: str = ""
    ends_on: date | None = None


def obstacles_to_announce(
    *, begins_at: datetime, ends_at: datetime, text: str, shown_at: str, at: datetime, days_ahead: int, successor: str
) -> list[Obstacle]:
    """Against an announcement made at the moment ``at``. ``days_ahead``: how long before people have to know (本单位设定)."""
    found: list[Obstacle] = []
    if ends_at <= begins_at:
        found.append(Obstacle("ends-before", _("The end has to be after the beginning."), "ends_at", "content"))
    earliest = timezone.localdate(at) + timedelta(days=days_ahead)
    if begins_at <= at or timezone.localdate(begins_at) < earliest:
        message = _("Announce it beforehand: it can begin on %(day)s at the earliest.") % {"day": earliest.isoformat()}
        found.append(Obstacle("too-late", message, "begins_at", "content"))
    if not text.strip():
        found.append(Obstacle("text-missing", _("Write what the users are told."), "text", "content"))
    elif successor and successor not in text:
        message = _("The announcement has to name the successor: %(system)s.") % {"system": successor}
        found.append(Obstacle("successor-not-named", message, "text", "content"))
    if not shown_at.strip():
        found.append(Obstacle("place-missing", _("Say where the users read it."), "shown_at", "content"))
    return found


def obstacles_to_brown_out(windows: Iterable[tuple[datetime, datetime]], *, on: date) -> list[Obstacle]:
    """Against letting the system fail on the day ``on`` without having told anybody. ``windows``: announced begin and end."""
    if any(timezone.localdate(begins) <= on <= timezone.localdate(ends) for begins, ends in windows):
        return []
    message = _("No time without service is announced for %(day)s. Announce it first.") % {"day": on.isoformat()}
    return [Obstacle("not-announced", message)]


def announcement(leaving: Leaving, *, begins_at: datetime, ends_at: datetime) -> str:
    """What to tell the users, in the language of the reader; to be changed as needed."""
    said = {
        "system": leaving.system,
        "sponsor": leaving.sponsor,
        "number": leaving.number,
        "begins": _moment(begins_at),
        "ends": _moment(ends_at),
        "successor": leaving.successor,
        "day": leaving.ends_on.isoformat() if leaving.ends_on else "",
    }
    sentences = [
        _("%(system)s is being taken out of operation (case %(number)s)."),
        _("As a trial, it will not answer from %(begins)s to %(ends)s."),
        _("It is switched off for good on %(day)s at the earliest.") if leaving.ends_on else "",
        _("Please use %(successor)s instead.") if leaving.successor else _("There is no successor."),
        _("Questions: %(sponsor)s."),
    ]
    return "\n".join(sentence % said for sentence in sentences if sentence)


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "Y-m-d H:i")
