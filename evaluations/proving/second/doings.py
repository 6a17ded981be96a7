"""What people did at their sittings, and what else a counter sees: every measure per system and day, as it was; nobody knows them
all."""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from evaluations.proving.enums import Truth
from evaluations.proving.generator import Dice, Flags, Reals, Whole, between, chance
from evaluations.proving.generator.days import Days
from evaluations.proving.second import SLIPS_THROUGH
from evaluations.proving.second.almanac import Tempo
from evaluations.proving.second.county import County
from evaluations.proving.second.hardship import SENT_BACK, SLOWER_THAN_PROMISED, Hardship
from evaluations.proving.second.rankings import Rankings
from evaluations.proving.second.sittings import Sittings
from evaluations.proving.second.takeup import TakeUp
from evaluations.proving.second.weaknesses import Weaknesses, ordinary

Measured = dict[str, Whole]
"""Systems × days by the name of the measure."""

WEEKS_OF_A_QUARTER = 13
BAD_DAY_EVERY = 167
"""Days, on average, from one bad day of a program to the next: twice a year a release goes wrong."""

FINISHED = 0.7
"""Of the cases begun in a quarter: below this the published definition speaks of a trouble."""
ENOUGH_CASES = 50
"""Begun in a quarter, for a share of them to say something."""

LAGS = {0: 0.5, 1: 0.3, 7: 0.2}
"""Days from a case's beginning to its end."""


@dataclass(frozen=True)
class Doings:
    """``typical``: acts of a week in an ordinary system of its kind, as a plan could promise them."""

    measured: Measured
    typical: Reals


def done(
    county: County,
    hardship: Hardship,
    rankings: Rankings,
    tempo: Tempo,
    *,
    taken: TakeUp,
    sittings: Sittings,
    days: Days,
    dice: Dice,
) -> Doings:
    systems = len(county)
    hurting = np.arange(days.count) >= hardship.begins[:, None] * 7
    found: Measured = {"effective_users": sittings.people, "using_organisations": sittings.offices}
    found["substantive_actions"] = _acts(county, sittings, dice)
    _handled(found, hardship, hurting, dice)
    weak = ordinary(rankings, _lying(found) & ~county.are(Truth.HARD_TO_USE), dice)
    _looked(found, weak, _strays(county, taken, days, dice), county.register.eligible, dice)
    _checked(found, county, hardship, hurting, weak=weak, dice=dice)
    _troubled(found, county, hardship, hurting, weak=weak, dice=dice)
    _called(found, county, tempo, days, dice)
    _machines(found, county, days, dice)
    found["records"] = np.asarray(dice.binomial(found["substantive_actions"], between(dice, 0.3, 0.95, (systems, 1))))
    # An archive is written for the day somebody asks: one system in twenty. Otherwise most records are read by the next desk.
    # Nobody ranks an archive.
    archive = chance(dice, 0.05, systems) & ~rankings.are
    read = np.where(archive, between(dice, 0.05, 0.2, systems), dice.beta(5, 2.5, systems))
    found["records_read"] = np.asarray(dice.binomial(found["records"], read[:, None]))
    # Of what an order raised, what it raised was done for it.
    found["after_order"] = np.asarray(dice.binomial(found["substantive_actions"], 1 - 1 / tempo.lift))
    found["checkins"] = _attendance(found, county, dice)
    found["busiest_minute"] = busiest(found["sessions"], dice)
    typical = found["substantive_actions"].sum(axis=1) / days.weeks / taken.left
    return Doings(found, typical)


def busiest(sessions: Whole, dice: Dice) -> Whole:
    """The fullest minute of a day: at nine o'clock four times the day's average of eight hours, and chance."""
    usual = sessions / 480 * 4
    return np.asarray(np.clip(dice.poisson(usual + 1.5 * np.sqrt(usual)), np.minimum(sessions, 1), sessions))


def _acts(county: County, sittings: Sittings, dice: Dice) -> Whole:
    """At a sitting a clerk files or handles a pile: two to three things, heavy-tailed; a citizen comes for one."""
    pile = np.where(county.register.public, 1.15, 1 + dice.lognormal(np.log(1.6), 0.6, len(county)))
    at = np.flatnonzero(sittings.times)
    more = np.zeros(sittings.times.size, np.int64)
    of = at // sittings.times.shape[1]
    more[at] = dice.negative_binomial(sittings.times.ravel()[at] * 0.6, 0.6 / (0.6 + pile[of] - 1))
    return sittings.times + more.reshape(sittings.times.shape)


def _looked(found: Measured, weak: Weaknesses, strays: Whole, eligible: Whole, dice: Dice) -> None:
    """Beside those who work there are those who look, and strays. They come in more visits than one."""
    people = found["effective_users"]
    lookers = dice.poisson(weak.looking[:, None] * people * dice.gamma(2, 0.5, people.shape))
    most = np.maximum(eligible[:, None], people)
    found["active_users"] = np.minimum(people + lookers + strays, most)
    found["sessions"] = found["active_users"] + dice.poisson(weak.again[:, None] * found["active_users"])
    found["using_organisations"] = np.where(
        found["active_users"] > 0, np.maximum(found["using_organisations"], 1), found["using_organisations"]
    )


