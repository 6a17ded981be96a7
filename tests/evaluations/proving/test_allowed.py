"""What the rules let anybody say, worked out from rows alone."""

from dataclasses import replace

import numpy as np
import pytest

from evaluations.proving.generator.collectors import APP_LOG, COLLECTORS, GATEWAY, WEEKLY, Watch
from evaluations.proving.generator.fleets import Fleet, generate
from evaluations.proving.generator.rows import Block
from evaluations.proving.rules.allowed import blind, may_be_called_hard, may_be_called_unused

SYSTEM = 3


@pytest.fixture(scope="module")
def fleet() -> Fleet:
    """Of which nobody tells anything, and everything has been so from the first day."""
    made = generate(7, 20)
    truths = replace(made.truths, begins=np.zeros(20, np.int64), watch=_watch(made))
    return replace(made, blocks=[], up={}, truths=truths)


def _watch(made: Fleet) -> Watch:
    shape = made.truths.watch
    return replace(shape, sees=np.zeros_like(shape.sees), out=np.zeros_like(shape.out))


def told(fleet: Fleet, collector: int, days: np.ndarray, period: int = 1, **measures: int) -> Fleet:
    """The same with rows of one system that end on those days."""
    one = np.ones(len(days), np.int64)
    known = {name: one * value for name, value in measures.items()}
    block = Block(collector, one * SYSTEM, days, one * period, days + 1, np.ones(len(days)), known)
    return replace(fleet, blocks=[*fleet.blocks, block])


def test_what_is_told_of_on_five_days_of_six_may_be_called_unused(fleet: Fleet) -> None:
    count = fleet.days.count
    assert not may_be_called_unused(fleet).any()
    often = np.arange(count)[np.arange(count) % 6 > 0]
    assert np.flatnonzero(may_be_called_unused(told(fleet, APP_LOG, often))).tolist() == [SYSTEM]
    assert not may_be_called_unused(told(fleet, APP_LOG, often[: len(often) * 9 // 10])).any()


def test_a_week_that_is_told_is_told_for_seven_days(fleet: Fleet) -> None:
    ends = np.arange(6, fleet.days.count, 7)
    assert may_be_called_unused(told(fleet, WEEKLY, ends, period=7))[SYSTEM]
    assert not may_be_called_unused(told(fleet, WEEKLY, ends[ends % 4 > 0], period=7))[SYSTEM]


def test_silence_of_a_collector_that_says_it_is_up_is_told_of_what_it_sees(fleet: Fleet) -> None:
    sees = np.zeros_like(fleet.truths.watch.sees)
    sees[SYSTEM, GATEWAY] = True
    truths = replace(fleet.truths, watch=replace(fleet.truths.watch, sees=sees))
    up = replace(fleet, truths=truths, up={GATEWAY: np.ones(fleet.days.count, np.bool_)})
    assert np.flatnonzero(may_be_called_unused(up)).tolist() == [SYSTEM]


def test_what_programs_call_in_every_other_week_is_their_back_end(fleet: Fleet) -> None:
    days = np.arange(fleet.days.count)
    counted = told(fleet, APP_LOG, days)
    assert not may_be_called_unused(told(counted, GATEWAY, days[::14], inbound_calls=2))[SYSTEM]
    assert may_be_called_unused(told(counted, GATEWAY, days[::21], inbound_calls=2))[SYSTEM]


def test_hard_to_use_may_be_called_that_of_which_two_troubles_are_told(fleet: Fleet) -> None:
    days = np.arange(fleet.days.count)
    hard: list[set[str]] = [set() for _system in range(20)]
    hard[SYSTEM] = {"errors", "corrected"}
    made = replace(fleet, truths=replace(fleet.truths, hard=hard))
    assert not may_be_called_hard(told(made, GATEWAY, days, sessions=9, errors=0)).any()
    assert not may_be_called_hard(told(made, APP_LOG, days, sessions=9, errors=0, corrected=0, completed=-1)).any()
    both = told(made, APP_LOG, days, sessions=9, errors=0, corrected=0, completed=0)
    assert np.flatnonzero(may_be_called_hard(both)).tolist() == [SYSTEM]


def test_blind_is_a_week_in_which_no_collector_of_a_system_worked(fleet: Fleet) -> None:
    sees, out = np.zeros_like(fleet.truths.watch.sees), np.zeros_like(fleet.truths.watch.out)
    sees[1, GATEWAY] = sees[2, [GATEWAY, APP_LOG]] = True
    out[GATEWAY, 10] = out[GATEWAY, 11] = out[APP_LOG, 11] = True
    made = replace(fleet, truths=replace(fleet.truths, watch=replace(fleet.truths.watch, sees=sees, out=out)))
    assert np.argwhere(blind(made)).tolist() == [[1, 10], [1, 11], [2, 11]]
    assert len(out) == len(COLLECTORS)
