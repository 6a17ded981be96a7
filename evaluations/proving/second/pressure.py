"""What ranking and inspections do to figures, and not to the work."""

from dataclasses import dataclass

import numpy as np

from evaluations.proving.enums import Truth
from evaluations.proving.generator import Dice, Whole, between, chance
from evaluations.proving.generator.days import Days
from evaluations.proving.second.county import County
from evaluations.proving.second.doings import Doings, Measured, busiest
from evaluations.proving.second.rankings import WAYS, Rankings

AT_ONE_SITTING = 5 * 60
"""Seconds between the beginning and the end of a case that is copied from paper."""


@dataclass(frozen=True)
class Pressure:
    """``ways`` and ``begins`` as ranked; ``targets``: acts promised a week, 0: none."""

    ways: list[set[str]]
    begins: Whole
    targets: Whole


def put_under(county: County, rankings: Rankings, doings: Doings, days: Days, dice: Dice) -> Pressure:
    """Changes what was measured, where it is made up."""
    targets = _promised(county, doings, dice)
    for system in np.flatnonzero(rankings.are).tolist():
        ways, since = rankings.ways[system], int(rankings.begins[system]) * 7
        mine = {name: values[system] for name, values in doings.measured.items()}
        if "target" in ways:
            targets[system] = max(10, round(doings.typical[system] * dice.uniform(1.3, 2.5)))
        for way in WAYS:  # in one order, whatever that of the set is
            if way in ways:
                eligible = int(county.register.eligible[system])
                _apply(way, mine, dice, days, eligible=eligible, since=since, target=int(targets[system]))
    return Pressure(rankings.ways, rankings.begins, targets)


