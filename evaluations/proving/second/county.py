"""What a county has: systems as the register tells of them, and the offices each was meant for."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from evaluations.proving.enums import UNUSED, Truth
from evaluations.proving.generator import Dice, Flags, Reals, Whole, between, chance
from evaluations.proving.generator.classes import are
from evaluations.proving.generator.days import Days
from evaluations.proving.generator.register import Register

SEASONS = ("05-15~09-30", "11-10~03-20", "07-01~09-05", "09-20~12-31", "09-25~01-31", "02-20~05-10")
"""Flood season; heating; enrolment; medical insurance of the coming year; autumn grain and straw burning; ploughing subsidies."""
YEARLY = ("12-01~01-31", "03-01~05-31", "01-10~02-28", "10-15~12-15", "06-01~07-15", "04-01~06-30")
"""Year-end reviews; annual reports of units; final accounts; budgets; graduates' posts; the pension's yearly proof of being alive."""

SCOPES = ("townships", "bureau", "county", "public")
SCOPE_SHARES = (0.34, 0.30, 0.12, 0.24)
"""Most of what is built is sent down to townships, or serves one bureau; few things are everybody's (OA); a quarter is for citizens."""
OFFICES = {"townships": (9, 18), "bureau": (1, 8), "county": (14, 20), "public": (8, 18)}
"""A county has 9 to 18 townships; a bureau's sections and stations are fewer; of 60 units those with staff enough count as 14 to 20."""
HEADCOUNT = {"townships": 2.6, "bureau": 2.3, "county": 3.2, "public": 5.9}
"""Logarithms of people meant in one office: 13 in a township, 10 in a section, 25 in a unit; 365 citizens a township. The tail is
long."""
RETURNS = ("monthly", "quarterly")
"""Returns are handed in by a unit's clerk and a deputy: their systems count clerks, not staff."""
CADENCES = ("daily", "weekly", "monthly", "quarterly")
CADENCE_SHARES = (0.70, 0.12, 0.13, 0.05)
"""Counters and grid work come up daily; returns to the city by the week, month and quarter."""
LEFT_AT_DAILY = 0.03
"""Who fills in the ledger leaves the field as it was: daily, of what is handed in by the week or month."""
ROUNDED_FROM = 50
"""Heads below this are counted, above it told in tens."""
MOST_EXPERTS = 10


@dataclass(frozen=True)
class Offices:
    """One place per office, ordered by system. ``system``: whose; ``people``: meant; ``pull``: how much of the work is theirs."""

    system: Whole
    people: Whole
    pull: Reals

    def __len__(self) -> int:
        return len(self.system)

    @cached_property
    def starts(self) -> Whole:
        """The first office of each system: each has one at least."""
        return np.flatnonzero(np.diff(self.system, prepend=-1))

    def first_of(self, system: int) -> int:
        return int(self.starts[system])

    def of(self, system: int) -> slice:
        last = self.starts[system + 1] if system + 1 < len(self.starts) else len(self)
        return slice(int(self.starts[system]), int(last))


@dataclass(frozen=True)
class County:
    """The register as it is written, and the rhythm work really has (``cadence``), which the register may not know."""

    register: Register
    cadence: list[str]
    offices: Offices

    def __len__(self) -> int:
        return len(self.register)

    def are(self, *wanted: Truth) -> Flags:
        return are(self.register.truths, *wanted)


def settled(truths: Whole, days: Days, dice: Dice) -> County:
    systems = len(truths)
    scope = dice.choice(SCOPES, systems, p=SCOPE_SHARES)
    # What programs or a dozen people use is a bureau's own; nobody is ranked by a program for citizens.
    scope[are(truths, Truth.EXPERTS, Truth.BACK_END)] = "bureau"
    scope[are(truths, Truth.FLATTERED) & (scope == "public")] = "townships"
    # What is given up quietly was meant for many: a section's own tool is not left without a word.
    scope[are(truths, Truth.NEVER_USED, Truth.VESTIGIAL, Truth.FLATTERED) & (scope == "bureau")] = "townships"
    cadence, window = _rhythms(truths, scope, dice)
    offices = _offices(truths, scope, cadence, dice)
    meant = np.add.reduceat(offices.people, offices.starts)
    written = np.array(cadence)
    forgotten = are(truths, Truth.HEALTHY) & chance(dice, LEFT_AT_DAILY, systems)
    written[forgotten] = "daily"
    kinds = np.where(
        scope == "public",
        dice.choice(("mini_program", "app", "platform", "information_system"), systems, p=(0.4, 0.2, 0.2, 0.2)),
        dice.choice(("information_system", "platform", "app"), systems, p=(0.6, 0.25, 0.15)),
    )
    register = Register(
        truths,
        written.tolist(),
        window,
        _as_written(meant, truths, dice),
        np.bincount(offices.system, minlength=systems).astype(np.int64),
        _launched(truths, days, dice),
        (days.count + between(dice, 10, 720, systems)).astype(np.int64),
        _promised(systems, dice),
        scope == "public",
        kinds.tolist(),
    )
    return County(register, cadence, offices)


