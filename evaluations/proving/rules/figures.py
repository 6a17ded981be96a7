"""From counts to figures people can read: shares with their intervals, and the targets beside them."""

from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

from evaluations.proving.enums import UNUSED, Truth
from evaluations.proving.rules.scoring import Tally

Z: Final = 1.959964
"""95 %, both sides."""


@dataclass(frozen=True)
class Figure:
    """``hits`` of ``of``; ``least`` or ``most`` is the target, as a share. A figure without a target is shown all the same."""

    name: str
    hits: int
    of: int
    least: float | None = None
    most: float | None = None

    @property
    def share(self) -> float | None:
        """``None`` of nothing."""
        return self.hits / self.of if self.of else None

    @property
    def met(self) -> bool | None:
        """``None`` without a target, or with nothing to take a share of."""
        if self.share is None or (self.least is None and self.most is None):
            return None
        return (self.least is None or self.share >= self.least) and (self.most is None or self.share <= self.most)

    def as_dict(self) -> dict[str, Any]:
        low, high = wilson(self.hits, self.of)
        target = {"least": self.least, "most": self.most, "met": self.met}
        return {
            "name": self.name,
            "hits": self.hits,
            "of": self.of,
            "share": self.share,
            "low": low,
            "high": high,
        } | target


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Both ends of Wilson's interval for a share: what it may be where this much was seen; 0 and 1 of nothing."""
    if not of:
        return 0.0, 1.0
    share = hits / of
    centre, margin = share + Z * Z / (2 * of), Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    scale = 1 + Z * Z / of
    return max(0.0, (centre - margin) / scale), min(1.0, (centre + margin) / scale)


def figures(tally: Tally) -> list[Figure]:
    """Those of the targets first. Names are told in words by the presenters."""
    unused = [Truth(each) for each in Truth if each in UNUSED]
    return [
        _precision(tally, "A", least=0.95),
        _recall(tally, "A", [Truth.NEVER_USED], least=0.90),
        _precision(tally, "AB", least=0.85),
        _recall(tally, "AB", unused, least=0.90),
        Figure("legitimate/A", tally["legitimate/A"], tally["legitimate"], most=0.0),
        Figure("outage/new", tally["outage/new"], tally["outage/system_weeks"], most=0.0),
        _recall(tally, "flattered", [Truth.FLATTERED], least=0.90),
        Figure("spikes/flattered", tally["spikes/flattered"], tally["spikes"], most=0.01),
        _precision(tally, "ABC"),
        _recall(tally, "ABC", unused),
        Figure("legitimate/AB", tally["legitimate/AB"], tally["legitimate"]),
        _precision(tally, "hard"),
        _recall(tally, "hard", [Truth.HARD_TO_USE]),
        _precision(tally, "flattered"),
        Figure("outage/noticed", tally["outage/noticed"], tally["outage/weeks"]),
    ]


def classes(tally: Tally) -> list[dict[str, Any]]:
    """Per truth: how many there were, and of how many each thing was said at some week end of the year."""
    return [
        {
            "truth": str(truth),
            "systems": tally[f"of/{truth}"],
            "found": {name: tally[f"found/{name}/{truth}"] for name in QUESTIONS},
            "due": {
                name: [tally[f"due_found/{name}/{truth}"], due]
                for name in QUESTIONS
                if (due := tally[f"due/{name}/{truth}"])
            },
        }
        for truth in Truth
    ]


def flips(tally: Tally) -> dict[str, float]:
    """How often what is said of a system began or ended, per system and year."""
    return {name: round(tally[f"flips/{name}"] / max(tally["systems"], 1), 4) for name in QUESTIONS}


def times(tally: Tally) -> list[dict[str, Any]]:
    """Weeks from when it began until it was said first: median and nine tenths, of those of which it was said."""
    found = []
    for name, truth in TIMED:
        prefix = f"weeks/{name}/{truth}/"
        weeks = sorted((int(key.removeprefix(prefix)), count) for key, count in tally.items() if key.startswith(prefix))
        total = sum(count for _week, count in weeks)
        if total:
            half, most = (_quantile(weeks, total * share) for share in (0.5, 0.9))
            found.append({"name": name, "truth": str(truth), "systems": total, "median": half, "p90": most})
    return found


QUESTIONS: Final = ("A", "AB", "ABC", "hard", "flattered", "back_end", "not_monitored")
TIMED: Final = (
    ("A", Truth.NEVER_USED),
    ("AB", Truth.DECAYED),
    ("AB", Truth.VESTIGIAL),
    ("hard", Truth.HARD_TO_USE),
    ("flattered", Truth.FLATTERED),
)


def _quantile(weeks: list[tuple[int, int]], wanted: float) -> int:
    passed = 0
    for week, count in weeks:
        passed += count
        if passed >= wanted:
            return week
    return weeks[-1][0]


def _precision(tally: Tally, name: str, *, least: float | None = None) -> Figure:
    return Figure(f"precision/{name}", tally[f"right/{name}"], tally[f"found/{name}"], least=least)


def _recall(tally: Tally, name: str, truths: list[Truth], *, least: float | None = None) -> Figure:
    hits = sum(tally[f"due_found/{name}/{truth}"] for truth in truths)
    return Figure(f"recall/{name}", hits, sum(tally[f"due/{name}/{truth}"] for truth in truths), least=least)
