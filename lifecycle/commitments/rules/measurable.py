"""Whether promises can be measured. One that cannot blocks the whole submission (立项承诺 must be typed, not prose)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lifecycle.commitments.enums import DataSource, Direction, Formula
from lifecycle.commitments.models import MOST_TOLERANCE_PERCENT
from lifecycle.commitments.rules.entries import (
    LEAST_COMMITMENTS,
    MOST_COMMITMENTS,
    Library,
    days_of,
    filled_in,
    number_of,
    text_of,
)
from registry.refusals import Obstacle

_LONGEST = {"label": 120, "unit": 20, "population": 200, "responsible_post": 100, "baseline_note": 200}


def obstacles_to_commitments(
    entries: Sequence[Mapping[str, Any]], *, library: Library | None = None, on: date | None = None
) -> list[Obstacle]:
    """Everything that keeps a list of promises from being handed in: one that cannot be measured blocks all.

    ``field`` of an obstacle is ``commitments`` or ``commitments.0.target``. Without a ``library`` an entry has to say everything
    itself, and its indicator's code is taken as it is; ``on`` is the day after which due dates must lie.
    """
    if not isinstance(entries, list | tuple) or not all(isinstance(entry, Mapping) for entry in entries):
        return [_content("commitments-unreadable", _("The commitments are not a list of entries."), "commitments")]
    found: list[Obstacle] = []
    counting = sum(not _is_surface(entry, library) for entry in entries)
    if counting < LEAST_COMMITMENTS:
        asked = {"least": LEAST_COMMITMENTS}
        message = _("Promise at least %(least)s things that can be measured; surface indicators do not count.") % asked
        found.append(_content("too-few-commitments", message, "commitments"))
    if len(entries) > MOST_COMMITMENTS:
        message = _("At most %(most)s commitments.") % {"most": MOST_COMMITMENTS}
        found.append(_content("too-many-commitments", message, "commitments"))
    for position, entry in enumerate(entries):
        for name, code, message in _flaws(entry, library=library, on=on):
            told = {"number": position + 1, "message": message}
            whole = _("Commitment %(number)s: %(message)s") % told
            found.append(_content(code, whole, f"commitments.{position}.{name}"))
    return found


def _flaws(entry: Mapping[str, Any], *, library: Library | None, on: date | None) -> Iterator[tuple[str, str, str]]:
    """``(name of the part, code, message)`` of each thing that keeps one promise from being measured."""
    told = filled_in(entry, library)
    indicator = text_of(entry, "indicator")
    if library is not None and indicator and indicator not in library:
        unknown = _("The library offers no indicator “%(code)s”.") % {"code": indicator}
        yield "indicator", "indicator-unknown", unknown
    yield from _missing(told)
    for name, longest in _LONGEST.items():
        if len(text_of(told, name)) > longest:
            yield name, "too-long", _("At most %(longest)s characters.") % {"longest": longest}
    yield from _wrong_numbers(told)
    yield from _wrong_days(told, on)
    yield from _wrong_source(told)


def _missing(told: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    asked = {
        "label": _("Say what is promised: choose an indicator or word your own."),
        "unit": _("Without a unit nobody can measure it."),
        "population": _("Say whom or what it counts."),
        "responsible_post": _("Name the post that answers for it."),
    }
    for name, message in asked.items():
        if not text_of(told, name):
            yield name, "missing", message
    if text_of(told, "direction") not in Direction.values:
        yield "direction", "missing", _("Say whether higher or lower is better.")


def _wrong_numbers(told: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    target, baseline = number_of(told, "target"), number_of(told, "baseline")
    tolerance = number_of(told, "tolerance_percent")
    if target is None:
        yield "target", "not-a-number", _("The target must be a number: “better” cannot be measured.")
    elif text_of(told, "unit") == "%" and not 0 <= target <= 100:  # noqa: PLR2004
        yield "target", "percent-bounds", _("A target in percent lies between 0 and 100.")
    if baseline is None and told.get("baseline") not in (None, ""):
        yield "baseline", "not-a-number", _("The baseline must be a number, or empty with a note.")
    elif baseline is None and not text_of(told, "baseline_note"):
        yield "baseline", "missing", _("Give today's value, or say in the note why there is none.")
    if target is not None and baseline is not None and not _improves(told, baseline, target):
        yield "target", "no-improvement", _("The target is no better than the baseline.")
    if tolerance is None or not 0 <= tolerance <= MOST_TOLERANCE_PERCENT:
        bounds = {"most": MOST_TOLERANCE_PERCENT}
        yield "tolerance_percent", "tolerance-bounds", _("A tolerance from 0 to %(most)s %% of the target.") % bounds


def _improves(told: Mapping[str, Any], baseline: Decimal, target: Decimal) -> bool:
    """Keeping what is there counts where it cannot get better: 100 %, or nothing left. Without a direction nobody can say."""
    if text_of(told, "direction") not in Direction.values:
        return True
    if text_of(told, "direction") == Direction.LOWER:
        return target < baseline or baseline == target == 0
    return target > baseline or (text_of(told, "unit") == "%" and baseline == target == 100)  # noqa: PLR2004


def _wrong_days(told: Mapping[str, Any], on: date | None) -> Iterator[tuple[str, str, str]]:
    days = days_of(told)
    if days is None:
        yield "due_on", "not-a-day", _("Write a day as 2026-01-31.")
    elif not days:
        yield "due_on", "missing", _("Say by when.")
    elif on is not None and min(days) <= on:
        yield "due_on", "already-due", _("A due date must lie ahead.")


def _wrong_source(told: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    source, formula = text_of(told, "data_source"), text_of(told, "formula")
    if source not in DataSource.values:
        yield "data_source", "missing", _("Say where the measured value comes from.")
    if formula and formula not in Formula.values:
        yield "formula", "formula-unknown", _("The program cannot compute “%(formula)s”.") % {"formula": formula}
    if not formula and not text_of(told, "how_measured"):
        yield "how_measured", "missing", _("Say who measures it and how; nobody could check it otherwise.")


def _is_surface(entry: Mapping[str, Any], library: Library | None) -> bool:
    known = (library or {}).get(text_of(entry, "indicator"))
    return known is not None and known.surface


def _content(code: str, message: str, field: str) -> Obstacle:
    return Obstacle(code, message, field, "content")
