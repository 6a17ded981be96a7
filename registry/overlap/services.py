"""Keeping the index in step with the register."""

import secrets
from collections.abc import Callable, Collection, Iterable

from django.db import transaction
from django.db.models import Max

from registry.jobs.services.queue import add
from registry.overlap.loading import MOST_TAIL, renew_files
from registry.overlap.models import Indexed, IndexWrite
from registry.overlap.rules.features import features_of
from registry.overlap.rules.wording import recipe
from registry.overlap.selectors import behind
from registry.systems.models import System
from registry.systems.services.codes import lock_register

CATCH_UP = "overlap.catch_up"
"""The job that does :func:`index_all`."""
CHUNK = 500
KEEP_WRITES = 1000
"""A process that is further behind loads everything anew."""
Progress = Callable[[int, int], None]


def index_systems(*, codes: Collection[str]) -> int:
    """Make the features of these systems anew; how many changed. For whoever holds the lock of the register.

    Two queries, and three a chunk of 500. No event: nothing was decided. After so many that no process can add them to what
    it holds, the worker makes the files anew.
    """
    version = _next_version()
    written = sum(_write(chunk, version) for chunk in _in_chunks(codes))
    if written:
        _tell(version, whole=False)
    if written > MOST_TAIL:
        add(CATCH_UP, by=None, arguments={})
    return written


def forget_systems() -> None:
    """Have every process load the index anew: systems were removed, and their rows with them. For whoever holds the lock."""
    _tell(_next_version(), whole=True)
    add(CATCH_UP, by=None, arguments={})


def index_all(*, every: bool = False, progress: Progress = lambda _done, _total: None) -> int:
    """Index what is missing or was made with another recipe, with ``every`` all of it; how many. Safe to run twice.

    A chunk a transaction, so that whoever registers a system meanwhile waits for one chunk at most. Then the files that new
    processes begin with are brought up to date.
    """
    systems = System.objects.all() if every else behind()
    codes = list(systems.order_by("id").values_list("code", flat=True))
    done = 0
    for chunk in _in_chunks(codes):
        with transaction.atomic():
            lock_register()
            done += index_systems(codes=chunk)
        progress(done, len(codes))
    _prune()
    renew_files()
    return done


def _next_version() -> int:
    newest: int | None = IndexWrite.objects.aggregate(newest=Max("version"))["newest"]
    return (newest or 0) + 1


def _tell(version: int, *, whole: bool) -> None:
    IndexWrite.objects.create(version=version, stamp=secrets.token_hex(8), whole=whole)


def _write(codes: list[str], version: int) -> int:
    """Only what became different: a changed cost changes no description."""
    kept = {
        key: (made_with, bytes(packed))
        for key, made_with, packed in Indexed.objects.filter(system__code__in=codes).values_list(
            "system_id", "recipe", "features"
        )
    }
    systems = System.objects.filter(code__in=codes).values_list("id", "name", "functions")
    made = ((key, features_of(name, functions).tobytes()) for key, name, functions in systems)
    rows = [
        Indexed(system_id=key, features=packed, recipe=recipe(), version=version)
        for key, packed in made
        if kept.get(key) != (recipe(), packed)
    ]
    Indexed.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["system"], update_fields=["features", "recipe", "version"]
    )
    return len(rows)


def _prune() -> None:
    newest = IndexWrite.objects.aggregate(newest=Max("version"))["newest"] or 0
    IndexWrite.objects.filter(version__lte=newest - KEEP_WRITES).delete()


def _in_chunks(codes: Collection[str]) -> Iterable[list[str]]:
    every = list(codes)
    return (every[begin : begin + CHUNK] for begin in range(0, len(every), CHUNK))
