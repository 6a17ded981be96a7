"""A table before its headers are understood."""

from collections.abc import Iterator

Cell = str | tuple[str, str]
"""The text of a cell, or ``(flaw, text)``; flaws: formula, merged, code-as-number, error-value."""


class Table:
    """One worksheet or CSV file. ``count`` rows hold something; ``header_merged``: merged cells touch the first of them."""

    name: str
    count: int
    header_merged: bool = False

    def raw_rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """The rows that hold anything, numbered as the person sees them. Each call starts again."""
        raise NotImplementedError