def with_contracts(county: County, ends: Whole, dice: Dice) -> County:
    """Contracts are not renewed of what nobody asks for: two in five of it; of what fell with its contract, all (``ends``, -1:
    none)."""
    lapsed = county.are(*UNUSED) & chance(dice, 0.4, len(county)) & (ends < 0)
    day = np.where(lapsed, dice.integers(-200, 500, len(county)), county.register.contract_ends)
    return replace(county, register=replace(county.register, contract_ends=np.where(ends >= 0, ends, day)))


def with_promises(county: County, slow: Flags, dice: Dice) -> County:
    """Slow is what takes longer than was promised: of what is, a time was."""
    promised = county.register.promised_seconds
    lacking = slow & (promised == 0)
    return replace(
        county,
        register=replace(county.register, promised_seconds=np.where(lacking, _limits(len(county), dice), promised)),
    )


def _rhythms(truths: Whole, scope: np.ndarray, dice: Dice) -> tuple[list[str], list[str]]:
    systems = len(truths)
    cadence = dice.choice(CADENCES, systems, p=CADENCE_SHARES)
    # Citizens come when they have a need; ranking and rows of complaints come with what is opened every day.
    cadence[(scope == "public") | are(truths, Truth.FLATTERED, Truth.EXPERTS, Truth.BACK_END)] = "daily"
    hard = are(truths, Truth.HARD_TO_USE)
    cadence[hard] = np.where(chance(dice, 0.85, int(hard.sum())), "daily", "weekly")
    cadence = cadence.astype("<U12")
    window = np.full(systems, "", "<U11")
    for truth, name, windows in ((Truth.SEASONAL, "seasonal", SEASONS), (Truth.ANNUAL, "annual", YEARLY)):
        mine = are(truths, truth)
        cadence[mine], window[mine] = name, dice.choice(windows, int(mine.sum()))
    cadence[are(truths, Truth.STANDBY)] = "event_driven"
    return cadence.tolist(), window.tolist()


def _offices(truths: Whole, scope: np.ndarray, cadence: list[str], dice: Dice) -> Offices:
    low, high = (np.array([OFFICES[each][end] for each in scope]) for end in (0, 1))
    number = dice.integers(low, high + 1)
    number[np.isin(np.array(cadence), RETURNS)] += 4  # nobody hands in to himself
    number[are(truths, Truth.EXPERTS)] = 1
    system = np.repeat(np.arange(len(truths)), number)
    # One size for a system (whom it is for) and one for each office in it: towns are not alike.
    size = dice.normal([HEADCOUNT[each] for each in scope], 0.6)
    size[scope == "public"] += dice.normal(0, 0.8, int((scope == "public").sum()))
    people = np.exp(size[system] + dice.normal(0, 0.5, len(system)))
    clerks = np.isin(np.array(cadence), RETURNS)[system]
    people = np.where(clerks, dice.integers(1, 5, len(system)), people)
    few = are(truths, Truth.NEVER_USED, Truth.VESTIGIAL, Truth.FLATTERED)[system] & ~clerks
    people = np.where(few, np.maximum(people, 8), people)  # what is sent down is meant for eight in each place at least
    people = np.where(
        are(truths, Truth.EXPERTS)[system], dice.integers(3, MOST_EXPERTS + 1, len(system)), np.ceil(people)
    )
    return Offices(system, np.maximum(people, 1).astype(np.int64), dice.lognormal(0, 0.6, len(system)))


def _as_written(meant: Whole, truths: Whole, dice: Dice) -> Whole:
    """Whom it is meant for as the register has it: rounded to tens above fifty, up to a tenth off."""
    off = np.where(meant > ROUNDED_FROM, np.round(meant * between(dice, 0.95, 1.1, len(meant)) / 10) * 10, meant)
    return np.where(are(truths, Truth.EXPERTS), meant, np.maximum(off, meant * 0.95)).astype(np.int64)


def _launched(truths: Whole, days: Days, dice: Dice) -> Whole:
    """The building years were 2018 to 2023; what lies idle was often built with the last money; new is what began this year."""
    age = between(dice, days.weeks + 4, 430, len(truths))
    age = np.where(are(truths, Truth.NEVER_USED), between(dice, 40, 220, len(truths)), age)
    age = np.where(are(truths, Truth.NEW), between(dice, 3, 36, len(truths)), age)
    return np.asarray(days.count - np.floor(age * 7), np.int64)


def _promised(systems: int, dice: Dice) -> Whole:
    """Time limits stand in the plans of what handles cases; half of all promised none."""
    return np.where(chance(dice, 0.5, systems), 0, _limits(systems, dice))


def _limits(systems: int, dice: Dice) -> Whole:
    """At once, a working day, three, five."""
    return (3600 * dice.choice((2, 8, 24, 40), systems, p=(0.2, 0.3, 0.3, 0.2))).astype(np.int64)
