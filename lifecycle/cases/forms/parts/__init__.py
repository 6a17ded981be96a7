"""The questions of a submission or of a decision's details, each as it is put: one part for every kind of field."""

from typing import Any

from lifecycle.cases.enums import FieldKind
from lifecycle.cases.forms.parts.around import Around
from lifecycle.cases.forms.parts.commitments import CommitmentsPart
from lifecycle.cases.forms.parts.overlaps import OverlapsPart
from lifecycle.cases.forms.parts.part import Data, Part
from lifecycle.cases.forms.parts.plain import PlainPart, YesNoPart
from lifecycle.cases.forms.parts.red_lines import RedLinesPart
from lifecycle.cases.forms.parts.tables import TablePart
from lifecycle.cases.processes.table import Field

__all__ = ["Around", "Part", "part_for"]


def part_for(asked: Field, name: str, data: Data, value: Any, around: Around) -> Part:
    """The part that asks ``asked``; ``data`` is what a browser sent, ``value`` what is known so far."""
    match asked.kind:
        case FieldKind.YES_NO:
            return YesNoPart(asked, name, data, value)
        case FieldKind.TABLE:
            return TablePart(asked, name, data, value)
        case FieldKind.COMMITMENTS:
            return CommitmentsPart(asked, name, data, value, library=around.indicators)
        case FieldKind.OVERLAPS:
            return OverlapsPart(asked, name, data, value, hits=around.hits)
        case FieldKind.RED_LINES:
            return RedLinesPart(asked, name, data, value, lines=around.lines, matches=around.matches)
        case _:
            return PlainPart(asked, name, data, value)
