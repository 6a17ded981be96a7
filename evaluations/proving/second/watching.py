"""Who counts what: which collectors see a system, what each of them can know of it, and when they fail."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from evaluations.proving.enums import Truth
from evaluations.proving.generator import Dice, Flags, Reals, Whole, chance
from evaluations.proving.generator.collectors import (
    ACCESS_LOG,
    APP_LOG,
    CLOUD,
    COLLECTORS,
    GATEWAY,
    MONTHLY,
    REVIEWS,
    WEEKLY,
    Watch,
)
from evaluations.proving.generator.days import Days
from evaluations.proving.second import happens
from evaluations.proving.second.county import County
from evaluations.proving.second.hardship import Hardship

MAIN: Final = (GATEWAY, APP_LOG, WEEKLY, MONTHLY, ACCESS_LOG)
SHARES: Final = (0.36, 0.36, 0.12, 0.10, 0.06)
"""What a county has: a gateway before what faces the network, statistics built into programs, contractors' reports, a few small
servers' logs."""
SMALL = 300
"""People a system on one small server is meant for."""
BESIDE = 0.33
"""Of what counts itself or is reported, one in three is behind the gateway too."""

WRITTEN_DOWN = 2
"""Troubles of a system hard to use that somebody at least writes down."""

PLAIN = ("active_users", "sessions", "substantive_actions", "errors")
BY_THE_STANDARD = (
    "effective_users", "started", "completed", "checkins", "corrected", "case_seconds", "complaints", "busiest_minute",
    "using_organisations",
)  # fmt: skip
RARELY = ("after_order", "records", "records_read")
"""What an application's own statistic knows: most count visits and acts; those built by the county's standard count cases and who
acted; an order has to be entered and a reading to be logged, which half of the latter do."""


@dataclass(frozen=True)
class Watching:
    """``watch`` as the score reads it: there a week counts as failed when a working day of it was lost. ``down`` (collectors × days):
    failed, ``empty``: and told zeros; ``seen`` (systems × days): the share the gateway's nodes saw.

    ``knows``: for each measure and collector, of which systems it is counted. ``gap_begins``: the week in which a gap began.
    """

    watch: Watch
    down: Flags
    empty: Flags
    seen: Reals
    knows: dict[tuple[int, str], Flags]
    gap_begins: Whole


def watched(county: County, hardship: Hardship, ways: list[set[str]], days: Days, dice: Dice) -> Watching:
    sees = _seen_by(county, hardship, ways, dice)
    down, zeros = _outages(days, dice)
    gaps, gap_begins = _gaps(county, days, dice)
    by_week = np.asarray((down & days.working).reshape(len(COLLECTORS), days.weeks, 7).any(axis=2))
    watch = Watch(sees, by_week, np.asarray(zeros & by_week), gaps)
    empty = down & np.repeat(zeros, 7, axis=1)
    return Watching(watch, down, empty, _nodes(county, days, dice), _known(county, hardship, ways, dice), gap_begins)


def _seen_by(county: County, hardship: Hardship, ways: list[set[str]], dice: Dice) -> Flags:
    systems, register = len(county), county.register
    main = dice.choice(MAIN, systems, p=SHARES)
    main[(main == ACCESS_LOG) & (register.eligible > SMALL)] = GATEWAY
    main[county.are(Truth.BACK_END)] = GATEWAY  # programs' calls are counted nowhere else
    # What looks used was reported to be: by the program ranked, or by its contractor.
    flattered = county.are(Truth.FLATTERED)
    # A form has no minutes, and one a month no weeks.
    main[flattered] = dice.choice((APP_LOG, WEEKLY), int(flattered.sum()), p=(0.75, 0.25))
    main[flattered & _in(ways, "script")] = APP_LOG
    of_vendors = _in(ways, "vendor")
    main[of_vendors] = dice.choice((WEEKLY, MONTHLY), int(of_vendors.sum()), p=(0.8, 0.2))
    main[of_vendors & _in(ways, "batch_entry")] = WEEKLY
    # Hard to use is what its users feel and somebody writes down: of what only a gateway sees, nobody could ever say it.
    hard = county.are(Truth.HARD_TO_USE)
    main[hard] = dice.choice((APP_LOG, WEEKLY), int(hard.sum()), p=(0.75, 0.25))
    # A form has no failures: whose second trouble they are is known by its own statistic.
    in_a_form = np.array([len(each - {"errors"}) for each in hardship.troubles])
    main[hard & (in_a_form < WRITTEN_DOWN)] = APP_LOG
    # Data break off where somebody has to send them.
    broken = county.are(Truth.GAPS)
    main[broken] = dice.choice((APP_LOG, WEEKLY), int(broken.sum()), p=(0.75, 0.25))
    sees = np.zeros((systems, len(COLLECTORS)), np.bool_)
    sees[np.arange(systems), main] = True
    beside = np.isin(main, (APP_LOG, WEEKLY, MONTHLY)) & ~broken
    sees[:, GATEWAY] |= beside & (of_vendors | chance(dice, BESIDE, systems))
    sees[:, CLOUD] = chance(dice, 0.45, systems)  # what moved to the government cloud
    sees[:, REVIEWS] = dice.random(systems) < np.where(register.public, 0.6, 0.1)
    return sees


