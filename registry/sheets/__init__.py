"""Tables that people bring: reading .xlsx, .xls, .ods and .csv (UTF-8 or GB18030) safely, with row and column for every error.

Vocabulary: a *table* is the raw cells of one worksheet or CSV file; a *sheet* is a table whose headers were recognised; a *flaw*
is what is wrong with a cell before anybody asks what it means (a formula, a code that became a number). Knows headers in either
language, never guesses silently, never holds a whole file in the server's memory. No models.
"""

from registry.sheets.columns import CellError, Column, Row
from registry.sheets.errors import SheetRefused
from registry.sheets.reading import Sheet, open_sheet, open_tables
from registry.sheets.writing import XLSX, TemplateColumn, TemplateSheet, text_cell, write_error_file, write_template

__all__ = [
    "XLSX",
    "CellError",
    "Column",
    "Row",
    "Sheet",
    "SheetRefused",
    "TemplateColumn",
    "TemplateSheet",
    "open_sheet",
    "open_tables",
    "text_cell",
    "write_error_file",
    "write_template",
]
