"""The weekly proof that nights add up: everything is made anew from usage and compared with what was remembered."""

import logging
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db import transaction

from evaluations.findings.models import Memory, StateBlock, Sweep
from evaluations.findings.services.sweeping import sweep
from registry.ledger.services import Actor, record
from registry.systems.models import System

_log = logging.getLogger(__name__)
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Rebuild:
    """``sweep`` made everything anew; ``differed`` are the codes of systems of which the nights had come to something else."""

    sweep: Sweep
    differed: list[str]


def rebuild(*, as_of: date, by: Actor | None) -> Rebuild:
    """Sweep as a night does, then from nothing, and tell where the two part; what was made anew is what stays.

    A difference is a fault of this program, never of the data: it is told in the ledger and the log.
    """
    sweep(as_of=as_of, by=by)
    nights = states_kept()
    return compared(nights, sweep(as_of=as_of, by=by, full=True), by=by)


def compared(nights: Mapping[int, int], done: Sweep, *, by: Actor | None) -> Rebuild:
    """Hold what nights had come to (:func:`states_kept`) against what a sweep from nothing has just written."""
    anew = states_kept()
    parted = sorted(each for each in nights.keys() | anew.keys() if nights.get(each) != anew.get(each))
    codes = list(System.objects.filter(pk__in=parted).order_by("code").values_list("code", flat=True))
    if codes:
        _log.error("Nights and a sweep anew differ for %s systems, among them %s", len(codes), codes[:MOST_NAMED])
    with transaction.atomic():
        record("findings.rebuilt", subject=done, by=by, systems=len(anew), differed=len(codes), some=codes[:MOST_NAMED])
    return Rebuild(done, codes)


def states_kept() -> dict[int, int]:
    """A checksum of what is remembered of each system, by id; nothing where nothing is remembered."""
    if not Memory.objects.exists():
        return {}
    found: dict[int, int] = {}
    for block in StateBlock.objects.order_by("number"):
        ids = np.frombuffer(block.systems, "<i8").tolist()
        whole = memoryview(block.unpacked)
        length = len(whole) // max(len(ids), 1)
        found |= {each: zlib.crc32(whole[at * length : (at + 1) * length]) for at, each in enumerate(ids)}
    return found
