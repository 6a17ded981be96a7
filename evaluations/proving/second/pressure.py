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

TWO_WEEKS = 14
CAUGHT_UP = (4.4, 8.0)
"""Times what the two weeks before an inspection usually see: a spike is three times what was before and after."""
SIGN_INS_PER_ACT = 2.0
"""At least: they are more than 60 % of both together by definition, two thirds here."""
CLICKS_PER_VISIT = 1.2
"""At least: more than 30 % of visits fall into the busiest minute by definition, more than 45 % here."""


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
            targets[system] = _above_what_is_done(mine, float(doings.typical[system]), since, dice)
        for way in WAYS:  # in one order, whatever that of the set is
            if way in ways:
                eligible = int(county.register.eligible[system])
                _apply(way, mine, dice, days, eligible=eligible, since=since, target=int(targets[system]))
    return Pressure(rankings.ways, rankings.begins, targets)


def _apply(way: str, mine: Measured, dice: Dice, days: Days, *, eligible: int, since: int, target: int) -> None:
    at = np.flatnonzero(days.working & (np.arange(days.count) >= since))
    match way:
        case "signing_in":
            # Nearly everybody signs in on working days, at half past eight, and most leave again; where that would be little beside
            # what is done, at noon and in the evening too, and at every point of a round.
            signed = dice.binomial(eligible, np.clip(dice.normal(dice.uniform(0.5, 0.9), 0.06, len(at)), 0.3, 0.98))
            times = _times(SIGN_INS_PER_ACT, mine["substantive_actions"], signed, at, days)
            signs = np.round(signed * times).astype(np.int64)
            mine["checkins"][at] = np.maximum(signs, mine["checkins"][at])
            _visited(mine, at, signed // 2, eligible)
            mine["active_users"][at] = np.maximum(mine["active_users"][at], signed)
            mine["sessions"][at] += signs
            mine["busiest_minute"][at] = np.maximum(busiest(mine["sessions"][at], dice), signed // 25)
        case "batch_entry":
            _caught_up(mine, since, days, dice)
        case "script":
            accounts = dice.binomial(eligible, dice.uniform(0.3, 0.9), len(at))
            accounts = np.where(chance(dice, 0.85, len(at)), accounts, 0)  # the machine it runs on is off now and then
            times = _times(CLICKS_PER_VISIT, mine["sessions"], accounts, at, days)
            clicks = np.round(accounts * times).astype(np.int64)
            _visited(mine, at, accounts, eligible)
            mine["sessions"][at] += clicks
            mine["busiest_minute"][at] = np.maximum(mine["busiest_minute"][at], (clicks * 0.9).astype(np.int64))
        case "unread":
            mine["records"][since:] = mine["substantive_actions"][since:]
            mine["records_read"][since:] = dice.binomial(mine["records"][since:], dice.uniform(0.0, 0.06))
        case "target":
            _filled_up(mine, since, target, days, dice)
        case _:
            pass  # the vendor's figures are written when they are told


def _times(enough: float, beside: Whole, made_up: Whole, at: Whole, days: Days) -> float:
    """How often each of the visits made up is made for there to be ``enough`` for one of what is beside them, in each quarter."""
    quarter = (days.months - days.months[0]) // 3
    since = slice(int(at[0]) if len(at) else days.count, None)
    real = np.bincount(quarter[since], weights=beside[since], minlength=quarter[-1] + 1)
    made = np.bincount(quarter[at], weights=made_up, minlength=quarter[-1] + 1)
    some = made > 0
    return max(1.0, float((enough * real[some] / made[some]).max(initial=1.0)))


def _visited(mine: Measured, at: Whole, more: Whole, eligible: int) -> None:
    """So many more people were seen, of all it is meant for."""
    mine["active_users"][at] = np.clip(mine["active_users"][at] + more, mine["effective_users"][at], max(eligible, 1))
    mine["active_users"][at] = np.maximum(mine["active_users"][at], mine["effective_users"][at])


def _caught_up(mine: Measured, since: int, days: Days, dice: Dice) -> None:
    """Two or three clerks enter a quarter's papers in the last five to nine working days; then there is nothing left to enter for
    weeks. As many of them are cases as ever, begun and finished in the books at one sitting of some minutes."""
    working = np.flatnonzero(days.working)
    for inspection in days.assessments():
        before = working[(working <= inspection) & (working > inspection - TWO_WEEKS)][-int(dice.integers(5, 10)) :]
        if not len(before) or before[0] < max(since, 7):
            continue
        lately, later = slice(max(0, before[0] - 56), before[0]), slice(inspection + 1, inspection + 1 + 28)
        acts = mine["substantive_actions"]
        # As much as the two weeks stand out against: what was usual before, and what work there will be after.
        usual = max(float(np.mean(acts[lately])), float(np.mean(acts[later])) if acts[later].size else 0.0, 0.5)
        more = dice.poisson(usual * TWO_WEEKS * dice.uniform(*CAUGHT_UP) / len(before), len(before))
        _entered(mine, before, more, lately, dice)
        _at_work(mine, before, int(dice.integers(2, 4)))
        _halved(mine, slice(inspection + 1, inspection + 1 + int(dice.integers(14, 29))), dice)


def _entered(mine: Measured, at: Whole, more: Whole, lately: slice, dice: Dice) -> None:
    """So much more stands in the books: records, and as many cases as there were lately, begun and finished at one sitting.

    Of the records as many are read as ever: that nobody does is a way of its own.
    """
    read = float(mine["records_read"][lately].sum() / max(mine["records"][lately].sum(), 1))
    mine["records_read"][at] += dice.binomial(more, read)
    cases = dice.binomial(
        more, float(mine["started"][lately].sum() / max(mine["substantive_actions"][lately].sum(), 1))
    )
    for name in ("started", "completed"):
        mine[name][at] += cases
    mine["case_seconds"][at] += np.round(AT_ONE_SITTING * dice.standard_gamma(cases)).astype(np.int64)
    for name in ("substantive_actions", "records"):
        mine[name][at] += more


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


def _above_what_is_done(mine: Measured, typical: float, since: int, dice: Dice) -> int:
    """What a plan promised of an ordinary system of its kind; where that is done in many weeks, more than is done in nearly all."""
    by_week = mine["substantive_actions"].reshape(-1, 7).sum(axis=1)[-(-since // 7) :]
    return max(10, round(typical * dice.lognormal(-0.1, 0.3)), round(1.1 * float(np.percentile(by_week, 96))))


def _filled_up(mine: Measured, since: int, target: int, days: Days, dice: Dice) -> None:
    """On the last two working days of a week what its target lacks is entered, and not one more than is needed to be safe."""
    first = -(-since // 7)
    lately = slice(first * 7, None)
    for week in range(first, days.weeks):
        late = week * 7 + np.flatnonzero(days.working[week * 7 : week * 7 + 7])[-2:]
        done = int(mine["substantive_actions"][week * 7 : week * 7 + 7].sum())
        lacks = int(np.ceil(target * dice.uniform(1.0, 1.04))) - done
        if lacks > 0 and len(late):
            _entered(mine, late, _parts(lacks, len(late)), lately, dice)
            _at_work(mine, late, 1)


def _parts(whole: int, number: int) -> Whole:
    """As even as whole numbers can be."""
    return np.array([(whole + place) // number for place in range(number)], np.int64)


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
