"""What was told, by whom, and when it was there: rows by the day, week and month, late, thinned, embellished, or never sent."""

from dataclasses import dataclass

import numpy as np

from evaluations.proving.enums import Truth
from evaluations.proving.generator import Dice, Flags, Reals, Whole, between, chance
from evaluations.proving.generator.collectors import ACCESS_LOG, APP_LOG, CLOUD, COLLECTORS, GATEWAY, MONTHLY, WEEKLY
from evaluations.proving.generator.days import Days
from evaluations.proving.generator.rows import UNKNOWN, Block
from evaluations.proving.second.county import County
from evaluations.proving.second.doings import Measured
from evaluations.proving.second.pressure import Pressure
from evaluations.proving.second.sittings import Sittings, over
from evaluations.proving.second.takeup import TakeUp
from evaluations.proving.second.watching import Watching

PEAKS = ("busiest_minute", "cpu_p95")
"""A longer period tells the highest of its days, not their sum."""


@dataclass(frozen=True)
class Desk:
    """All that is needed to write deliveries."""

    county: County
    taken: TakeUp
    sittings: Sittings
    measured: Measured
    pressure: Pressure
    watching: Watching
    days: Days
    dice: Dice

    def blocks(self) -> list[Block]:
        return [self._block(collector) for collector in range(len(COLLECTORS))]

    def _block(self, collector: int) -> Block:
        systems = np.flatnonzero(self.watching.watch.sees[:, collector])
        first, last = periods(COLLECTORS[collector].period, self.days)
        cells = {
            name: self._cells(collector, name, systems, first, last)
            for of, name in self.watching.knows
            if of == collector
        }
        self._agree(collector, cells, systems, first)
        told, coverage = self._told(collector, cells, systems, first, last)
        arrives = last + self._takes(collector, told.shape)
        told &= arrives <= self.days.count
        at_system, at_period = np.nonzero(told)
        for name, values in cells.items():
            values[~self.watching.knows[collector, name][systems]] = UNKNOWN
        self._add_wholes(cells, systems)
        return Block(
            collector,
            systems[at_system].astype(np.int64),
            last[at_period],
            (last - first + 1)[at_period],
            arrives[at_system, at_period],
            coverage[at_system, at_period],
            {name: values[at_system, at_period] for name, values in cells.items()},
        )

    def _cells(self, collector: int, name: str, systems: Whole, first: Whole, last: Whole) -> Whole:
        """A measure by system and period, as it was."""
        values = self.measured[name][systems]
        if COLLECTORS[collector].period == "day":
            return values.copy()
        ends = int(last[-1]) + 1 if len(last) else 0
        if not ends:
            return np.zeros((len(systems), 0), np.int64)
        values = values[:, :ends]
        if name in PEAKS:
            return np.asarray(np.maximum.reduceat(values, first, axis=1))
        if name == "using_organisations":
            return self._offices(systems, first, ends)
        if name in ("effective_users", "active_users"):
            return self._people(name, systems, first, ends)
        return np.asarray(np.add.reduceat(values, first, axis=1))

    def _people(self, name: str, systems: Whole, first: Whole, ends: int) -> Whole:
        """Who comes twice counts once. Those who only look are the same people mostly: seven visits of lookers are five people."""
        inside = self._until(ends)
        acted = over(inside, self.county, self.taken, self.dice, systems=systems, periods=first)
        acted = np.maximum(acted, np.maximum.reduceat(self.measured["effective_users"][systems, :ends], first, axis=1))
        if name == "effective_users":
            return acted
        looked = self.measured["active_users"][systems, :ends] - self.measured["effective_users"][systems, :ends]
        looked = np.ceil(np.add.reduceat(np.maximum(looked, 0), first, axis=1) ** 0.85).astype(np.int64)
        best = np.maximum.reduceat(self.measured["active_users"][systems, :ends], first, axis=1)
        most = np.maximum(self.county.register.eligible[systems][:, None], best)
        return np.asarray(np.clip(acted + looked, best, most))

    def _until(self, ends: int) -> Sittings:
        sat = self.sittings
        return Sittings(sat.people[:, :ends], sat.times[:, :ends], sat.offices[:, :ends], sat.by_office[:, :ends])

    def _offices(self, systems: Whole, first: Whole, ends: int) -> Whole:
        mine = np.flatnonzero(np.isin(self.county.offices.system, systems))
        of = self.county.offices.system[mine]
        sat = np.add.reduceat(self.sittings.by_office[mine][:, :ends], first, axis=1) > 0
        best = np.maximum.reduceat(self.measured["using_organisations"][systems, :ends], first, axis=1)
        starts = np.flatnonzero(np.diff(of, prepend=-1))
        return np.asarray(np.maximum(np.add.reduceat(sat, starts, dtype=np.int64), best))

    def _agree(self, collector: int, cells: Measured, systems: Whole, first: Whole) -> None:
        """What each kind of collector does to figures before it tells them."""
        if collector == ACCESS_LOG:
            # A log knows addresses: a town hall with one line out is one visitor.
            behind = between(self.dice, 0.6, 1.0, (len(systems), 1))
            for name in ("active_users", "effective_users"):
                cells[name] = np.ceil(cells[name] * behind).astype(np.int64)
        if collector in (WEEKLY, MONTHLY):
            self._embellish(cells, systems, first)
        if collector == APP_LOG:
            for values in cells.values():
                values[:, self.watching.empty[APP_LOG]] = 0
        if "active_users" in cells:
            most = np.maximum(self.county.register.eligible[systems][:, None], 1)
            cells["active_users"] = np.minimum(cells["active_users"], most)
            if "effective_users" in cells:
                cells["effective_users"] = np.minimum(cells["effective_users"], cells["active_users"])
            if "sessions" in cells:
                cells["sessions"] = np.maximum(cells["sessions"], cells["active_users"])

    def _embellish(self, cells: Measured, systems: Whole, first: Whole) -> None:
        """A contractor rounds, a little up; where the contract hangs on it two to five times up. Nobody makes something out of no
        visit; and who filled up to a target reports it to the act."""
        vendor = np.array(["vendor" in self.pressure.ways[each] for each in systems.tolist()], np.bool_)
        since = first[None, :] >= self.pressure.begins[systems][:, None] * 7
        up = between(self.dice, 1.0, 1.1, (len(systems), 1)) * self.dice.lognormal(0, 0.04, (len(systems), len(first)))
        up = np.where(vendor[:, None] & since, np.maximum(up, between(self.dice, 2.0, 5.0, (len(systems), 1))), up)
        exact = np.array(["target" in self.pressure.ways[each] for each in systems.tolist()], np.bool_)
        up[exact] = 1.0
        for name in ("sessions", "active_users", "substantive_actions", "checkins"):
            if name in cells:
                cells[name] = np.round(cells[name] * up).astype(np.int64)

    def _told(self, collector: int, cells: Measured, systems: Whole, first: Whole, last: Whole) -> tuple[Flags, Reals]:
        """Which rows there are at all, and how much of the period each says was seen; thins what was seen in part."""
        shape = len(systems), len(first)
        launched = self.county.register.launched[systems][:, None]
        told = np.broadcast_to(first >= launched, shape).copy()
        coverage = np.ones(shape)
        gaps = self.watching.watch.gaps[systems]
        if COLLECTORS[collector].period == "day":
            silent = self.watching.down[collector] & ~self.watching.empty[collector]
            told &= ~silent & (~gaps if collector not in (CLOUD,) else True)
        elif len(first):
            cut = np.maximum.reduceat(gaps[:, : int(last[-1]) + 1], first, axis=1)
            told &= ~cut
        match collector:
            case _ if collector == GATEWAY:
                coverage = self._through_nodes(cells, systems)
                told &= self._only_use(cells, systems)
            case _ if collector == APP_LOG:
                # One row in eighty is missing; one in a hundred is of a day on which the program was restarted or the job ran too
                # early.
                told &= ~chance(self.dice, 0.0125, shape)
                coverage = np.where(chance(self.dice, 0.01, shape), between(self.dice, 0.3, 0.95, shape), 1.0)
                self._thin(cells, coverage)
            case _ if collector == ACCESS_LOG:
                told &= ~chance(self.dice, 0.01, shape)
            case _ if collector in (WEEKLY, MONTHLY):
                told &= self._sent(systems, first, last)
            case _:
                told &= ~chance(self.dice, 0.01, shape)
        return told, np.round(coverage, 2)

    def _through_nodes(self, cells: Measured, systems: Whole) -> Reals:
        seen = self.watching.seen[systems]
        self._thin(cells, seen)
        for values in cells.values():
            values[:, self.watching.empty[GATEWAY]] = 0
        return seen

    def _thin(self, cells: Measured, seen: Reals) -> None:
        part = seen < 1
        for name, values in cells.items():
            if name not in PEAKS:
                values[part] = self.dice.binomial(values[part], seen[part])
        for name, whole in (("effective_users", "active_users"), ("records_read", "records"), ("after_order", "substantive_actions"),
                            ("busiest_minute", "sessions"), ("active_users", "sessions"), ("effective_users", "active_users"),
                            ("using_organisations", "active_users")):  # fmt: skip
            if name in cells and whole in cells:
                cells[name][part] = np.minimum(cells[name][part], cells[whole][part])

    def _only_use(self, cells: Measured, systems: Whole) -> Flags:
        """A gateway writes of what passed; and one row of each route on the day it was put up, or the history began."""
        used = (cells["sessions"] > 0) | (cells["inbound_calls"] > 0)
        up = ~self.watching.down[GATEWAY] | self.watching.empty[GATEWAY]
        launched = np.arange(self.days.count) >= self.county.register.launched[systems][:, None]
        routed = launched & up
        put_up = np.argmax(routed, axis=1)
        used[np.arange(len(systems)), put_up] = routed[np.arange(len(systems)), put_up]
        return used

    def _sent(self, systems: Whole, first: Whole, last: Whole) -> Flags:
        """Forms are forgotten, one in twenty five; in weeks without a working day half are; and of what was given up one in four."""
        shape = len(systems), len(first)
        forgotten = np.full(shape, 0.04)
        begun = np.concatenate([[0], np.cumsum(self.days.working)])
        forgotten[:, begun[last + 1] == begun[first]] = 0.5
        given_up = self.county.are(Truth.DECAYED)[systems][:, None] & (first >= self.taken.begins[systems][:, None] * 7)
        return np.asarray(self.dice.random(shape) >= np.where(given_up, np.maximum(forgotten, 0.25), forgotten))

    def _takes(self, collector: int, shape: tuple[int, int]) -> Whole:
        """Days until a row is there. Programs send at night, some rows days later, corrected or sent again; people take a
        week or three."""
        match COLLECTORS[collector].period:
            case "day" if collector == APP_LOG:
                takes = self._days(shape, (0.92, 1, 1), (0.06, 2, 4), (0.02, 5, 15))
                job_failed = chance(self.dice, 0.01, shape[1])  # a night's job of all systems is run again days later
                takes[:, job_failed] = np.maximum(takes[:, job_failed], self.dice.integers(2, 7))
                return takes
            case "day":
                return self._days(shape, (0.997, 1, 1), (0.003, 2, 5))
            case "week" if collector == WEEKLY:
                return self._days(shape, (0.7, 1, 3), (0.25, 4, 8), (0.05, 9, 20))
            case "week":
                return self._days(shape, (1.0, 2, 2))
            case _:
                return self._days(shape, (0.85, 3, 10), (0.15, 11, 25))

    def _days(self, shape: tuple[int, int], *kinds: tuple[float, int, int]) -> Whole:
        """Numbers of days: each kind ``(share, from, to)`` as often as its share."""
        kind = self.dice.choice(len(kinds), shape, p=[share for share, _low, _high in kinds])
        low, high = (np.array([each[end] for each in kinds])[kind] for end in (1, 2))
        return np.asarray(self.dice.integers(low, high + 1), np.int64)

    def _add_wholes(self, cells: Measured, systems: Whole) -> None:
        register, shape = self.county.register, next(iter(cells.values())).shape
        if "using_organisations" in cells:
            meant = np.broadcast_to(register.organisations[systems][:, None], shape)
            cells["using_organisations"] = np.minimum(cells["using_organisations"], meant)
            known = cells["using_organisations"] != UNKNOWN
            cells["eligible_organisations"] = np.where(known, meant, UNKNOWN)


def periods(length: str, days: Days) -> tuple[Whole, Whole]:
    """First and last day of each whole period within the history."""
    if length == "day":
        each = np.arange(days.count)
        return each, each
    if length == "week":
        return np.arange(0, days.count, 7), np.arange(6, days.count, 7)
    starts = np.flatnonzero([day.day == 1 for day in days.dates])
    ends = np.r_[starts[1:] - 1, days.count - 1][: len(starts)]
    whole = np.array([(days.date_of(int(end) + 1)).day == 1 for end in ends], np.bool_)
    return starts[whole], ends[whole]
