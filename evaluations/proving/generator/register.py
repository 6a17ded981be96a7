"""What a register says of each system: for how many, how often, since when, under which contract."""

from dataclasses import dataclass

import numpy as np

from evaluations.proving.enums import Truth
from evaluations.proving.generator import Dice, Flags, Whole, between, chance
from evaluations.proving.generator.classes import are
from evaluations.proving.generator.days import Days

SEASONS = ("06-01~09-30", "11-15~03-15", "06-15~08-31", "09-15~11-30", "03-01~05-15", "10-15~12-31")
"""Flood season, heating, school enrolment, grain purchase, spring ploughing subsidies, insurance of the coming year."""
YEARLY = ("11-15~12-31", "03-01~04-15", "01-05~02-10", "05-10~06-20", "09-01~10-10")
"""Final accounts, annual reports, yearly reviews of staff, income declarations, the yearly audit of allowances."""
CADENCES = ("daily", "weekly", "monthly", "quarterly")
CADENCE_SHARES = (0.72, 0.11, 0.12, 0.05)
"""Most work comes up daily; weekly and monthly reports, quarterly statistics the rest."""

KINDS = ("information_system", "platform", "app", "mini_program")
PROMISED_HOURS = (0, 4, 24, 72, 120)
"""What admission asked for: an answer within the half day or the working week; of older systems nothing was promised."""


@dataclass(frozen=True)
class Register:
    """Arrays with a place per system. Days are indices and may lie before the first; ``organisations`` is how many it is meant for.

    ``promised_seconds`` is the time a case was promised to take, 0: nothing was; ``public``: citizens use it too.
    """

    truths: Whole
    cadence: list[str]
    window: list[str]
    eligible: Whole
    organisations: Whole
    launched: Whole
    contract_ends: Whole
    promised_seconds: Whole
    public: Flags
    kinds: list[str]

    def __len__(self) -> int:
        return len(self.truths)

    @staticmethod
    def code_of(place: int) -> str:
        return f"GEN-{place + 1:05d}"


def registered(truths: Whole, days: Days, dice: Dice) -> Register:
    systems = len(truths)
    cadence = dice.choice(CADENCES, systems, p=CADENCE_SHARES).tolist()
    window = [""] * systems
    for place in np.flatnonzero(are(truths, Truth.SEASONAL)).tolist():
        cadence[place], window[place] = "seasonal", str(dice.choice(SEASONS))
    for place in np.flatnonzero(are(truths, Truth.ANNUAL)).tolist():
        cadence[place], window[place] = "annual", str(dice.choice(YEARLY))
    for place in np.flatnonzero(are(truths, Truth.STANDBY)).tolist():
        cadence[place] = "event_driven"
    # Experts' systems stand in registers as daily: that is what an empty cell means, and nobody thinks further.
    # Programs call at any hour; campaigns of check-ins and of forms that hurt are daily affairs.
    always = are(truths, Truth.EXPERTS, Truth.BACK_END, Truth.FLATTERED, Truth.HARD_TO_USE)
    for place in np.flatnonzero(always).tolist():
        cadence[place] = "daily"
    public = chance(dice, 0.3, systems) & ~are(truths, Truth.EXPERTS, Truth.BACK_END)
    eligible = _eligible(truths, public, dice)
    organisations = np.maximum(1, np.minimum(eligible // 2, eligible / dice.lognormal(3.0, 0.5, systems))).astype(
        np.int64
    )
    return Register(
        truths,
        cadence,
        window,
        eligible,
        organisations,
        _launched(truths, days, dice),
        _contract_ends(truths, days, dice),
        (3600 * dice.choice(PROMISED_HOURS, systems, p=(0.3, 0.2, 0.2, 0.2, 0.1))).astype(np.int64),
        public,
        dice.choice(KINDS, systems, p=(0.55, 0.2, 0.15, 0.1)).tolist(),
    )


def _eligible(truths: Whole, public: Flags, dice: Dice) -> Whole:
    """Heavy-tailed: half of all systems serve fewer than 300 people, one in a hundred more than 8,000; citizens are more."""
    people = dice.lognormal(np.where(public, 7.0, 5.7), np.where(public, 1.3, 1.2))
    people = np.clip(people, 12, 80_000)
    # What is given up or never taken up was meant for whole lines of business; systems for a dozen are asked for by that dozen.
    people = np.where(are(truths, Truth.NEVER_USED, Truth.VESTIGIAL), np.maximum(people, 60), people)
    people = np.where(are(truths, Truth.FLATTERED, Truth.HARD_TO_USE), np.maximum(people, 80), people)
    return np.where(are(truths, Truth.EXPERTS), dice.integers(3, 11, len(truths)), people).astype(np.int64)


def _launched(truths: Whole, days: Days, dice: Dice) -> Whole:
    """Most were launched years ago; what was never used is younger, because it has not been noticed yet."""
    weeks = days.weeks + between(dice, 10, 500, len(truths))
    weeks = np.where(are(truths, Truth.NEVER_USED), between(dice, 44, 300, len(truths)), weeks)
    weeks = np.where(are(truths, Truth.NEW), between(dice, 2, 45, len(truths)), weeks)
    return np.asarray(days.count - weeks * 7, np.int64)


def _contract_ends(truths: Whole, days: Days, dice: Dice) -> Whole:
    """Contracts run by the year. Of what nobody uses half were not renewed: the money goes where somebody complains."""
    ends = days.count + between(dice, 10, 700, len(truths))
    lapsed = are(truths, Truth.NEVER_USED, Truth.DECAYED, Truth.VESTIGIAL) & chance(dice, 0.5, len(truths))
    return np.where(lapsed, days.count - between(dice, 30, 600, len(truths)), ends).astype(np.int64)
