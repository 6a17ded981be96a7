"""Of which systems the rules let anybody say what is wrong with them.

Unused: not of what is hardly told of, nor of what programs call. Hard to use: not where fewer than two of its troubles are told of by
anybody. Source: findings.md, the data rule, U6, and that it takes two of H1 to H8. Worked out from what collectors told, without
the detector: what nobody may say is not held against it.
"""

from typing import Final

import numpy as np

from evaluations.findings.rules.detector import Flags
from evaluations.proving.generator.collectors import ACCESS_LOG, APP_LOG, GATEWAY, MONTHLY, WEEKLY
from evaluations.proving.generator.fleets import Fleet

COUNTING_USE: Final = (GATEWAY, APP_LOG, WEEKLY, ACCESS_LOG)
"""Collectors that count use at least by the week."""
TOLD_LEAST: Final = 0.8
"""Share of days that must be told of: the rule for data, coverage of the window."""
CALLED_LEAST: Final = 0.5
"""Share of weeks with calls by programs from which on it is their back end."""

TROUBLES_LEAST: Final = 2
"""Troubles it takes to call a system hard to use."""
TOLD_BY: Final = {
    "completed": ("started", "completed"),
    "errors": ("errors", "sessions"),
    "slowness": ("case_seconds", "completed", "promised"),
    "corrected": ("corrected", "completed"),
    "acted": ("sessions", "substantive_actions"),
    "content": ("ratings", "good_ratings"),
    "complaints": ("complaints",),
    "on_order": ("after_order", "substantive_actions"),
}
"""Measures that tell of a trouble (and that there is a promise to hold it against), in the words of the first generator; the second
writes two down of each by definition."""


def everything(fleet: Fleet) -> Flags:
    """All of its systems."""
    return np.ones(len(fleet.register), np.bool_)


def may_be_called_hard(fleet: Fleet) -> Flags:
    """Per system, over the whole history."""
    known = {name: np.zeros(len(fleet.register), np.bool_) for names in TOLD_BY.values() for name in names}
    known["promised"] = fleet.register.promised_seconds > 0
    for block in fleet.blocks:
        for name in known.keys() & block.measures.keys():
            known[name][block.system[block.measures[name] >= 0]] = True
    return np.array(
        [
            sum(all(known[name][system] for name in TOLD_BY.get(trouble, ())) for trouble in troubles) >= TROUBLES_LEAST
            for system, troubles in enumerate(fleet.truths.hard)
        ]
    )


def may_be_called_unused(fleet: Fleet) -> Flags:
    """Per system, over the days since its truth holds."""
    since = np.arange(fleet.days.count) >= fleet.truths.begins[:, None] * 7
    days = np.maximum(since.sum(axis=1), 1)
    told, called = _told(fleet) & since, _called(fleet) & since
    weeks = called.reshape(len(called), -1, 7).any(axis=2).sum(axis=1)
    return np.asarray((told.sum(axis=1) >= TOLD_LEAST * days) & (weeks * 7 < CALLED_LEAST * days))


def blind(fleet: Fleet) -> Flags:
    """Systems × weeks in which a collector of the system failed, and no other that counts its use worked."""
    watch = fleet.truths.watch
    sees, out = watch.sees[:, COUNTING_USE], watch.out[COUNTING_USE, :]
    failed = (sees[:, :, None] & out).any(axis=1)
    return np.asarray(failed & ~(sees[:, :, None] & ~out).any(axis=1))


def _told(fleet: Fleet) -> Flags:
    """Systems × days of which a row tells, or of which a collector said that it was up."""
    told = np.zeros((len(fleet.register), fleet.days.count), np.bool_)
    for block in fleet.blocks:
        if block.collector in (*COUNTING_USE, MONTHLY):
            for back in range(int(block.period.max(initial=0))):
                rows = (block.period > back) & (block.day >= back)
                told[block.system[rows], block.day[rows] - back] = True
    for collector, up in fleet.up.items():
        if collector in COUNTING_USE:
            told |= fleet.truths.watch.sees[:, collector, None] & up
    return told


def _called(fleet: Fleet) -> Flags:
    """Systems × days on which programs called."""
    called = np.zeros((len(fleet.register), fleet.days.count), np.bool_)
    for block in fleet.blocks:
        if "inbound_calls" in block.measures:
            rows = block.measures["inbound_calls"] > 0
            called[block.system[rows], block.day[rows]] = True
    return called
