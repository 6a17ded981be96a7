"""Telling what a file holds, and planning all of its tables against the register: organisations first, then systems."""

from collections.abc import Iterable, Sequence

from registry.sheets import CellError, Column, Sheet, SheetRefused
from registry.sheets.columns import folded
from registry.sheets.reading import recognised_headers
from registry.sheets.tables import Table
from registry.systems.formats import ORGANISATION_COLUMNS, ORGANISATION_SHEETS, SYSTEM_COLUMNS, SYSTEM_SHEETS
from registry.systems.planning_organisations import OrganisationPlanner
from registry.systems.planning_systems import SystemPlanner
from registry.systems.plans import ORGANISATIONS, SYSTEMS, Options, Plan, Told
from registry.systems.records import Register

File = tuple[str, Sequence[Table] | SheetRefused]
"""The name of a file, and its tables or why it has none."""


def plan(files: Sequence[File], register: Register, options: Options, told: Told = lambda _rows: None) -> Plan:
    """Every row of every file judged against the register; nothing stops at the first error."""
    made = Plan([name for name, _tables in files])
    sheets: dict[str, list[tuple[int, Sheet]]] = {ORGANISATIONS: [], SYSTEMS: []}
    for number, (_name, tables) in enumerate(files):
        if isinstance(tables, SheetRefused):
            _fault_file(made, number, "", tables)
            continue
        for subject, table in _register_tables(tables):
            columns = ORGANISATION_COLUMNS if subject == ORGANISATIONS else SYSTEM_COLUMNS
            try:
                sheet = Sheet(table, columns)
            except SheetRefused as refusal:
                _fault_file(made, number, table.name, refusal)
                continue
            made.unknown_columns += [
                {"file": made.files[number], "table": table.name, "column": header} for header in sheet.unknown_headers
            ]
            sheets[subject].append((number, sheet))
    organisations = OrganisationPlanner(made, register)
    for number, sheet in sheets[ORGANISATIONS]:
        organisations.read(number, sheet, told)
    known = organisations.finish()
    systems = SystemPlanner(made, register, known, options)
    for number, sheet in sheets[SYSTEMS]:
        systems.read(number, sheet, told)
    return made


def _register_tables(tables: Sequence[Table]) -> Iterable[tuple[str, Table]]:
    """The tables that are meant as part of the register; of a file without any the first, so that its headers are refused."""
    meant = [(subject, table) for table in tables if (subject := _subject_of(table))]
    return meant or [(SYSTEMS, tables[0])]


def _subject_of(table: Table) -> str:
    """What a table holds: told by the name of its worksheet, else by which columns it names; ``""``: neither."""
    if folded(table.name) in ORGANISATION_SHEETS:
        return ORGANISATIONS
    if folded(table.name) in SYSTEM_SHEETS:
        return SYSTEMS
    organisations = recognised_headers(table, ORGANISATION_COLUMNS)
    systems = recognised_headers(table, SYSTEM_COLUMNS)
    if not organisations and not systems:
        return ""
    if recognised_headers(table, [_column("sponsor")]):
        return SYSTEMS
    return ORGANISATIONS if organisations >= systems else SYSTEMS


def _column(name: str) -> Column:
    return next(column for column in SYSTEM_COLUMNS if column.name == name)


def _fault_file(made: Plan, number: int, table: str, refusal: SheetRefused) -> None:
    for obstacle in refusal.obstacles:
        made.fault(number, table, CellError(0, "", obstacle.code, str(obstacle.message)))
