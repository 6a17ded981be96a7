"""From what happened to what was told: sums over periods, failures, gaps, and rows that come late."""

from dataclasses import dataclass

import numpy as np

from evaluations.proving.enums import Truth
from evaluations.proving.generator import Dice, Flags, Reals, Whole, between, chance
from evaluations.proving.generator.classes import are
from evaluations.proving.generator.collectors import APP_LOG, COLLECTORS, GATEWAY, WEEKLY, Collector, Watch
from evaluations.proving.generator.counts import Counts
from evaluations.proving.generator.days import Days
from evaluations.proving.generator.habits import Habits
from evaluations.proving.generator.register import Register
from evaluations.proving.generator.rows import UNKNOWN, Block

PEOPLE = {"active_users": 0.25, "effective_users": 0.25, "using_organisations": 0.1}
"""Counted once a period: of a day's people beyond those of the best day, how many are new that week. Most users are regulars."""
PEAKS = ("busiest_minute", "cpu_p95")
Cells = dict[str, Whole]


@dataclass(frozen=True)
class Telling:
    """All that happened, and who looked on."""

    register: Register
    counts: Counts
    habits: Habits
    targets: Whole
    watch: Watch
    days: Days
    dice: Dice

    def blocks(self) -> list[Block]:
        return [self._block(place, collector) for place, collector in enumerate(COLLECTORS)]

    def _block(self, place: int, collector: Collector) -> Block:
        systems = np.flatnonzero(self.watch.sees[:, place])
        cells, said, coverage = self._seen(place, systems)
        last, length = _periods(collector, self.days)
        if collector.period != "day":
            eligible = self.register.eligible[systems]
            cells = {name: _over(name, values, last, length, eligible) for name, values in cells.items()}
            if place == WEEKLY:
                cells = self._embellished(cells, systems)
            said, coverage = said[:, last] & said[:, last - length + 1], coverage[:, last]
        self._add_wholes(cells, systems)
        told = said
        if collector.sees_only_use:  # and from the day a route is set up: a row of zeros comes with it
            first = np.cumsum(said, axis=1) == 1
            told = said & (first | (cells["sessions"] + cells["inbound_calls"] > 0))
        arrives = _arrivals(collector, last, told.shape, self.dice)
        row, at = np.nonzero(told)
        measures = {name: values[told] for name, values in cells.items()}
        return Block(place, systems[row], last[at], length[at], arrives[told], coverage[told], measures)

    def _seen(self, place: int, systems: Whole) -> tuple[Cells, Flags, Reals]:
        """What a collector counted day by day, on which days it said anything, and how much of each it saw."""
        out, zeros = (np.repeat(weeks[place], 7) for weeks in (self.watch.out, self.watch.zeros))
        gaps = self.watch.gaps[systems]
        # A third of the gaps are told as such: the probe still reports, and says that it hardly sees anything.
        thin = gaps & chance(self.dice, 0.33, len(systems))[:, None] & (place == APP_LOG)
        launched = np.arange(self.days.count) >= self.register.launched[systems][:, None]
        said = launched & ~(out & ~zeros) & ~(gaps & ~thin)
        cells = {name: np.where(zeros, 0, self.counts[name][systems]) for name in COLLECTORS[place].measures}
        cells = {name: np.where(thin, values // 5, values) for name, values in cells.items()}
        if place == APP_LOG:  # programs that serve programs count that too
            serves = are(self.register.truths[systems], Truth.BACK_END)[:, None]
            calls = np.where(zeros, 0, self.counts["inbound_calls"][systems])
            cells["inbound_calls"] = np.where(serves, calls, UNKNOWN)
        coverage = np.where(thin, 0.2, np.ones(said.shape))
        if place == GATEWAY:
            coverage = np.where(chance(self.dice, 0.002, said.shape), 0.75, coverage)  # restarts
        return cells, said, coverage

    def _embellished(self, cells: Cells, systems: Whole) -> Cells:
        """What somebody writes in a form: nearly what was counted; half as much again to three times; or what the target asks for."""
        wrong = [self.habits.flattered[each] for each in systems.tolist()]
        inflated = np.array(["inflated" in each for each in wrong], np.bool_)
        bunched = inflated & np.array(["bunched" in each for each in wrong], np.bool_)
        lies = np.arange(self.days.weeks) >= self.habits.begins[systems][:, None]
        honest = self.dice.normal(1, 0.02, len(systems))[:, None]
        times = np.where(inflated, between(self.dice, 1.5, 3.0, len(systems)), 1.0)[:, None]
        actions = cells["substantive_actions"]
        wanted = np.ceil(self.targets[systems][:, None] * between(self.dice, 1.0, 1.04, actions.shape))
        times = np.where(bunched[:, None], wanted / np.maximum(actions, 1), times)
        told = np.where(lies, times, 1.0) * np.where(inflated[:, None], 1.0, honest)
        cells = {name: np.round(values * told).astype(np.int64) for name, values in cells.items()}
        cells["substantive_actions"] = np.where(lies & bunched[:, None], wanted, cells["substantive_actions"]).astype(
            np.int64
        )
        return cells

    def _add_wholes(self, cells: Cells, systems: Whole) -> None:
        """What counts a part names its whole, and is not above it: for how many users and organisations a system is."""
        register = self.register
        if "using_organisations" in cells:
            using = cells["using_organisations"]
            cells["eligible_users"] = np.broadcast_to(register.eligible[systems][:, None], using.shape)
            cells["eligible_organisations"] = np.broadcast_to(register.organisations[systems][:, None], using.shape)
            cells["using_organisations"] = np.minimum(using, cells["eligible_organisations"])
        if "effective_users" in cells:
            cells["effective_users"] = np.minimum(cells["effective_users"], cells["active_users"])


def heartbeats(watch: Watch) -> dict[int, Flags]:
    """The days on which collectors that tell of use only said that they were up: also while they failed to zeros."""
    up = ~np.repeat(watch.out & ~watch.zeros, 7, axis=1)
    return {place: up[place] for place, collector in enumerate(COLLECTORS) if collector.sees_only_use}


def _periods(collector: Collector, days: Days) -> tuple[Whole, Whole]:
    """Last day and length of each period. Months that the history cuts off are not told."""
    if collector.period == "day":
        return np.arange(days.count), np.ones(days.count, np.int64)
    if collector.period == "week":
        return np.arange(6, days.count, 7), np.full(days.weeks, 7, np.int64)
    ends = np.flatnonzero(np.diff(days.months))
    length = np.diff(ends, prepend=-1)
    whole = days.month_day[ends - length + 1] % 100 == 1
    return ends[whole], length[whole]


def _over(name: str, values: Whole, last: Whole, length: Whole, eligible: Whole) -> Whole:
    first = last - length + 1
    total = np.concatenate([np.zeros((len(values), 1), np.int64), np.cumsum(values, axis=1)], axis=1)
    added: Whole = total[:, last + 1] - total[:, first]
    best: Whole = np.stack(
        [values[:, low : high + 1].max(axis=1, initial=0) for low, high in zip(first, last, strict=True)], axis=1
    )
    if name in PEAKS:
        return best
    if name in PEOPLE:
        fresh = PEOPLE[name] * 7 / length  # a month brings fewer new faces a day than a week
        return np.minimum((best + (added - best) * fresh).astype(np.int64), np.maximum(eligible[:, None], best))
    return added


def _arrivals(collector: Collector, last: Whole, shape: tuple[int, ...], dice: Dice) -> Whole:
    """Most rows are there the next morning; a few deliveries and single rows come up to six days later, some monthly forms twelve."""
    arrives = np.broadcast_to(last + collector.delay, shape).copy()
    if collector.period == "month":
        arrives += 7 * chance(dice, 0.15, shape[0])[:, None]
        return arrives
    late = chance(dice, 0.01, shape[1]) | chance(dice, 0.02, shape)
    arrives += late * dice.integers(1, 6, shape)
    return arrives