def _strays(county: County, taken: TakeUp, days: Days, dice: Dice) -> Whole:
    """Visits that lead to nothing, as far as collectors count them: of those who look up an old record, of last year's list; of the
    makers', an engineer's and the duty roster's only what slips through."""
    systems = len(county)
    weight = np.zeros((systems, days.count))
    now = np.arange(days.count)
    launched = now >= county.register.launched[:, None]
    # Half of what is never used is opened by its makers twice a month; three in ten of what was given up, for old records, once.
    weight[county.are(Truth.NEVER_USED) & chance(dice, 0.5, systems)] = 2 / 21 * SLIPS_THROUGH
    ended = now >= taken.begins[:, None] * 7
    keeps = county.are(Truth.DECAYED) & chance(dice, 0.3, systems)
    weight = np.where(keeps[:, None] & ended, 1 / 21, weight)
    # A stand-by system is opened by whoever is on duty, in every other county each morning; programs' systems by an engineer.
    weight[county.are(Truth.STANDBY) & chance(dice, 0.5, systems)] = 0.9 * SLIPS_THROUGH
    weight[county.are(Truth.BACK_END)] = 1.5 / 21 * SLIPS_THROUGH
    # What has its season is looked at outside it: last year's list, next year's form.
    weight[county.are(Truth.ANNUAL, Truth.SEASONAL)] = 2 / 21
    return np.asarray(dice.poisson(weight * launched * np.where(days.working, 1.0, 0.1)))


def _handled(found: Measured, hardship: Hardship, hurting: Flags, dice: Dice) -> None:
    """Cases begun and finished: of eleven one is left."""
    systems, form = len(hurting), hardship.having("form")[:, None] & hurting
    begun = np.asarray(dice.binomial(found["substantive_actions"], between(dice, 0.25, 0.7, (systems, 1))))
    good, bad = dice.beta(30, 3, systems)[:, None], between(dice, 0.25, 0.6, (systems, 1))
    # Of a form that cannot be got through most are begun twice, and many left.
    found["started"] = begun + np.asarray(dice.binomial(begun, np.where(form, 0.35, 0.0)))
    finished = np.asarray(dice.binomial(begun, np.where(form, bad, good)))
    found["completed"] = _ended(finished, found["effective_users"] > 0, dice)


def _lying(found: Measured) -> Flags:
    """Of which systems, in some quarter, more cases lie than the published definition lets pass, any one week left out: those of an
    event's last days until the next one, those of a return until the next deadline."""
    begun, finished = (found[name].reshape(len(found[name]), -1, 7).sum(axis=2) for name in ("started", "completed"))
    enough, lacking = (
        sliding_window_view(each, WEEKS_OF_A_QUARTER, axis=1) for each in (begun, FINISHED * begun - finished)
    )
    lies = lacking.sum(axis=2) > np.maximum(lacking.max(axis=2), 0)
    return np.asarray((lies & (enough.sum(axis=2) >= ENOUGH_CASES)).any(axis=1))


def _checked(
    found: Measured, county: County, hardship: Hardship, hurting: Flags, *, weak: Weaknesses, dice: Dice
) -> None:
    """Cases sent back, and how long they took."""
    systems, finished = len(county), found["completed"]
    returned, slow = (hardship.having(name)[:, None] & hurting for name in ("returned", "slow"))
    often = between(dice, *SENT_BACK, (systems, 1))
    found["corrected"] = np.asarray(dice.binomial(finished, np.where(returned, often, weak.returned[:, None])))
    promised = county.register.promised_seconds
    usual = np.where(promised > 0, promised * between(dice, 0.3, 0.85, systems), dice.lognormal(9.5, 1.0, systems))
    each = np.where(slow, promised[:, None] * between(dice, *SLOWER_THAN_PROMISED, (systems, 1)), usual[:, None])
    # One case is done at once, another lies for three times as long: times spread as widely as their mean, and even out over many.
    found["case_seconds"] = np.round(each * dice.standard_gamma(finished)).astype(np.int64)


def _ended(finished: Whole, sat: Flags, dice: Dice) -> Whole:
    """By the day they end, cases that will be finished by the day they began: each the same day, the next, or a week later, and on a
    day on which nobody sat down (``sat``) at the next sitting, if there is one yet."""
    last = finished.shape[1]
    next_sitting = np.minimum.accumulate(np.where(sat, np.arange(last), last)[:, ::-1], axis=1)[:, ::-1]
    at = np.nonzero(finished)
    lags = dice.multinomial(finished[at], list(LAGS.values()))
    ended = np.zeros((len(finished), last + 1), np.int64)
    for lag, some in zip(LAGS, lags.T, strict=True):
        due = np.minimum(at[1] + lag, last - 1)
        np.add.at(ended, (at[0], np.where(at[1] + lag < last, next_sitting[at[0], due], last)), some)
    return ended[:, :-1]


