"""What is added up of a system week by week, and in which order: the columns that signals of ease, honesty and promises rest on."""

from dataclasses import dataclass
from typing import Final

from evaluations.findings.enums import SignalName


@dataclass(frozen=True, slots=True)
class Ratio:
    """``part`` and ``whole`` are measures added up; the whole is at least the parameter ``least`` before a share is taken.

    ``line`` names its parameters, ``…_enter`` and ``…_leave``; it enters ``above`` the line or below it. ``bounded``: below only
    when even the upper end of Wilson's interval is. ``per``: the fact of the system by which its whole is multiplied. It is told
    in ``unit``, of which a share of 1 is ``times``.
    """

    signal: SignalName
    part: tuple[str, ...]
    whole: tuple[str, ...]
    least: str
    line: str
    above: bool
    bounded: bool = False
    per: str = ""
    times: float = 1.0
    unit: str = "share"


PEOPLE: Final = "people"
"""Derived: users of the best day of a week, or of a longer period for each of its weeks. A person who comes daily is one."""
DAYS: Final = "days"
"""Derived: the days a row stands for."""
IDLE_DAYS: Final = "idle_days"
"""Derived: the same of rows in which load and traffic lie below the lines of an idle server."""

RATIOS: Final = (
    Ratio(SignalName.COMPLETION, ("completed",), ("started",), "least_cases", "completion", above=False),
    Ratio(SignalName.ERRORS, ("errors",), ("sessions",), "least_visits", "errors", above=True),
    Ratio(
        SignalName.SLOWNESS,
        ("case_seconds",),
        ("completed",),
        "least_cases",
        "slowness",
        above=True,
        per="case_seconds",
    ),
    Ratio(SignalName.CORRECTIONS, ("corrected",), ("completed",), "least_cases", "corrections", above=True),
    Ratio(SignalName.IDLE_SESSIONS, ("substantive_actions",), ("sessions",), "least_visits", "acted", above=False),
    Ratio(
        SignalName.SATISFACTION,
        ("good_ratings",),
        ("ratings",),
        "least_ratings",
        "satisfaction",
        above=False,
        bounded=True,
    ),
    Ratio(
        SignalName.COMPLAINTS,
        ("complaints",),
        (PEOPLE,),
        "least_visits",
        "complaints",
        above=True,
        times=400.0,
        unit="complaints",
    ),
    Ratio(SignalName.ON_ORDER, ("after_order",), ("substantive_actions",), "least_cases", "on_order", above=True),
    Ratio(
        SignalName.CHECKINS, ("checkins",), ("checkins", "substantive_actions"), "least_cases", "checkins", above=True
    ),
    Ratio(SignalName.LOCKSTEP, ("busiest_minute",), ("sessions",), "least_crowd", "lockstep", above=True),
    Ratio(SignalName.UNREAD, ("records_read",), ("records",), "least_cases", "unread", above=False),
    Ratio(SignalName.IDLE_RESOURCES, (IDLE_DAYS,), (DAYS,), "least_idle_days", "idle_resources", above=True),
)
"""Complaints are told per 100 users a month of four weeks; they need not stand in one row with the users."""

NEEDED: Final[dict[str, tuple[str, ...]]] = {
    PEOPLE: ("active_users",),
    DAYS: ("cpu_p95", "network_mb"),
    IDLE_DAYS: ("cpu_p95", "network_mb"),
}
"""The measures a derived quantity is made of; every other is the measure of its name."""


def needed(ratio: Ratio) -> list[str]:
    """The measures that a row has to know to count for a ratio."""
    names = [measure for name in (*ratio.part, *ratio.whole) for measure in NEEDED.get(name, (name,))]
    return list(dict.fromkeys(names))


VOLUMES: Final = ("substantive_actions", "sessions", "effective_users", "inbound_calls")
"""Measures whose amounts are kept apart by who says them: machines that count, and people who report."""
RISING: Final = (*VOLUMES[:3], "checkins")
"""Figures that may rise before an assessment, each by itself: papers caught up with hide behind those who sign in every day."""
COMPARED: Final = ("substantive_actions", "sessions")
"""Those that reported and counted figures are held against each other in: people of two periods do not add up."""
TOLD: Final = (
    "using_organisations",
    "eligible_organisations",
    "released",
    "release_told",
    "complaints",
    "complaint_days",
    "people",
    "people_days",
)
"""Not added up: the most organisations told, the day (from the epoch) of the last release, and of the last row that knows of any.

Complaints mostly come from another collector than users do: each is told with the days it is about, a week at least (0: nobody said
it), and they are joined where a week knows both.
"""

OF_RATIOS: Final = 2 * len(RATIOS)
SUMS: Final = OF_RATIOS + 4 * len(VOLUMES)
"""Added up over blocks of weeks: parts, then wholes of all ratios; then of each volume amount and days, counted and reported."""
COLUMNS: Final = SUMS + len(TOLD)


def volume(measure: str, *, reported: bool) -> tuple[int, int]:
    """The columns of an amount and of the days it was told for."""
    place = OF_RATIOS + (2 * len(VOLUMES) if reported else 0) + 2 * VOLUMES.index(measure)
    return place, place + 1


def told(name: str) -> int:
    """The column of something that is not added up."""
    return SUMS + TOLD.index(name)
