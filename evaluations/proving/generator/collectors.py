"""Who counts: the collectors of a county, what each can know, of which systems, and when it fails."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from evaluations.proving.enums import Truth
from evaluations.proving.generator import Dice, Flags, Whole, chance
from evaluations.proving.generator.classes import are
from evaluations.proving.generator.days import Days
from evaluations.proving.generator.habits import Habits
from evaluations.proving.generator.register import Register
from evaluations.proving.generator.using import Use

WORK = (
    "active_users", "effective_users", "substantive_actions", "started", "completed", "checkins", "corrected",
    "case_seconds", "after_order", "records", "records_read", "using_organisations", "complaints",
)  # fmt: skip


@dataclass(frozen=True)
class Collector:
    """``sees_only_use``: a day without traffic leaves no row, a heartbeat says that it was up. ``delay``: days until a row is there."""

    code: str
    period: str
    measures: tuple[str, ...]
    kind: str = "collected"
    sees_only_use: bool = False
    delay: int = 1


GATEWAY, APP_LOG, WEEKLY, MONTHLY, CLOUD, REVIEWS, ACCESS_LOG = range(7)
COLLECTORS: Final = (
    Collector(
        "gateway", "day", ("active_users", "sessions", "errors", "inbound_calls", "busiest_minute"), sees_only_use=True
    ),
    Collector("app-log", "day", ("sessions", "errors", "busiest_minute", *WORK)),
    Collector("weekly-report", "week", ("sessions", *WORK), kind="reported"),
    Collector(
        "monthly-report", "month", ("active_users", "effective_users", "substantive_actions"), kind="reported", delay=5
    ),
    Collector("cloud", "day", ("cpu_p95", "network_mb", "releases")),
    Collector("reviews", "week", ("ratings", "good_ratings")),
    Collector("access-log", "day", ("active_users", "sessions", "errors", "substantive_actions", "effective_users")),
)
"""A gateway before everything; counters built into programs, with the complaint function they must have; two forms that somebody
fills; the cloud's monitor of machines and deployments; the county's review platform; and the log of a small web server."""

MOST_IN_A_LOG = 300
"""People a system kept on one small web server is meant for."""
SHARES = (0.36, 0.40, 0.12, 0.08, 0.0, 0.0, 0.04)


@dataclass(frozen=True)
class Watch:
    """``sees``: systems × collectors. ``out``: collectors × weeks in which each failed; ``zeros``: it then told zeros, not nothing.

    ``gaps``: systems × days in which only this system's data broke off.
    """

    sees: Flags
    out: Flags
    zeros: Flags
    gaps: Flags


def watched(register: Register, use: Use, habits: Habits, days: Days, dice: Dice) -> Watch:
    systems, truths = len(register), register.truths
    first = dice.choice(len(COLLECTORS), systems, p=SHARES)
    small = (register.eligible <= MOST_IN_A_LOG) & (use.active.mean(axis=1) > 1) & ~are(truths, Truth.BACK_END)
    first = np.where((first == ACCESS_LOG) & ~small, APP_LOG, first)
    # Only a gateway or the program itself counts calls by programs; a monthly form cannot tell a season of three months.
    first = np.where(are(truths, Truth.BACK_END), np.where(chance(dice, 0.75, systems), GATEWAY, APP_LOG), first)
    # Campaigns run in programs that count them; what is hard is known where work is counted, mostly.
    counted = are(truths, Truth.FLATTERED) | (are(truths, Truth.HARD_TO_USE) & chance(dice, 0.9, systems))
    first = np.where(counted, APP_LOG, first)
    # A gap in what a gateway or a log saw cannot be told from silence by anybody: gaps are of those who send rows.
    first = np.where(are(truths, Truth.GAPS) & np.isin(first, [GATEWAY, ACCESS_LOG]), APP_LOG, first)
    sees = np.zeros((systems, len(COLLECTORS)), np.bool_)
    sees[np.arange(systems), first] = True
    by_program = first == APP_LOG
    sees[:, GATEWAY] |= by_program & chance(dice, 0.15, systems) & ~are(truths, Truth.GAPS)
    inflated = np.array(["inflated" in wrong for wrong in habits.flattered], np.bool_)
    sees[:, WEEKLY] |= by_program & (chance(dice, 0.1, systems) | inflated) & ~are(truths, Truth.GAPS)
    sees[:, CLOUD] = chance(dice, 0.7, systems)
    rated = np.array(["content" in wrong for wrong in habits.hard], np.bool_)
    sees[:, REVIEWS] = (register.public & chance(dice, 0.6, systems)) | rated
    out, zeros = _outages(days, dice)
    return Watch(sees, out, zeros, _gaps(truths, days, dice))


def _outages(days: Days, dice: Dice) -> tuple[Flags, Flags]:
    """One to three failures of one to three weeks each: a certificate, a full disk, a parser after an update.

    Forms have no outages but holidays, which their readers wait for. Pipelines fail to nothing, or to zeros that look like data.
    """
    out = np.zeros((len(COLLECTORS), days.weeks), np.bool_)
    zeros = np.zeros_like(out)
    for each in (GATEWAY, APP_LOG, WEEKLY, CLOUD, ACCESS_LOG):
        for _failure in range(int(dice.integers(1, 4))):
            start = int(dice.integers(12, days.weeks - 4))
            weeks = slice(start, start + int(dice.integers(1, 4)))
            out[each, weeks] = True
            zeros[each, weeks] = each in (GATEWAY, APP_LOG) and bool(chance(dice, 0.4, 1)[0])
    return out, zeros


def _gaps(truths: Whole, days: Days, dice: Dice) -> Flags:
    """A probe removed with the old server, an export nobody set up again: for two to nine months, or to this day."""
    gaps = np.zeros((len(truths), days.count), np.bool_)
    for place in np.flatnonzero(are(truths, Truth.GAPS)).tolist():
        length = int(dice.integers(8, 40))
        start = int(dice.integers(6, days.weeks - 2))
        gaps[place, start * 7 : (start + length) * 7] = True
    return gaps
