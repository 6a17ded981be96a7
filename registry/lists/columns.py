"""One column of a list: what it shows, where it leads, how it sorts."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Column:
    """``value`` is a path of attributes (``sponsor.name``; the name itself when left out) or a function of the row.

    A path that ends in a field with choices shows the choice's label. ``url`` makes the cell a link. ``sort`` is the field
    (or fields) the database orders by; without it the column cannot be sorted. ``component`` names a template below
    ``components/`` that gets ``value`` and ``label``. A ``hidden`` column is offered by the chooser only.
    """

    name: str
    label: str | Promise
    value: str | Callable[[Any], Any] = ""
    url: Callable[[Any], str | None] | None = None
    sort: str | tuple[str, ...] | None = None
    component: str | None = None
    hidden: bool = False
    numeric: bool = False

    def value_of(self, row: Any) -> Any:
        """The bare value: a state's code, a number, a date."""
        if callable(self.value):
            return self.value(row)
        for step in (self.value or self.name).split("."):
            row = getattr(row, step, None)
        return row

    def label_of(self, row: Any) -> Any:
        """The value for people: a choice's label in the reader's language, else the value itself."""
        if not callable(self.value):
            owner_path, _dot, attribute = (self.value or self.name).rpartition(".")
            owner = row
            for step in owner_path.split(".") if owner_path else ():
                owner = getattr(owner, step, None)
            display = getattr(owner, f"get_{attribute}_display", None)
            if display:
                return capfirst(str(display()))
        return self.value_of(row)


SHORT = 8  # characters; a word of this length is never broken either
LONG = 20  # characters; beyond them a cell is given more room on a narrow screen
WHOLE = re.compile(r"[\w./:,-]{1,24}( \d\d:\d\d)?", re.ASCII)  # a code, a number or a time: never broken over lines


@dataclass(frozen=True)
class Cell:
    """One cell as the page draws it."""

    value: Any
    text: str
    url: str | None
    component: str
    numeric: bool

    @property
    def is_whole(self) -> bool:
        return len(self.text) <= SHORT or bool(WHOLE.fullmatch(self.text))

    @property
    def is_long(self) -> bool:
        return len(self.text) > LONG


def cell(column: Column, row: Any) -> Cell:
    """Fill a column with a row."""
    return Cell(
        value=column.value_of(row),
        text=as_text(column.label_of(row)),
        url=column.url(row) if column.url else None,
        component=f"components/{column.component}.html" if column.component else "",
        numeric=column.numeric,
    )


def as_text(value: Any) -> str:
    """A value in words: ISO dates, local time to the minute, grouped numbers, a dash for nothing."""
    match value:
        case None | "":
            return "—"
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case int() | float() | Decimal():
            return f"{value:,}"
        case _:
            return str(value)
