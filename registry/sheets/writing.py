"""Files people fill in, and files that tell them what to mend. Strings never become formulas."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from registry.sheets.columns import CellError
from registry.sheets.tables import Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of what is written here."""
_NOT_IN_A_TITLE = re.compile(r"[\\*?:/\[\]]")
_TITLE = 28  # a workbook takes 31; openpyxl adds a number to the second of one name
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_RED = PatternFill("solid", fgColor="FFFFC7CE")
_HEAD = PatternFill("solid", fgColor="FFDCE6F1")
_BOLD = Font(bold=True)
_TEXT = "@"  # keeps an 18-digit code a code
_TEMPLATE_ROWS = 5_000
_WIDTH = 18


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column of a template: its header, what to write in it, and the words it may hold (drop-down) if they are few."""

    header: str
    hint: str = ""
    choices: Sequence[str] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class TemplateSheet:
    """One worksheet of a template."""

    name: str
    columns: Sequence[TemplateColumn]


def write_template(target: Path | IO[bytes], sheets: Sequence[TemplateSheet]) -> None:
    """An .xlsx to fill in: a worksheet for each of ``sheets`` with comments and drop-downs, and one of instructions, last."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for each in sheets:
        sheet = book.create_sheet(each.name)
        sheet.freeze_panes = "A2"
        for place, column in enumerate(each.columns, start=1):
            letter = get_column_letter(place)
            head = sheet.cell(1, place, column.header)
            head.font, head.fill = _BOLD, _HEAD
            if column.hint:
                head.comment = Comment(column.hint, "Taizhang")
            sheet.column_dimensions[letter].width = _WIDTH
            sheet.column_dimensions[letter].number_format = _TEXT
            if column.choices:
                drop_down = DataValidation(type="list", formula1='"' + ",".join(column.choices) + '"', allow_blank=True)
                sheet.add_data_validation(drop_down)
                drop_down.add(f"{letter}2:{letter}{_TEMPLATE_ROWS}")
    _write_instructions(book, sheets)
    book.save(target)


def _write_instructions(book: Workbook, sheets: Sequence[TemplateSheet]) -> None:
    sheet = book.create_sheet(_("instructions"))
    sheet.append([_("worksheet"), _("what to fill in"), _("must be filled in"), _("how"), _("allowed words")])
    for cell in sheet[1]:
        cell.font, cell.fill = _BOLD, _HEAD
    for each in sheets:
        for column in each.columns:
            sheet.append(
                [each.name, column.header, _("yes") if column.required else "", column.hint, "、".join(column.choices)]
            )
    for letter, width in zip("ABCDE", (14, 24, 10, 70, 50), strict=True):
        sheet.column_dimensions[letter].width = width
        for cell in sheet[letter]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def write_error_file(target: Path | IO[bytes], tables: Iterable[tuple[Table, Sequence[CellError]]]) -> None:
    """The person's own tables as .xlsx, a column of reasons in front, the wrong cells red.

    Written row by row; a value that starts with ``=`` stays a text. An error whose column the table lacks marks the reason only.
    """
    book = Workbook(write_only=True)
    for place, (table, errors) in enumerate(tables, start=1):
        sheet = book.create_sheet(_title(table.name) or f"CSV {place}")
        sheet.freeze_panes = "B2"
        sheet.column_dimensions["A"].width = 60
        by_row: dict[int, list[CellError]] = {}
        for error in errors:
            by_row.setdefault(error.row, []).append(error)
        places: Mapping[str, int] = {}
        for number, cells in table.raw_rows():
            texts = [cell if isinstance(cell, str) else cell[1] for cell in cells]
            if not places:
                places = {header: column for column, header in enumerate(texts) if header}
                sheet.append([_head(sheet, text) for text in (_("what to mend"), *texts)])
                continue
            wrong = by_row.get(number, [])
            red = {places[error.column] for error in wrong if error.column in places}
            texts += [""] * (max(red, default=-1) + 1 - len(texts))
            reason = "\n".join(f"{error.column}: {error.message}" for error in wrong)
            sheet.append(
                [
                    _cell(sheet, reason, red=bool(reason)),
                    *(_cell(sheet, text, red=at in red) for at, text in enumerate(texts)),
                ]
            )
    book.save(target)


def text_cell(sheet: Any, text: str) -> Any:
    """A cell of a write-only ``sheet`` that is a text for ever, without the control characters a workbook cannot hold."""
    cell = WriteOnlyCell(sheet, _plain(text))
    cell.data_type = "s"  # openpyxl would make "=…" a formula
    return cell


def _plain(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _title(name: str) -> str:
    """A worksheet's name as a workbook takes it; the file it came from may be of another format, or made by hand."""
    return _NOT_IN_A_TITLE.sub(" ", _plain(name))[:_TITLE]


def _cell(sheet: Any, text: str, *, red: bool) -> Any:
    if not red and text[:1] != "=":
        return _plain(text)
    cell = text_cell(sheet, text)
    if red:
        cell.fill = _RED
    return cell


def _head(sheet: Any, text: str) -> Any:
    cell = text_cell(sheet, text)
    cell.font, cell.fill = _BOLD, _HEAD
    return cell
