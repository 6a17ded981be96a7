"""What can be promised at all, and whether a promise was kept. Pure.

A promise comes as an *entry*, a JSON object of a submission::

    {"indicator": "satisfaction" or "", "label": "…", "baseline": "62.5" or null, "baseline_note": "…", "target": "85",
     "unit": "%", "direction": "higher", "population": "…", "due_on": ["2027-06-30"], "data_source": "survey",
     "how_measured": "…", "tolerance_percent": "5", "responsible_post": "…"}

With an ``indicator`` of the library, ``label``, ``unit``, ``direction``, ``population`` and ``data_source`` may be left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from lifecycle.commitments.enums import Direction, Verdict
from registry.refusals import Obstacle

LEAST_COMMITMENTS = 2
MOST_COMMITMENTS = 12


class Judged(Protocol):
    """What a verdict needs of a commitment."""

    @property
    def target(self) -> Decimal: ...
    @property
    def direction(self) -> str: ...
    @property
    def tolerance_percent(self) -> Decimal: ...


class Known(Protocol):
    """What the rules need of an indicator of the library."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def direction(self) -> str: ...
    @property
    def population(self) -> str: ...
    @property
    def data_source(self) -> str: ...
    @property
    def formula(self) -> str: ...
    @property
    def surface(self) -> bool: ...


Library = Mapping[str, Known]


@dataclass(frozen=True, slots=True)
class Promise:
    """An entry that can be measured, with its types."""

    indicator: str
    label: str
    unit: str
    direction: Direction
    baseline: Decimal | None
    baseline_note: str
    target: Decimal
    tolerance_percent: Decimal
    population: str
    due_on: tuple[date, ...]
    data_source: str
    formula: str
    how_measured: str
    responsible_post: str


def judge(commitment: Judged, measured: Decimal | None) -> Verdict:
    """A promise against what was measured; ``None`` is "no data", never zero. The tolerance is a share of the target."""
    if measured is None:
        return Verdict.NOT_MEASURABLE
    short = commitment.target - measured if commitment.direction == Direction.HIGHER else measured - commitment.target
    if short <= 0:
        return Verdict.MET
    allowed = abs(commitment.target) * commitment.tolerance_percent / 100
    return Verdict.WITHIN_TOLERANCE if short <= allowed else Verdict.MISSED


def obstacles_to_commitments(
    entries: Sequence[Mapping[str, Any]], *, library: Library | None = None, on: date | None = None
) -> list[Obstacle]:
    """Everything that keeps a list of promises from being handed in: one that cannot be measured blocks all.

    ``field`` of an obstacle is ``commitments.0.target``. Without a ``library`` an entry has to say everything itself, and its
    indicator's code is taken as it is; ``on`` is the day after which due dates must lie.
    """
    raise NotImplementedError
