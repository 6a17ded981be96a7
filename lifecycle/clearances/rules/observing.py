"""Watching whether anything comes back after the shutdown. Unknown is not gone, and not back: it never reopens by itself."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from lifecycle.clearances.enums import Reason, Verdict
from lifecycle.clearances.rules.pictures import ItemView, Picture
from lifecycle.clearances.rules.proof import still_there
from registry.refusals import Obstacle


def due_days(began_on: date, days: Sequence[int]) -> tuple[date, ...]:
    """On which days every access path has to be seen gone again; ``days`` after the shutdown (本单位设定)."""
    return tuple(began_on + timedelta(days=day) for day in sorted(set(days)))


def obstacles_to_end_observation(picture: Picture, *, due: Sequence[date]) -> list[Obstacle]:
    """Against ending the observation: a clean look at every address on or after each due day, and the newest look clean too."""
    return [obstacle for item in picture.due_items for obstacle in _obstacles_of(item, due)]


def _obstacles_of(item: ItemView, due: Sequence[date]) -> Iterator[Obstacle]:
    newest = item.looks[0] if item.looks else None
    if newest is not None and newest.verdict == Verdict.STILL_THERE:
        yield still_there(item)
        return
    if newest is not None and newest.verdict == Verdict.UNKNOWN:
        message = _("%(item)s: unknown, and unknown is not gone: %(reason)s. Look again.")
        yield Obstacle("unknown", message % {"item": item.label, "reason": Reason(newest.reason).label})
    gone = [timezone.localdate(look.at) for look in item.looks if look.verdict == Verdict.GONE]
    for day in due:
        if not any(seen >= day for seen in gone):
            message = _("%(item)s has not been seen gone since %(day)s, when it had to be looked at again.")
            yield Obstacle("not-looked-again", message % {"item": item.label, "day": day.isoformat()})