def _outages(days: Days, dice: Dice) -> tuple[Flags, Flags]:
    """Days on which each collector was down, and the weeks in which it then told zeros: one time in three its pipe ran on, empty.

    Certificates, full disks, a moved database: two to eighteen days until somebody noticed, one to four times in a year and a half.
    """
    down = np.zeros((len(COLLECTORS), days.count), np.bool_)
    zeros = np.zeros((len(COLLECTORS), days.weeks), np.bool_)
    for collector, most in ((GATEWAY, 4), (APP_LOG, 3), (ACCESS_LOG, 2), (CLOUD, 2)):
        for _time in range(int(dice.integers(1, most + 1))):
            first, length = int(dice.integers(14, days.count - 20)), int(dice.integers(2, 19))
            weeks = slice(first // 7, (first + length - 1) // 7 + 1)
            if zeros[collector, weeks].any() or down[collector, weeks.start * 7 : weeks.stop * 7].any():
                continue
            down[collector, first : first + length] = True
            zeros[collector, weeks] = collector in (GATEWAY, APP_LOG) and happens(dice, 1 / 3)
    return down, zeros


def _gaps(county: County, days: Days, dice: Dice) -> tuple[Flags, Whole]:
    """An export nobody set up again after an update: for six to thirty weeks, or to this day."""
    gaps = np.zeros((len(county), days.count), np.bool_)
    begins = np.zeros(len(county), np.int64)
    for system in np.flatnonzero(county.are(Truth.GAPS)).tolist():
        first = int(dice.integers(28, days.count - 50))
        length = days.count if happens(dice, 0.4) else int(dice.integers(42, 210))
        gaps[system, first : first + length] = True
        begins[system] = first // 7
    return gaps, begins


def _nodes(county: County, days: Days, dice: Dice) -> Reals:
    """One of the gateway's two or three nodes does not log for some days: half of the systems are seen in part, and coverage says
    so."""
    seen = np.ones((len(county), days.count))
    for _time in range(int(dice.integers(1, 5))):
        first, length = int(dice.integers(0, days.count - 20)), int(dice.integers(3, 20))
        seen[chance(dice, 0.5, len(county)), first : first + length] = float(dice.choice((0.5, 0.67)))
    return seen


def _in(ways: list[set[str]], *some: str) -> Flags:
    return np.array([not each.isdisjoint(some) for each in ways], np.bool_)


def _known(county: County, hardship: Hardship, ways: list[set[str]], dice: Dice) -> dict[tuple[int, str], Flags]:
    systems = len(county)
    everywhere = np.ones(systems, np.bool_)
    flattered, hard = county.are(Truth.FLATTERED), county.are(Truth.HARD_TO_USE)
    # Ranking needs figures: what is ranked was built to count. Hardship shows in cases, where they are counted.
    standard = hard | (dice.random(systems) < np.where(flattered, 0.85, 0.65))
    cases = hard | chance(dice, 0.75, systems)  # one system in four handles no cases: it publishes, archives, adds up
    known = {
        **{(GATEWAY, name): everywhere for name in ("sessions", "errors", "inbound_calls")},
        # Two in five are behind the county's single sign-on: there the gateway knows accounts, elsewhere visits only.
        (GATEWAY, "active_users"): chance(dice, 0.4, systems),
        (GATEWAY, "busiest_minute"): chance(dice, 0.5, systems) | _in(ways, "script"),
    }
    # What is ranked is counted in full, by whoever counts it.
    ranked = {
        "checkins": _in(ways, "signing_in"),
        "records": _in(ways, "unread"),
        "busiest_minute": _in(ways, "script"),
    }
    ranked["records_read"] = ranked["records"]
    records, orders = (chance(dice, 0.6, systems) for _measure in range(2))
    rarely = {"records": records, "records_read": records & chance(dice, 0.7, systems), "after_order": orders}
    for collector in (APP_LOG, WEEKLY):
        known |= {(collector, name): everywhere for name in PLAIN if (collector, name) != (WEEKLY, "errors")}
        for name in (*BY_THE_STANDARD, *RARELY):
            mine = standard.copy()
            if name in ("started", "completed", "corrected", "case_seconds"):
                mine &= cases
            if name in rarely:
                mine &= flattered | rarely[name]
            if name == "after_order":
                mine |= hardship.having("on_order")  # who is used on order only enters the orders
            if name == "checkins":
                mine &= chance(dice, 0.5, systems)
            if name in ranked:
                mine |= ranked[name]
            known[collector, name] = mine
    del known[WEEKLY, "busiest_minute"]
    known[WEEKLY, "effective_users"] = standard & chance(
        dice, 0.5, systems
    )  # a form's reader asks how many acted, or does not
    known |= {
        (MONTHLY, "active_users"): everywhere,
        (MONTHLY, "sessions"): chance(dice, 0.6, systems) | _in(ways, "vendor"),
        (MONTHLY, "substantive_actions"): chance(dice, 0.7, systems) | _in(ways, "vendor"),
        **{(MONTHLY, name): ranked[name] & _in(ways, "vendor") for name in ("checkins", "records", "records_read")},
        (MONTHLY, "effective_users"): chance(dice, 0.2, systems),
    }
    for name in ("active_users", "sessions", "errors", "substantive_actions", "effective_users"):
        known[ACCESS_LOG, name] = everywhere
    known |= {(CLOUD, name): everywhere for name in ("cpu_p95", "network_mb")}
    known[CLOUD, "releases"] = chance(dice, 0.5, systems)
    known |= {(REVIEWS, name): everywhere for name in ("ratings", "good_ratings")}
    return known
