"""From rows as collectors tell them to the lines a sweep reads: what its two statements do in the database, on arrays."""

from dataclasses import dataclass

import numpy as np

from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Reals, Whole
from evaluations.findings.rules.detector.marks import UNBOUNDED, Mark
from evaluations.findings.rules.detector.quantities import DAYS, IDLE_DAYS, PEOPLE, RATIOS, VOLUMES, needed
from evaluations.findings.rules.detector.sums import LINE
from evaluations.proving.generator.rows import UNKNOWN, Block

_BOUNDS = ("effective_users", "substantive_actions", "active_users", "sessions")


@dataclass(frozen=True)
class Numbering:
    """Which ids a block's systems and collector have, and the number of the first day, counted as sweeps count."""

    systems: Whole
    collector: int
    first_day: int


def usage_lines(block: Block, ids: Numbering) -> Reals:
    """``system, collector, period, last day, marks, coverages, bound, inbound, eligible``: days by the week, longer rows one by one."""
    if not len(block):
        return np.zeros((0, 9))
    mark, weekday = _marks(block), block.day % 7
    seen = np.floor(block.coverage * 100 + 0.5).astype(np.int64)
    bound = np.where((mark < Mark.SESSIONS) | (mark == Mark.UNSAID), 0.0, _bound(block))
    begins = _begins(block)
    return np.column_stack(
        [
            ids.systems[block.system[begins]],
            np.full(len(begins), ids.collector),
            block.period[begins],
            np.maximum.reduceat(block.day, begins) + ids.first_day,
            np.add.reduceat(mark << (4 * weekday), begins),
            np.add.reduceat(seen << (7 * weekday), begins),
            np.add.reduceat(bound, begins),
            np.maximum.reduceat(_known(block, "inbound_calls"), begins),
            np.maximum.reduceat(_known(block, "eligible_users"), begins),
        ]
    ).astype(np.float64)


def sum_lines(block: Block, ids: Numbering, numbers: Parameters) -> Reals:
    """What is added up, by system, collector, week and period, as :data:`~evaluations.findings.rules.detector.sums.LINE` says."""
    if not len(block):
        return np.zeros((0, LINE))
    begins = _begins(block)
    week = (block.day[begins] + ids.first_day) // 7
    head = [ids.systems[block.system[begins]], np.full(len(begins), ids.collector), week, block.period[begins]]
    return np.column_stack(
        [*head, *_of_ratios(block, begins, numbers), *_of_volumes(block, begins), *_told(block, begins, ids)]
    ).astype(np.float64)


def _of_ratios(block: Block, begins: Whole, numbers: Parameters) -> list[Reals]:
    idle = (_known(block, "cpu_p95") < numbers.idle_cpu_percent) & (
        _known(block, "network_mb") < numbers.idle_network_mb * block.period
    )
    derived = {DAYS: block.period, IDLE_DAYS: np.where(idle, block.period, 0)}
    parts: list[Reals] = []
    wholes: list[Reals] = []
    for ratio in RATIOS:
        known = np.logical_and.reduce([_known(block, name) != UNKNOWN for name in needed(ratio)])
        for columns, names in ((parts, ratio.part), (wholes, ratio.whole)):
            if names == (PEOPLE,):
                best = np.maximum.reduceat(np.where(known, _known(block, "active_users"), 0), begins)
                columns.append(best * np.maximum(np.maximum.reduceat(block.period, begins), 7) / 7.0)
            else:
                added = sum(derived[name] if name in derived else _known(block, name) for name in names)
                columns.append(np.add.reduceat(np.where(known, added, 0), begins).astype(np.float64))
    return [*parts, *wholes]


def _of_volumes(block: Block, begins: Whole) -> list[Reals]:
    columns = []
    for name in VOLUMES:
        values = _known(block, name)
        known = values != UNKNOWN
        columns.append(np.add.reduceat(np.where(known, values, 0), begins).astype(np.float64))
        columns.append(np.add.reduceat(np.where(known, block.period * block.coverage, 0.0), begins))
    return columns


def _told(block: Block, begins: Whole, ids: Numbering) -> list[Whole]:
    using, meant = _known(block, "using_organisations"), np.maximum(_known(block, "eligible_organisations"), 0)
    most = np.maximum.reduceat(meant, begins)
    added = np.add.reduceat(np.maximum(using, 0), begins)
    released, day = _known(block, "releases"), block.day + ids.first_day
    return [
        np.minimum(added, most),
        most,
        np.maximum.reduceat(np.where(released > 0, day, 0), begins),
        np.maximum.reduceat(np.where(released != UNKNOWN, day, 0), begins),
        *_told_for(block, "complaints", begins, added=np.add),
        *_told_for(block, "active_users", begins, added=np.maximum),
    ]


def _told_for(block: Block, name: str, begins: Whole, *, added: np.ufunc) -> list[Whole]:
    values = _known(block, name)
    days = np.where(values == UNKNOWN, 0, np.maximum(block.period, 7))
    return [added.reduceat(np.maximum(values, 0), begins), np.maximum.reduceat(days, begins)]


def _known(block: Block, name: str) -> Whole:
    found = block.measures.get(name)
    return np.full(len(block), UNKNOWN, np.int64) if found is None else found


def _begins(block: Block) -> Whole:
    """Where each line begins: with a system, and of days with a week, of longer rows with each row."""
    if not len(block):
        return np.zeros(0, np.int64)
    slot = np.where(block.period == 1, block.day // 7, block.day)
    return np.flatnonzero((np.diff(block.system, prepend=-1) != 0) | (np.diff(slot, prepend=-1) != 0))


def _marks(block: Block) -> Whole:
    """What each row says of effective use, the surest first."""
    effective, acted, completed, active, sessions = (
        _known(block, name)
        for name in ("effective_users", "substantive_actions", "completed", "active_users", "sessions")
    )
    seen = block.coverage > 0
    return np.select(
        [
            effective > 0,
            acted > 0,
            completed > 0,
            (effective == 0) & seen,
            (acted == 0) & seen,
            (active == 0) & seen,
            active > 0,
            (sessions == 0) & seen,
            sessions > 0,
        ],
        [
            Mark.EFFECTIVE_USERS,
            Mark.SUBSTANTIVE_ACTIONS,
            Mark.COMPLETED,
            Mark.NO_EFFECTIVE_USERS,
            Mark.NO_SUBSTANTIVE_ACTIONS,
            Mark.NO_ACTIVE_USERS,
            Mark.ACTIVE_USERS,
            Mark.NO_SESSIONS,
            Mark.SESSIONS,
        ],
        Mark.UNSAID,
    ).astype(np.int64)


def _bound(block: Block) -> Reals:
    completed = _known(block, "completed")
    without = np.where(completed > 0, completed, UNBOUNDED)
    known = [_known(block, name) for name in _BOUNDS]
    least = [np.where(each > 0, each, np.where(each == 0, without, UNBOUNDED)) for each in known]
    return np.asarray(np.minimum.reduce(least), np.float64)
