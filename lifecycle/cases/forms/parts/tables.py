"""Questions that are answered in rows."""

from typing import Any

from lifecycle.cases.forms.parts.part import Data, Part
from lifecycle.cases.forms.parts.plain import PlainPart
from lifecycle.cases.processes.table import Field


class TablePart(Part):
    """One row of plain parts for each of ``asked.rows``; where any number will do, one more than there are."""

    template = "cases/parts/table.html"

    def __init__(self, asked: Field, name: str, data: Data, value: Any) -> None:
        kept = [row if isinstance(row, dict) else {} for row in value] if isinstance(value, list) else []
        count = asked.rows or max(rows_sent(data, name), len(kept) + 1)
        kept += [{}] * (count - len(kept))
        self.rows = [
            [
                PlainPart(column, f"{name}.{number}.{column.code}", data, row.get(column.code))
                for column in asked.columns
            ]
            for number, row in enumerate(kept[:count])
        ]
        super().__init__(asked, name, [part.leaf for row in self.rows for part in row])

    def value(self) -> list[dict[str, Any]] | None:
        rows = [{part.asked.code: value for part in row if (value := part.value()) is not None} for row in self.rows]
        if not self.asked.rows:
            rows = [row for row in rows if row]
        return rows if any(rows) else None


def rows_sent(data: Data, name: str) -> int:
    """How many rows a browser sent below a name."""
    numbers = [
        int(number)
        for key in data or ()
        if key.startswith(f"{name}.") and (number := key.removeprefix(f"{name}.").partition(".")[0]).isdigit()
    ]
    return min(max(numbers, default=-1) + 1, MOST_ROWS)


MOST_ROWS = 50
