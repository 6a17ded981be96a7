"""Usage that comes after its days were judged: noted in the transaction that writes it, forgotten once it was judged again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from evaluations.usage.models import Horizon, LateNote


@dataclass(frozen=True, slots=True)
class Late:
    """What was noted: ids of notes, of systems, and of collectors all of whose systems are meant."""

    notes: Collection[int]
    systems: frozenset[int]
    collectors: frozenset[int]


JUDGED_NIGHTLY = timedelta(weeks=1)
"""What follows the horizon, and is judged every night anew."""


def news_from(first: date) -> date | None:
    """Say that something is said of days from ``first`` on, and learn through which day usage has been judged for good.

    That day is kept where it is until the caller's transaction ends. Two statements at most.
    """
    kept = Horizon.objects.select_for_update().first()
    if kept is None:
        return None
    if first <= kept.day + JUDGED_NIGHTLY:
        Horizon.objects.filter(pk=kept.pk).update(news=F("news") + 1)
    return kept.day


def note_late(*, systems: Iterable[int] = (), collectors: Iterable[int] = ()) -> None:
    """Note that something was said of days that had been judged."""
    LateNote.objects.bulk_create(
        [
            *(LateNote(system_id=each) for each in sorted(set(systems))),
            *(LateNote(collector_id=each) for each in sorted(set(collectors))),
        ]
    )


@transaction.atomic
def move_horizon(day: date) -> int:
    """Say, before usage is read, through which day it will be judged for good; how often there were news before.

    Waits until whatever is being written has been: it is either read, or noted as late.
    """
    kept = Horizon.objects.select_for_update().first() or Horizon()
    kept.day = day
    kept.save()
    return kept.news


def late() -> Late:
    """Everything noted. One statement."""
    notes = list(LateNote.objects.values_list("pk", "system_id", "collector_id"))
    return Late(
        [pk for pk, _system, _collector in notes],
        frozenset(system for _pk, system, _collector in notes if system),
        frozenset(collector for _pk, _system, collector in notes if collector),
    )


def forget_late(known: Collection[int]) -> None:
    """Forget notes (their ids) that were judged again; those made since stay. Statements grow with them only, by the thousand."""
    notes = list(known)
    for start in range(0, len(notes), 1000):
        LateNote.objects.filter(pk__in=notes[start : start + 1000]).delete()