def _apply(way: str, mine: Measured, dice: Dice, days: Days, *, eligible: int, since: int, target: int) -> None:
    at = np.flatnonzero(days.working & (np.arange(days.count) >= since))
    match way:
        case "signing_in":
            # Nearly everybody signs in on working days, at half past eight, and most leave again.
            signed = dice.binomial(eligible, np.clip(dice.normal(dice.uniform(0.5, 0.9), 0.06, len(at)), 0.3, 0.98))
            mine["checkins"][at] = np.maximum(signed, mine["checkins"][at])
            mine["active_users"][at] = np.clip(mine["active_users"][at] + signed // 2, signed, max(eligible, 1))
            mine["active_users"][at] = np.maximum(mine["active_users"][at], mine["effective_users"][at])
            mine["sessions"][at] += signed
            mine["busiest_minute"][at] = np.maximum(busiest(mine["sessions"][at], dice), signed // 25)
        case "batch_entry":
            _caught_up(mine, since, days, dice)
        case "script":
            clicks = dice.binomial(eligible, dice.uniform(0.3, 0.9), len(at))
            clicks = np.where(chance(dice, 0.85, len(at)), clicks, 0)  # the machine it runs on is off now and then
            mine["sessions"][at] += clicks
            mine["active_users"][at] = np.clip(mine["active_users"][at] + clicks, 0, max(eligible, 1))
            mine["active_users"][at] = np.maximum(mine["active_users"][at], mine["effective_users"][at])
            mine["busiest_minute"][at] = np.maximum(mine["busiest_minute"][at], (clicks * 0.9).astype(np.int64))
        case "unread":
            mine["records"][at] = mine["substantive_actions"][at]
            mine["records_read"][at] = dice.binomial(mine["records"][at], dice.uniform(0.0, 0.06))
        case "target":
            _filled_up(mine, since, target, days, dice)
        case _:
            pass  # the vendor's figures are written when they are told


def _caught_up(mine: Measured, since: int, days: Days, dice: Dice) -> None:
    """Two or three clerks enter a quarter's papers in the last five to nine working days; then there is nothing left to enter for
    weeks. As many of them are cases as ever, begun and finished in the books at one sitting of some minutes."""
    working = np.flatnonzero(days.working)
    for inspection in days.assessments():
        before = working[working <= inspection][-int(dice.integers(5, 10)) :]
        if not len(before) or before[0] < max(since, 7):
            continue
        lately = slice(max(0, before[0] - 56), before[0])
        usual = max(float(np.mean(mine["substantive_actions"][lately])), 1.0)
        cases = float(mine["started"][lately].sum() / max(mine["substantive_actions"][lately].sum(), 1))
        more = dice.poisson(usual * dice.uniform(3.0, 8.0) * 7 / 5, len(before))
        entered = dice.binomial(more, cases)
        for name in ("started", "completed"):
            mine[name][before] += entered
        mine["case_seconds"][before] += np.round(AT_ONE_SITTING * dice.standard_gamma(entered)).astype(np.int64)
        for name in ("substantive_actions", "records"):
            mine[name][before] += more
        _at_work(mine, before, int(dice.integers(2, 4)))
        _halved(mine, slice(inspection + 1, inspection + 1 + int(dice.integers(14, 29))), dice)


def _halved(mine: Measured, at: slice, dice: Dice) -> None:
    """Every second act is left out, and with it what it was part of: a case begun, a record, its reading, an order followed."""
    acts = mine["substantive_actions"][at].copy()
    kept = mine["substantive_actions"][at] = dice.binomial(acts, 0.5)
    read, records = mine["records_read"][at].copy(), mine["records"][at].copy()
    for name in ("records", "started", "after_order"):
        mine[name][at] = _left(mine[name][at], acts, kept, dice)
    mine["records_read"][at] = _left(read, records, mine["records"][at], dice)
    mine["effective_users"][at] = np.minimum(mine["effective_users"][at], kept)
    came = mine["effective_users"][at] > 0
    _finished(mine, at, np.where(came, dice.binomial(mine["completed"][at], 0.5), 0), dice)
    # What was not begun is not finished either, that day or a week later.
    done, begun = np.cumsum(mine["completed"]), np.cumsum(mine["started"])
    too_many = np.maximum.accumulate(np.maximum(done - begun, 0))
    _finished(mine, slice(None), np.diff(done - too_many, prepend=0), dice)


def _finished(mine: Measured, at: slice, finished: Whole, dice: Dice) -> None:
    """Fewer cases finished, with the time they took and those of them that were sent back."""
    before = mine["completed"][at].copy()
    mine["case_seconds"][at] = mine["case_seconds"][at] * finished // np.maximum(before, 1)
    mine["corrected"][at] = _left(mine["corrected"][at], before, finished, dice)
    mine["completed"][at] = finished


def _left(part: Whole, whole: Whole, kept: Whole, dice: Dice) -> Whole:
    """How many of a part are among those of the whole that are kept, whichever they are."""
    return np.asarray(dice.hypergeometric(part, whole - part, kept))


def _filled_up(mine: Measured, since: int, target: int, days: Days, dice: Dice) -> None:
    """On Thursday and Friday what the week's target lacks is entered, and not one more than is needed to be safe."""
    for week in range(-(-since // 7), days.weeks):
        late = week * 7 + np.array([3, 4])
        late = late[days.working[late]]
        lacks = round(target * dice.uniform(1.0, 1.06)) - int(
            mine["substantive_actions"][week * 7 : week * 7 + 7].sum()
        )
        if lacks > 0 and len(late):
            for name in ("substantive_actions", "records"):
                mine[name][late] += lacks // len(late)
                mine[name][late[0]] += lacks % len(late)
            _at_work(mine, late, 1)


def _at_work(mine: Measured, at: Whole, clerks: int) -> None:
    """So many at least were there on those days."""
    mine["effective_users"][at] = np.maximum(mine["effective_users"][at], clerks)
    for name, part in (("active_users", "effective_users"), ("sessions", "active_users")):
        mine[name][at] = np.maximum(mine[name][at], mine[part][at])
    mine["using_organisations"][at] = np.maximum(mine["using_organisations"][at], 1)


def _promised(county: County, doings: Doings, dice: Dice) -> Whole:
    """One plan in four promised a number of acts. Of what is used about that much came of it; of the rest it was hoped for, per
    head."""
    systems = len(county)
    hoped = county.register.eligible * between(dice, 0.3, 2.0, systems)
    real = doings.typical * dice.lognormal(-0.1, 0.3, systems)
    unused = county.are(Truth.NEVER_USED, Truth.DECAYED, Truth.VESTIGIAL, Truth.NEW)
    promised = np.where(unused, hoped, real)
    some = chance(dice, 0.25, systems) & ~county.are(Truth.STANDBY, Truth.ANNUAL, Truth.SEASONAL, Truth.BACK_END)
    return np.where(some, np.maximum(np.round(promised), 5), 0).astype(np.int64)
