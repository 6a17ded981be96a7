"""A promise as it is handed in: one JSON object of a submission, and the same with its types.

::

    {"indicator": "satisfaction" or "", "label": "…", "baseline": "62.5" or null, "baseline_note": "…", "target": "85",
     "unit": "%", "direction": "higher", "population": "…", "due_on": ["2027-06-30"], "data_source": "survey",
     "how_measured": "…", "tolerance_percent": "5", "responsible_post": "…"}

With an ``indicator`` of the library, ``label``, ``unit``, ``direction``, ``population`` and ``data_source`` may be left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

LEAST_COMMITMENTS = 2
MOST_COMMITMENTS = 12
_DEFINED_BY_LIBRARY = ("label", "unit", "direction", "data_source", "formula")
_FINEST = Decimal("0.0001")
_LARGEST = Decimal(10) ** 14


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
    direction: str
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


def filled_in(entry: Mapping[str, Any], library: Library | None) -> dict[str, Any]:
    """The entry with what the library says of its indicator; the library's definition goes before what was typed."""
    told = {"formula": "", **entry}
    if known := (library or {}).get(text_of(entry, "indicator")):
        told |= {name: getattr(known, name) for name in _DEFINED_BY_LIBRARY}
        told["population"] = text_of(entry, "population") or known.population
    return told


def promised(entry: Mapping[str, Any], library: Library | None = None) -> Promise:
    """An entry that has no obstacles, with its types."""
    told = filled_in(entry, library)
    target, tolerance = number_of(told, "target"), number_of(told, "tolerance_percent")
    assert target is not None  # noqa: S101  (obstacles_to_commitments asked)
    assert tolerance is not None  # noqa: S101
    return Promise(
        indicator=text_of(told, "indicator"),
        label=text_of(told, "label"),
        unit=text_of(told, "unit"),
        direction=text_of(told, "direction"),
        baseline=number_of(told, "baseline"),
        baseline_note=text_of(told, "baseline_note"),
        target=target,
        tolerance_percent=tolerance,
        population=text_of(told, "population"),
        due_on=tuple(sorted(days_of(told) or ())),
        data_source=text_of(told, "data_source"),
        formula=text_of(told, "formula"),
        how_measured=text_of(told, "how_measured"),
        responsible_post=text_of(told, "responsible_post"),
    )


def text_of(entry: Mapping[str, Any], name: str) -> str:
    """A text without surrounding space; "" where it is missing or no text."""
    value = entry.get(name)
    return value.strip() if isinstance(value, str) else ""


def number_of(entry: Mapping[str, Any], name: str) -> Decimal | None:
    """A finite number of at most four decimals and fourteen digits before them; None where it is missing or something else."""
    value = entry.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) >= _LARGEST or number != number.quantize(_FINEST):
        return None
    return number


def days_of(entry: Mapping[str, Any]) -> set[date] | None:
    """The due dates; None where one of them is no day. One may come as a plain text."""
    value = entry.get("due_on")
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list):
        return set()
    try:
        return {date.fromisoformat(text) for text in texts if text}
    except (TypeError, ValueError):
        return None
