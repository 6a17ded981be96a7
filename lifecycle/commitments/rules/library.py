"""What may be added to the library of indicators, and what may be taken from it. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from typing import Self

from django.utils.translation import gettext as _

from lifecycle.commitments.enums import DataSource, Direction
from registry.provenance import Source
from registry.refusals import Obstacle

LOCAL = "local-"
"""Codes of added indicators begin so: a later version of the built-in library never clashes with them."""
_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST = {"code": 34, "label": 120, "unit": 20, "population": 200, "meaning": 1000, "source_text": 1000}


@dataclass(frozen=True, slots=True)
class Addition:
    """An indicator as somebody entered it. ``code`` without the ``local-`` it will begin with."""

    code: str
    label: str
    meaning: str
    unit: str
    direction: str
    population: str
    data_source: str
    source: str
    source_text: str
    surface: bool = False

    def stripped(self) -> Self:
        """Without surrounding space, and without a ``local-`` that was typed."""
        told = {each.name: getattr(self, each.name) for each in fields(self)}
        told = {name: value.strip() if isinstance(value, str) else value for name, value in told.items()}
        return type(self)(**{**told, "code": told["code"].removeprefix(LOCAL)})


def obstacles_to_keep_the_library(bureaus: Collection[object]) -> list[Obstacle]:
    """Only case officers of a data bureau do. ``bureaus``: those whose case officer somebody is."""
    if bureaus:
        return []
    message = _("Only a case officer of the data bureau keeps the library of indicators.")
    return [Obstacle("not-a-case-officer", message, kind="who")]


def obstacles_to_add(addition: Addition, *, codes: Collection[str], labels: Collection[str]) -> list[Obstacle]:
    """One that could not be measured, or would be taken for another, is not added.

    ``codes``: every code that was ever given; ``labels``: what those on offer are called, casefolded.
    """
    found = [_wrong(name, "missing", message) for name, message in _asked().items() if not getattr(addition, name)]
    found += [
        _wrong(name, "too-long", _("At most %(longest)s characters.") % {"longest": longest})
        for name, longest in _LONGEST.items()
        if len(getattr(addition, name)) > longest
    ]
    chosen = {
        "direction": (Direction.values, _("Say whether higher or lower is better.")),
        "data_source": (DataSource.values, _("Say where the measured value comes from.")),
        "source": (Source.values, _("Say who set it.")),
    }
    found += [
        _wrong(name, "missing", message)
        for name, (known, message) in chosen.items()
        if getattr(addition, name) not in known
    ]
    if addition.code and not _CODE.fullmatch(addition.code):
        message = _("A code is made of small letters, digits and single hyphens, and begins with a letter.")
        found.append(_wrong("code", "code-wrong", message))
    if f"{LOCAL}{addition.code}" in codes:
        message = _("The code “%(code)s” was given already; a code is never given twice.")
        found.append(_wrong("code", "code-taken", message % {"code": f"{LOCAL}{addition.code}"}))
    if addition.label.casefold() in labels:
        message = _("The library offers an indicator of this name already.")
        found.append(_wrong("label", "label-taken", message))
    return found


def obstacles_to_withdraw(
    *, bureaus: Collection[int], added_by: int | None, is_withdrawn: bool, on: date, today: date, reason: str
) -> list[Obstacle]:
    """Against offering an indicator no longer from ``on``. ``added_by``: the bureau that added it; None: it is built in."""
    found = obstacles_to_keep_the_library(bureaus)
    if added_by is None:
        found.append(Obstacle("built-in", _("Built-in indicators are not withdrawn.")))
    elif bureaus and added_by not in bureaus:
        message = _("Another bureau added this indicator; only that one withdraws it.")
        found.append(Obstacle("not-your-bureau", message, kind="who"))
    if is_withdrawn:
        found.append(Obstacle("withdrawn-already", _("This indicator has been withdrawn.")))
    if on < today:
        message = _("It cannot be withdrawn from a day that has passed.")
        found.append(_wrong("on", "day-passed", message))
    if not reason.strip():
        found.append(_wrong("reason", "reason-missing", _("Say why it is withdrawn.")))
    return found


def _asked() -> dict[str, str]:
    return {
        "code": _("Give it a code."),
        "label": _("Say what it is called."),
        "meaning": _("Say what is counted, so that two people count the same."),
        "unit": _("Without a unit nobody can measure it."),
        "population": _("Say whom or what it counts."),
        "source_text": _("Say which document, meeting or reason it rests on."),
    }


def _wrong(field: str, code: str, message: str) -> Obstacle:
    return Obstacle(code, message, field, "content")
