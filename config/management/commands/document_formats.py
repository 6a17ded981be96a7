"""``manage.py document_formats [--check]``: docs/formats.md, drawn from the columns the rooms read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

from evaluations.usage.rules.columns import COLUMNS as USAGE_COLUMNS
from evaluations.usage.services.deliveries import CSV_BYTES
from lifecycle.calendar.enums import DayKind
from lifecycle.calendar.reading import COLUMNS as CALENDAR_COLUMNS
from lifecycle.calendar.reading import KINDS
from lifecycle.cases.enums import ClearanceKind
from lifecycle.clearances.services.items import item_columns
from lifecycle.clearances.services.lists import list_columns
from registry.sheets import Column, limits
from registry.systems import formats

Spellings = Mapping[str, Sequence[str]]
"""The words that stand for a value, besides itself."""

MEGABYTE = 1024**2
HEAD = f"""\
# Files

Drawn from the columns the program reads by `manage.py document_formats`; `--check` compares. Do not edit by hand.

A file is .xlsx, .xls, .ods, or .csv in UTF-8 or GB18030, of at most {limits.FILE_BYTES // MEGABYTE} MB (usage as .csv: \
{CSV_BYTES // MEGABYTE} MB); a worksheet has at most {limits.OFFICE_ROWS:,} rows. The first row holds the headers; .csv has commas, \
semicolons or tabs. Columns may stand in any order under any of their headers, in Chinese or English; capitals, spaces, full \
width and a star do not matter. Unknown columns are named and left out. A day is written `2023-05-01`, `2023/5/1`, `2023.5.1`, \
2023年5月1日 or `20230501`. Every flaw is told with its row and column."""


class Command(BaseCommand):
    help = "Write docs/formats.md from the columns of every file, or check that it is up to date."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "formats.md"
        with override("en"):
            text = "\n\n".join([HEAD, *_sections()]) + "\n"
        if not options["check"]:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            raise CommandError("docs/formats.md is out of date: run manage.py document_formats.")


def _sections() -> Iterator[str]:
    yield "## Organisations\n\n`manage.py import_register FILE`, 系统台账 → 导入; worksheet 单位, or a file of its own."
    yield _table(formats.ORGANISATION_COLUMNS, {"kind": formats.ORGANISATION_KIND_WORDS.spellings})
    yield "## Systems\n\nThe same command and page; worksheet 系统, or a file of its own. An empty cell leaves what is registered."
    words = {"kind": formats.KIND_WORDS, "cadence": formats.CADENCE_WORDS, "stage": formats.STAGE_WORDS}
    yield _table(formats.SYSTEM_COLUMNS, {name: accepted.spellings for name, accepted in words.items()})
    yield (
        "## Usage\n\n`manage.py import_usage FILE`, 用量 → 导入, and as JSON, by the names of the first column, to "
        "`POST /api/v1/usage/`. "
        "An empty measure is unknown, not 0; a day without a row is missing, not 0."
    )
    yield _table(USAGE_COLUMNS, {})
    for kind in ClearanceKind:
        yield f"## Items to clear: {kind.label}\n\nThe clearance page of a case, before the list is attested."
        yield _table(item_columns(kind), {})
    for kind in (ClearanceKind.ACCOUNTS, ClearanceKind.PERMISSIONS):
        yield f"## Fresh list: {kind.label}\n\nThe clearance page of a case. Every other column is searched for what was cleared too."
        yield _table(list_columns(kind), {})
    yield (
        "## Working days\n\n`manage.py import_calendar FILE`, 工作日 → 导入: the days that differ from Monday to Friday. Every year in "
        "the file is replaced whole."
    )
    kinds = {kind.value: [word for word, meant in KINDS.items() if meant == kind != word] for kind in DayKind}
    yield _table(CALENDAR_COLUMNS, {"kind": kinds})


def _table(columns: Sequence[Column], words: Mapping[str, Spellings]) -> str:
    rows = ["| column | other headers | required | what to write |", "| --- | --- | --- | --- |"]
    for column in columns:
        told = "; ".join(filter(None, [column.meaning, _permitted(words.get(column.name, {}))]))
        required = "yes" if column.required else ""
        rows.append(f"| `{column.name}` | {' · '.join(column.headers)} | {required} | {told} |")
    return "\n".join(rows)


def _permitted(spellings: Spellings) -> str:
    return "; ".join(f"`{value}` {' · '.join(others)}" for value, others in spellings.items())
