"""What they did: every counter a collector may know, per system and day."""

from dataclasses import dataclass

import numpy as np

from evaluations.proving.generator import Dice, Reals, Whole
from evaluations.proving.generator.days import Days
from evaluations.proving.generator.habits import Habits
from evaluations.proving.generator.register import Register
from evaluations.proving.generator.using import Use

OFFICE_MINUTES = 300
"""Minutes of a day in which most visits fall."""

WORKING_DAY = 8 * 3600
"""Seconds a case usually takes where nothing was promised."""


@dataclass
class Counts:
    """Arrays (systems × days) by the name of the measure."""

    of: dict[str, Whole]

    def __getitem__(self, name: str) -> Whole:
        return self.of[name]


def counted(register: Register, use: Use, habits: Habits, days: Days, dice: Dice) -> Counts:
    def rate(name: str) -> Reals:
        return habits.daily(name, days)

    active = use.active
    effective = dice.binomial(active, rate("effective"))
    sessions = active + dice.poisson(active * rate("again")) + use.idle_visits
    actions = effective + dice.poisson(effective * rate("actions"))
    started = dice.binomial(actions, rate("started"))
    completed = dice.binomial(started, rate("completed"))
    records = dice.poisson(actions * rate("records"))
    ratings = dice.binomial(completed, habits.rated[:, None])
    users = np.minimum(active.mean(axis=1) * 4, register.eligible)[
        :, None
    ]  # a month has about four times a day's users
    usual_seconds = np.where(register.promised_seconds, register.promised_seconds, WORKING_DAY)
    slow = rate("slowness") * usual_seconds[:, None]
    busy = np.where(days.busy > 0, 1.0, 0.7)
    return Counts(
        {
            "active_users": active + (use.idle_visits > 0),
            "effective_users": effective,
            "sessions": sessions,
            "substantive_actions": actions,
            "started": started,
            "completed": completed,
            "errors": dice.poisson(sessions * rate("errors")),
            "corrected": dice.binomial(completed, rate("corrected")),
            "case_seconds": (completed * slow * dice.lognormal(0, 0.1, active.shape)).astype(np.int64),
            "after_order": dice.binomial(actions, rate("on_order")),
            "checkins": dice.poisson(active * rate("checkins")),
            "busiest_minute": _busiest(sessions, rate("lockstep"), dice),
            "records": records,
            "records_read": dice.binomial(records, rate("read")),
            "ratings": ratings,
            "good_ratings": dice.binomial(ratings, rate("content")),
            "complaints": dice.poisson(users * rate("complaints") / 100 / 30),
            "inbound_calls": dice.poisson(habits.calls[:, None] * busy),
            "using_organisations": _organisations(effective, register.organisations),
            "releases": dice.poisson(np.broadcast_to(habits.releases[:, None], active.shape)),
            "cpu_p95": np.clip(dice.normal(habits.cpu[:, None] * busy, 1.0), 1, 100).astype(np.int64),
            "network_mb": (dice.lognormal(0, 0.3, active.shape) * (1 + sessions * 1.5)).astype(np.int64),
        }
    )


def _busiest(sessions: Whole, lockstep: Reals, dice: Dice) -> Whole:
    """Visits in the busiest minute: by chance alone a few more than a minute's share, in lockstep most of them."""
    share = sessions / OFFICE_MINUTES
    by_chance = np.ceil(share + 2.3 * np.sqrt(share))
    together = dice.binomial(sessions, lockstep)
    return np.asarray(np.minimum(np.maximum(by_chance, together), sessions), np.int64)


def _organisations(users: Whole, organisations: Whole) -> Whole:
    """In how many organisations that many users sit when they are spread evenly."""
    whole = organisations[:, None]
    return np.asarray(np.minimum(np.ceil(whole * (1 - np.exp(-users / whole))), users), np.int64)
