"""What a table is expected to hold, and what its rows look like once read."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass


def folded(header: str) -> str:
    """A header as it is compared: full width made half, case folded, without spaces and the star of required columns."""
    text = unicodedata.normalize("NFKC", header).casefold()
    return "".join(text.split()).strip("*\ufeff")


@dataclass(frozen=True, slots=True)
class Column:
    """One expected column: ``name`` in the program, every accepted header in either language (``name`` itself always is one).

    ``meaning`` is for ``docs/formats.md``: what to write, in English.
    """

    name: str
    headers: tuple[str, ...] = ()
    required: bool = False
    meaning: str = ""

    @property
    def spellings(self) -> set[str]:
        return {folded(header) for header in (self.name, *self.headers)}

    @property
    def label(self) -> str:
        """The column for people: every header it may have, in whichever language they write."""
        return " / ".join(dict.fromkeys((self.name, *self.headers)))


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong with one cell. ``column`` is the header as in the file, or the column's name where the file has none."""

    row: int
    column: str
    code: str
    message: str

    def as_dict(self) -> dict[str, object]:
        return {"row": self.row, "column": self.column, "code": self.code, "message": self.message}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``number`` as the person sees it in the file, ``cells`` by column name, stripped, ``""`` when empty or flawed.

    ``errors`` are the flaws of its cells; :meth:`Sheet.rows` never yields a row that has any, :meth:`Sheet.all_rows` does.
    """

    number: int
    cells: Mapping[str, str]
    errors: tuple[CellError, ...] = ()
