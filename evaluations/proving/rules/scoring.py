"""Holding what was said against the truth, over the last year of week ends: plain counts, which add up over fleets.

A system counts as found when it was at any week end of the year, and rightly so when the truth held at each of those. It is *due*
when what is wrong with it has lasted long enough to be seen: half a year of disuse, four months of hardship or flattery; when it
is old enough to be called that at all (findings.md, guards: nothing in the first half year, watched at most in the first year); and
when the rules let anybody say it (``allowed``).
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from evaluations.findings.rules.detector import Flags, Whole
from evaluations.proving.enums import LEGITIMATE, UNUSED, Truth
from evaluations.proving.generator.classes import TRUTHS, are
from evaluations.proving.generator.fleets import Fleet
from evaluations.proving.rules.allowed import COUNTING_USE, blind, everything, may_be_called_hard, may_be_called_unused
from evaluations.proving.rules.grounds import County
from evaluations.proving.rules.said import Said, Use

Tally = Counter[str]
"""Counts by a path such as ``found/AB/decayed``."""

YEAR: Final = 52
DUE_UNUSED: Final = 26
DUE_OTHERS: Final = 16
YOUNG: Final = 30
"""Weeks since launch by which anything can have been said: half a year, and the four weeks it takes to hold."""
SLOW_START: Final = 56
"""The same of what makes a candidate of a system by its use: a year."""


@dataclass(frozen=True)
class Question:
    """One thing that can be said: where it stood (systems × weeks), of which truths it is right, and how long it may take.

    ``age``: weeks since launch before which nobody says it; ``may``: of which systems of a fleet the rules let anybody say it.
    """

    name: str
    stood: Flags
    right: frozenset[Truth]
    due: int
    age: int = YOUNG
    may: Callable[[Fleet], Flags] = everything


def scored(county: County, said: Said) -> Tally:
    truths = np.concatenate([fleet.truths.of for fleet in county.fleets])
    begins = np.concatenate([fleet.truths.begins for fleet in county.fleets])
    tally: Tally = Counter({"fleets": len(county.fleets), "systems": len(truths)})
    for truth in TRUTHS:
        tally[f"of/{truth}"] += int(are(truths, truth).sum())
    aged = np.concatenate([(fleet.days.count - fleet.register.launched) // 7 for fleet in county.fleets])
    questions = list(_questions(said))
    allowed = {may: np.concatenate([may(fleet) for fleet in county.fleets]) for may in {each.may for each in questions}}
    for question in questions:
        tally += _answered(question, truths, begins, aged, allowed[question.may])
    tally += _in_outages(county, said)
    spikes = np.concatenate([fleet.truths.spikes for fleet in county.fleets])
    tally["spikes"] += int(spikes.sum())
    tally["spikes/flattered"] += int(said.flattered[spikes][:, -YEAR:].any(axis=1).sum())
    legitimate = are(truths, *LEGITIMATE)
    tally["legitimate"] += int(legitimate.sum())
    for name, least in (("A", Use.A), ("AB", Use.B)):
        tally[f"legitimate/{name}"] += int((said.use[legitimate][:, -YEAR:] >= least).any(axis=1).sum())
    return tally


def _questions(said: Said) -> Iterator[Question]:
    for name, least, age in (("A", Use.A, SLOW_START), ("AB", Use.B, SLOW_START), ("ABC", Use.C, YOUNG)):
        yield Question(name, said.use >= least, UNUSED, DUE_UNUSED, age, may_be_called_unused)
    yield Question("hard", said.hard, frozenset({Truth.HARD_TO_USE}), DUE_OTHERS, may=may_be_called_hard)
    yield Question("flattered", said.flattered, frozenset({Truth.FLATTERED}), DUE_OTHERS)
    yield Question("back_end", said.use == Use.BACK_END_ONLY, frozenset({Truth.BACK_END}), DUE_UNUSED)
    yield Question("not_monitored", said.use == Use.NOT_MONITORED, frozenset({Truth.GAPS}), DUE_UNUSED)


def _answered(question: Question, truths: Whole, begins: Whole, aged: Whole, allowed: Flags) -> Tally:
    tally: Tally = Counter()
    name, stood = question.name, question.stood
    weeks = stood.shape[1]
    holds = are(truths, *question.right)[:, None] & (np.arange(weeks) >= begins[:, None])
    year = slice(weeks - YEAR, weeks)
    found = stood[:, year].any(axis=1)
    wrong = (stood & ~holds)[:, year].any(axis=1)
    due = are(truths, *question.right) & (weeks - begins >= question.due) & (aged >= question.age) & allowed
    tally[f"found/{name}"] += int(found.sum())
    tally[f"right/{name}"] += int((found & ~wrong).sum())
    tally[f"flips/{name}"] += int((np.diff(stood[:, year].astype(np.int8), axis=1) != 0).sum())
    for truth in TRUTHS:
        mine = are(truths, truth)
        tally[f"found/{name}/{truth}"] += int((found & mine).sum())
        tally[f"due/{name}/{truth}"] += int((due & mine).sum())
        tally[f"due_found/{name}/{truth}"] += int((due & found & mine).sum())
    first = np.where((stood & holds).any(axis=1), np.argmax(stood & holds, axis=1), -1)
    for row in np.flatnonzero(first >= 0).tolist():
        tally[f"weeks/{name}/{TRUTHS[truths[row]]}/{first[row] - begins[row] + 1}"] += 1
    return tally


def _in_outages(county: County, said: Said) -> Tally:
    """New candidates among the systems whose only collector was made to fail, in those weeks, and whether the weeks were noticed.

    What rows of the week before made one when they came late is not new: it rests on no day of the failure.
    """
    tally: Tally = Counter()
    stood = said.candidates
    before = np.concatenate([np.zeros((len(stood), 1), np.bool_), (stood | said.settled)[:, :-1]], axis=1)
    new = stood & ~before
    first = 0
    for place, fleet in enumerate(county.fleets):
        watch, systems = fleet.truths.watch, len(fleet.register)
        mine = new[first : first + systems]
        first += systems
        for each in COUNTING_USE:
            noticed = said.out.get(county.numbering(place, each).collector)
            if noticed is not None:
                tally["outage/weeks"] += int(watch.out[each].sum())
                tally["outage/noticed"] += int((watch.out[each] & noticed).sum())
                tally["outage/imagined"] += int((noticed & ~watch.out[each]).sum())
        lost = blind(fleet)
        tally["outage/system_weeks"] += int(lost.sum())
        tally["outage/new"] += int((mine & lost).sum())
    return tally
