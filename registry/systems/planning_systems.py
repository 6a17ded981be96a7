"""Planning rows that are systems."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from registry.organisations.codes import local_code
from registry.organisations.enums import OrganisationKind
from registry.sheets import CellError, Row, Sheet
from registry.systems import cells
from registry.systems.cells import WrongCell
from registry.systems.enums import Cadence, Stage, SystemKind
from registry.systems.formats import CADENCE_WORDS, KIND_WORDS, STAGE_WORDS
from registry.systems.planning_organisations import KnownOrganisations
from registry.systems.plans import ORGANISATIONS, SYSTEMS, Line, Options, Plan, Told
from registry.systems.records import NEW_ORGANISATION, NEW_SYSTEM, Record, Register

FIELD_OF = {"build_cost": "build_cost_fen", "annual_cost": "annual_cost_fen", "url": "addresses"}
"""Which field a column fills, where the names differ."""
_READERS: dict[str, Callable[[str], Any]] = {
    "code": cells.system_code,
    "name": lambda cell: cells.text(cell, most=200),
    "kind": lambda cell: cells.word(cell, KIND_WORDS, SystemKind),
    "functions": lambda cell: cells.text(cell, most=5000),
    "audience": lambda cell: cells.text(cell, most=200),
    "eligible_users": cells.whole,
    "cadence": lambda cell: cells.word(cell, CADENCE_WORDS, Cadence),
    "duty_window": cells.duty_window,
    "launched_on": cells.day,
    "build_cost": cells.money,
    "annual_cost": cells.money,
    "contract_ends_on": cells.day,
    "url": cells.addresses,
    "stage": lambda cell: cells.word(cell, STAGE_WORDS, Stage),
    "approved_by": lambda cell: cells.text(cell, most=200),
    "funding": lambda cell: cells.text(cell, most=200),
}
_NOT_YET_LAUNCHED = frozenset({Stage.PROPOSED, Stage.BUILDING})


def read_cells(
    row: Row,
    known: KnownOrganisations,
    options: Options,
    errors: list[CellError],
    header_of: Callable[[str], str] = lambda name: name,
) -> tuple[Record, list[tuple[str, str]]]:
    """The fields a row fills in, and ``(field, kind)`` of each organisation that has to be made for it; adds to ``errors``."""
    found: Record = {}
    to_make: list[tuple[str, str]] = []
    flawed = {error.column for error in row.errors}
    for name, cell in row.cells.items():
        header = header_of(name)
        if not cell:
            if name in {"name", "sponsor"} and header not in flawed:
                errors.append(CellError(row.number, header, "required", _("This must be filled in.")))
            continue
        try:
            if name in {"sponsor", "operator"}:
                if code := known.find(cell):
                    found[name] = code
                elif options.create_organisations:
                    cells.text(cell, most=200)
                    kind = OrganisationKind.DEPARTMENT if name == "sponsor" else OrganisationKind.COMPANY
                    to_make.append((name, kind.value))
                else:
                    told = {"name": cell}
                    raise WrongCell("unknown-organisation", _("No organisation is called “%(name)s”.") % told)
            elif name == "approved_on":
                found[name] = cells.day(cell, latest=options.today)
            else:
                found[FIELD_OF.get(name, name)] = _READERS[name](cell)
        except WrongCell as wrong:
            errors.append(CellError(row.number, header, wrong.code, wrong.message))
    return found, to_make


def launch_ahead(found: Record, *, stage: str, today: date) -> str:
    """What is wrong with the launch of a system in that stage: only what is not built yet is launched after today."""
    launched: str = found.get("launched_on", "")
    if launched <= today.isoformat() or stage in _NOT_YET_LAUNCHED:
        return ""
    return _("%(day)s is in the future.") % {"day": launched}


class SystemPlanner:
    """Reads rows and adds their lines to the plan, and the organisations it may make to the known ones."""

    def __init__(self, plan: Plan, register: Register, known: KnownOrganisations, options: Options) -> None:
        self._plan, self._register, self._known, self._options = plan, register, known, options
        self._seen: dict[Any, tuple[int, int]] = {}
        self._codes: dict[tuple[str, str], list[str]] = {}
        for code, record in register.systems.items():
            self._codes.setdefault((record["name"], record["sponsor"]), []).append(code)

    def read(self, file: int, sheet: Sheet, told: Told) -> None:
        for row in sheet.all_rows():
            self._read_row(file, sheet, row)
            told(1)

    def _read_row(self, file: int, sheet: Sheet, row: Row) -> None:
        errors = list(row.errors)
        found, to_make = read_cells(row, self._known, self._options, errors, sheet.header_of)
        code = found.pop("code", "")
        existing = self._existing(sheet, row, code, found, errors)
        self._judge_stage_and_launch(sheet, row, existing, found, errors)
        self._judge_duplicate(file, sheet, row, code or existing, found, errors)
        if errors:
            for error in errors:
                self._plan.fault(file, sheet.name, error)
            self._plan.add(Line(SYSTEMS, file, sheet.name, row.number, "wrong", code or existing, row.cells["name"]))
            return
        for field, kind in to_make:
            found[field] = self._make(file, sheet, row, field, kind)
        if existing:
            before = self._register.systems[existing]
            after = {name: value for name, value in found.items() if value != before[name]}
            outcome = "changed" if after else "same"
            self._plan.add(Line(SYSTEMS, file, sheet.name, row.number, outcome, existing, found["name"], before, after))
            return
        if code and (twins := self._codes.get((found["name"], found["sponsor"]))):
            self._warn(
                file,
                sheet,
                row,
                "code",
                "same-name",
                _("The sponsor already has a system of this name: %(codes)s.") % {"codes": "、".join(twins)},
            )
        self._plan.add(
            Line(SYSTEMS, file, sheet.name, row.number, "new", code, found["name"], {}, {**NEW_SYSTEM, **found})
        )

    def _existing(self, sheet: Sheet, row: Row, code: str, found: Record, errors: list[CellError]) -> str:
        """The code of the system the row is about: its own, or the one system of that name and sponsor."""
        if code:
            return code if code in self._register.systems else ""
        codes = self._codes.get((found.get("name", ""), found.get("sponsor", "")), [])
        if len(codes) > 1:
            told = {"codes": "、".join(codes)}
            message = _("The sponsor has several systems of this name. Write the code: %(codes)s.") % told
            errors.append(CellError(row.number, sheet.header_of("code"), "ambiguous-system", message))
        return codes[0] if len(codes) == 1 else ""

    def _judge_stage_and_launch(
        self, sheet: Sheet, row: Row, existing: str, found: Record, errors: list[CellError]
    ) -> None:
        """An import sets the stage of new systems only; and what has been launched was launched before today."""
        now = self._register.systems[existing]["stage"] if existing else ""
        stage = found.get("stage") or now or Stage.LIVE.value
        if now and stage != now:
            message = _("The stage of a registered system is moved by a case only. Leave this empty.")
            errors.append(CellError(row.number, sheet.header_of("stage"), "stage-by-case", message))
        if message := launch_ahead(found, stage=stage, today=self._options.today):
            errors.append(CellError(row.number, sheet.header_of("launched_on"), "future-date", message))

    def _judge_duplicate(  # noqa: PLR0917 -- where the row is, and what it says
        self, file: int, sheet: Sheet, row: Row, code: str, found: Record, errors: list[CellError]
    ) -> None:
        sponsor = found.get("sponsor") or row.cells["sponsor"]
        key: Any = code or (found.get("name"), sponsor)
        if not code and not found.get("name"):
            return
        first = self._seen.setdefault(key, (file, row.number))
        if first != (file, row.number):
            told = {"row": first[1], "file": self._plan.files[first[0]]}
            column = sheet.header_of("code" if sheet.has("code") and row.cells["code"] else "name")
            message = _("The same system stands in row %(row)s of %(file)s already.") % told
            errors.append(CellError(row.number, column, "duplicate", message))

    def _make(self, file: int, sheet: Sheet, row: Row, field: str, kind: str) -> str:
        """The code of an organisation that has only its name; made once, told as a warning."""
        name = " ".join(row.cells[field].split())
        if code := self._known.find(name):  # made for an earlier row, or for the other cell of this one
            return code
        code = local_code(name, self._known.records)
        record = {**NEW_ORGANISATION, "name": name, "kind": kind}
        self._known.add(code, record)
        self._plan.add(Line(ORGANISATIONS, file, sheet.name, row.number, "new", code, name, {}, record))
        told = {"name": name, "code": code}
        self._warn(
            file,
            sheet,
            row,
            field,
            "organisation-made",
            _("“%(name)s” is made as a new organisation with the code %(code)s.") % told,
        )
        return code

    def _warn(  # noqa: PLR0917 -- where the cell is, and what it says
        self, file: int, sheet: Sheet, row: Row, column: str, code: str, message: str
    ) -> None:
        self._plan.warn(file, sheet.name, CellError(row.number, sheet.header_of(column), code, message))