def _troubled(
    found: Measured, county: County, hardship: Hardship, hurting: Flags, *, weak: Weaknesses, dice: Dice
) -> None:
    """Failures, complaints and ratings."""
    systems, visits = len(county), found["sessions"]
    failing, hurt = hardship.having("errors")[:, None] & hurting, county.are(Truth.HARD_TO_USE)[:, None] & hurting
    often = np.where(failing, between(dice, 0.08, 0.35, (systems, 1)), weak.failing[:, None])
    bad = _bad_days(systems, visits.shape[1], dice)
    found["errors"] = np.asarray(dice.poisson(visits * np.where(bad, np.maximum(often, 0.3), often)))
    acting = found["effective_users"]
    found["complaints"] = np.asarray(
        dice.poisson(acting * np.where(hurt, between(dice, 0.004, 0.02, (systems, 1)), 0.0006))
    )
    rated = np.where(county.register.public, 0.04, 0.01)[:, None]
    found["ratings"] = np.asarray(dice.binomial(acting, rated))
    # People rate what they were asked to rate, and well; only where it hurts do they not.
    good = np.where(hurt, between(dice, 0.55, 0.85, (systems, 1)), between(dice, 0.93, 0.995, (systems, 1)))
    found["good_ratings"] = np.asarray(dice.binomial(found["ratings"], good))


def _bad_days(systems: int, days: int, dice: Dice) -> Flags:
    """Systems × days: after a release a third of all visits may meet an error. Then its makers take care for a quarter."""
    quarter = 7 * WEEKS_OF_A_QUARTER
    apart = quarter + dice.exponential(BAD_DAY_EVERY - quarter, (systems, days // quarter + 1))
    on = (np.cumsum(apart, axis=1) - dice.random((systems, 1)) * apart[:, :1]).astype(np.int64)
    bad = np.zeros((systems, days), np.bool_)
    of, at = np.nonzero(on < days)
    bad[of, on[of, at]] = True
    return bad


def _called(found: Measured, county: County, tempo: Tempo, days: Days, dice: Dice) -> None:
    """Calls by programs: of a back end all its use; of one system in four a little; of some that were given up a forgotten nightly
    job."""
    systems = len(county)
    calls = np.zeros(found["sessions"].shape, np.int64)
    back = np.flatnonzero(county.are(Truth.BACK_END))
    busy = np.where(
        days.working, 1.0, between(dice, 0.05, 0.9, (len(back), 1))
    )  # some follow office hours, some never sleep
    level = dice.lognormal(np.log(800), 1.5, len(back))[:, None]
    calls[back] = dice.poisson(level * busy * dice.gamma(4, 0.25, (len(back), days.count)))
    others = np.flatnonzero(
        ~county.are(Truth.BACK_END, Truth.NEVER_USED, Truth.DECAYED, Truth.VESTIGIAL, Truth.EXPERTS)
    )
    shared = others[chance(dice, 0.25, len(others))]
    calls[shared] = dice.poisson(found["substantive_actions"][shared] * 2.0 + 5.0)
    forgotten = np.flatnonzero(county.are(Truth.DECAYED, Truth.VESTIGIAL) & chance(dice, 0.08, systems))
    calls[forgotten] = dice.integers(1, 4, (len(forgotten), 1))
    found["inbound_calls"] = calls * (np.arange(days.count) >= county.register.launched[:, None])


def _machines(found: Measured, county: County, days: Days, dice: Dice) -> None:
    """A virtual machine of the government cloud idles at two to six percent; who has a contract releases something every other
    month."""
    systems, shape = len(county), found["sessions"].shape
    load = found["sessions"] * 0.02 + found["inbound_calls"] * 0.003
    base = between(dice, 2, 6, (systems, 1))
    found["cpu_p95"] = np.clip(np.round(base + 6 * np.log1p(load) * dice.lognormal(0, 0.3, shape)), 1, 98).astype(
        np.int64
    )
    traffic = found["sessions"] * between(dice, 0.5, 5, (systems, 1)) + found["inbound_calls"] * 0.05
    found["network_mb"] = np.round(between(dice, 2, 20, (systems, 1)) + traffic * dice.lognormal(0, 0.3, shape)).astype(
        np.int64
    )
    under_contract = np.arange(days.count) < county.register.contract_ends[:, None]
    idle = county.are(Truth.NEVER_USED, Truth.DECAYED, Truth.VESTIGIAL)[:, None]
    often = np.where(idle, 0.003, 0.012) * days.working
    found["releases"] = np.asarray(dice.poisson(np.where(under_contract, often, 0.0)))


def _attendance(found: Measured, county: County, dice: Dice) -> Whole:
    """Honest signing in: one healthy system in thirty is for duty or attendance, where it goes with the work."""
    checkins = np.zeros(found["sessions"].shape, np.int64)
    some = np.flatnonzero(county.are(Truth.HEALTHY) & ~county.register.public & chance(dice, 0.033, len(county)))
    checkins[some] = dice.binomial(found["active_users"][some], 0.8)
    return checkins
