"""Small records made by hand: one letter per day or week, for the tests of rules."""

from datetime import date
from typing import Any

import numpy as np

from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Flags
from evaluations.findings.rules.detector.axis import Axis
from evaluations.findings.rules.detector.evaluating import evaluate, settle
from evaluations.findings.rules.detector.facts import Facts
from evaluations.findings.rules.detector.marks import Mark
from evaluations.findings.rules.detector.measures import Record
from evaluations.findings.rules.detector.quantities import COLUMNS
from evaluations.findings.rules.detector.rhythms import Rhythm, rhythm, windows_of
from evaluations.findings.rules.detector.verdicts import Verdict, verdicts
from evaluations.findings.rules.detector.views import Subject, Views

NUMBERS = Parameters()
FIRST = date(2024, 1, 1)  # a Monday
LETTERS = {".": Mark.MISSING, "0": Mark.NO_SESSIONS, "?": Mark.SESSIONS, "x": Mark.EFFECTIVE_USERS}


def axis(weeks: int) -> Axis:
    return Axis.through(first=FIRST, as_of=date.fromordinal(FIRST.toordinal() + weeks * 7 - 1))


def mondays_to_fridays(on: Axis) -> Flags:
    return np.arange(on.days) % 7 < 5


def laid(weeks: int, cadence: str = "daily", window: str = "", *, small: bool = False) -> Rhythm:
    on = axis(weeks)
    return rhythm(cadence, windows_of(window), small=small, axis=on, working=mondays_to_fridays(on), numbers=NUMBERS)


def record(*histories: str, users: int = 300, eligible: int = 1000, launched: int = -1000, **given: Any) -> Record:
    """A row per history; each letter is a week: ``.`` missing, ``0`` no use, ``?`` possible use, ``x`` use."""
    weekly = np.array([[LETTERS[letter] for letter in history] for history in histories], np.uint8)
    marks = np.repeat(weekly, 7, axis=1)
    bound = np.where(weekly >= Mark.SESSIONS, float(users), 0.0)
    told: dict[str, Any] = {
        "marks": marks,
        "coverage": np.where(marks > 0, np.uint8(100), np.uint8(0)),
        "out": np.zeros(weekly.shape, np.bool_),
        "doubtful": np.zeros(weekly.shape, np.bool_),
        "inbound": np.full(weekly.shape, -1, np.int8),
        "eligible": np.full(weekly.shape, float(eligible)),
        "registered": np.full(len(histories), -1.0),
        "bounds": bound,
        "users": bound,
        "sums": np.zeros((*weekly.shape, COLUMNS)),
        "facts": Facts.none(len(histories)),
        "launched": np.full(len(histories), launched),
    }
    return Record(**(told | given))


def judge(
    history: str,
    cadence: str = "daily",
    window: str = "",
    *,
    small: bool = False,
    launched_on: date | None = None,
    **given: Any,
) -> Verdict | None:
    """What is said at the end of one history."""
    weeks = len(history)
    on, beat = axis(weeks), laid(weeks, cadence, window, small=small)
    launched = -1000 if launched_on is None else on.index_of(launched_on)
    made = record(history, launched=launched, **given)
    if not beat.by_week:
        cut = np.add.reduceat(
            np.repeat(made.bounds, 7, axis=1) / 7, np.flatnonzero(np.diff(beat.segments, prepend=-1)), axis=1
        )
        made = record(history, launched=launched, bounds=cut, **given)
    made = made.since_launch()
    states = settle(made, beat, NUMBERS, weeks=weeks - 1)
    measures = evaluate(states, made, weeks - 1, week=weeks - 1, rhythm=beat, numbers=NUMBERS)
    subject = Subject(1, cadence, window, 1000, launched_on)
    views = Views(states, measures, made.facts, beat, on, NUMBERS)
    found = verdicts(lambda row: subject, views, outages=lambda row: [])
    return found[0] if found else None
