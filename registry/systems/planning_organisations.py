"""Planning rows that are organisations, and finding the organisation a cell of any row means."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from registry.organisations.codes import LOCAL_PREFIX, is_credit_code, is_local_code
from registry.organisations.enums import OrganisationKind
from registry.sheets import CellError, Row, Sheet
from registry.systems import cells
from registry.systems.cells import WrongCell
from registry.systems.formats import ORGANISATION_KIND_WORDS
from registry.systems.plans import ORGANISATIONS, Line, Plan, Told
from registry.systems.records import NEW_ORGANISATION, Record, Register

_CREDIT_LENGTH = 18


def organisation_code(cell: str) -> str:
    """A unified social credit code whose check character holds, or a local one; upper case, full width made half."""
    code = unicodedata.normalize("NFKC", cell).replace(" ", "")
    code = code.upper() if not code.upper().startswith(LOCAL_PREFIX) else LOCAL_PREFIX + code[len(LOCAL_PREFIX) :]
    if is_local_code(code) or is_credit_code(code):
        return code
    if len(code) == _CREDIT_LENGTH:
        raise WrongCell(
            "bad-check-character",
            _("The check character of %(code)s does not fit: a character is wrong.") % {"code": code},
        )
    raise WrongCell(
        "bad-code",
        _("“%(cell)s” is no unified social credit code (18 characters) and does not start with LOCAL-.")
        % {"cell": cell},
    )


@dataclass(slots=True)
class KnownOrganisations:
    """The organisations as they will be: of the register and of the files read so far."""

    records: dict[str, Record]
    codes_by_name: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for code, record in self.records.items():
            self.codes_by_name.setdefault(record["name"], []).append(code)

    def add(self, code: str, record: Record) -> None:
        self.records[code] = record
        self.codes_by_name.setdefault(record["name"], []).append(code)

    def find(self, cell: str) -> str:
        """The code of the organisation a cell names by code or exact name; ``""`` when there is none of that name.

        Raises:
            WrongCell: several have the name, or it is a code nobody has.
        """
        if cell in self.records:
            return cell
        if cell.upper() in self.records:
            return cell.upper()
        codes = self.codes_by_name.get(" ".join(cell.split()), [])
        if len(codes) > 1:
            raise WrongCell(
                "ambiguous-organisation",
                _("Several organisations are called “%(name)s”. Write the code: %(codes)s.")
                % {"name": cell, "codes": "、".join(sorted(codes))},
            )
        if not codes and (cell.upper().startswith(LOCAL_PREFIX) or is_credit_code(cell.upper())):
            raise WrongCell("unknown-organisation", _("No organisation has the code %(code)s.") % {"code": cell})
        return codes[0] if codes else ""


@dataclass(slots=True)
class _Draft:
    """An organisation's row between reading it and knowing every other: its parent may stand further down."""

    line: Line
    record: Record
    parent: str
    parent_header: str
    errors: list[CellError]


class OrganisationPlanner:
    """Reads rows into drafts; :meth:`finish` finds the parents and adds the lines to the plan."""

    def __init__(self, plan: Plan, register: Register) -> None:
        self._plan, self._register = plan, register
        self._drafts: list[_Draft] = []
        self._seen: dict[str, tuple[int, int]] = {}
        self._names = KnownOrganisations(dict(register.organisations))

    def read(self, file: int, sheet: Sheet, told: Told) -> None:
        for row in sheet.all_rows():
            self._drafts.append(self._draft(file, sheet, row))
            told(1)

    def finish(self) -> KnownOrganisations:
        """The organisations as they will be once the rows without errors are written."""
        after = dict(self._register.organisations)
        after |= {draft.line.code: draft.record for draft in self._drafts if not draft.errors}
        known = KnownOrganisations(after)
        for draft in self._drafts:
            if draft.parent:
                self._find_parent(draft, known)
        for draft in self._drafts:
            if not draft.errors and _in_a_circle(draft.line.code, known.records):
                draft.errors.append(
                    CellError(
                        draft.line.number, draft.parent_header, "circle", _("The organisation would be above itself.")
                    )
                )
        for draft in self._drafts:
            self._add(draft)
        good = {draft.line.code: draft.record for draft in self._drafts if not draft.errors}
        return KnownOrganisations(self._register.organisations | good)

    def _draft(self, file: int, sheet: Sheet, row: Row) -> _Draft:
        errors = list(row.errors)
        flawed = {error.column for error in errors}
        found: Record = {}
        code = ""
        for name, cell in row.cells.items():
            header = sheet.header_of(name)
            if not cell:
                if name == "name" and header not in flawed:
                    errors.append(CellError(row.number, header, "required", _("This must be filled in.")))
                continue
            try:
                match name:
                    case "code":
                        code = organisation_code(cell)
                    case "name":
                        found["name"] = cells.text(cell, most=200)
                    case "kind":
                        found["kind"] = cells.word(cell, ORGANISATION_KIND_WORDS, OrganisationKind)
                    case "division":
                        found["division"] = cells.division(cell)
            except WrongCell as wrong:
                errors.append(CellError(row.number, header, wrong.code, wrong.message))
        code = code or self._code_by_name(sheet, row, found, errors)
        if code and (first := self._seen.setdefault(code, (file, row.number))) != (file, row.number):
            told = {"code": code, "row": first[1], "file": self._plan.files[first[0]]}
            errors.append(
                CellError(
                    row.number,
                    sheet.header_of("code"),
                    "duplicate",
                    _("%(code)s stands in row %(row)s of %(file)s already.") % told,
                )
            )
        before = self._register.organisations.get(code, {})
        record = {**NEW_ORGANISATION, **before, **found}
        line = Line(ORGANISATIONS, file, sheet.name, row.number, "new", code, record["name"], before)
        return _Draft(line, record, row.cells.get("parent", ""), sheet.header_of("parent"), errors)

    def _code_by_name(self, sheet: Sheet, row: Row, found: Record, errors: list[CellError]) -> str:
        """Without a code, a row means the one organisation of its name; a new one needs a code."""
        header = sheet.header_of("code")
        if any(error.column == header for error in errors):
            return ""
        try:
            if code := self._names.find(found.get("name", "")):
                return code
            errors.append(
                CellError(
                    row.number,
                    header,
                    "required",
                    _("Write the unified social credit code, or one that starts with LOCAL-."),
                )
            )
        except WrongCell as wrong:
            errors.append(CellError(row.number, header, wrong.code, wrong.message))
        return ""

    def _find_parent(self, draft: _Draft, known: KnownOrganisations) -> None:
        try:
            draft.record["parent"] = known.find(draft.parent)
            if not draft.record["parent"]:
                raise WrongCell(
                    "unknown-organisation", _("No organisation is called “%(name)s”.") % {"name": draft.parent}
                )
        except WrongCell as wrong:
            draft.errors.append(CellError(draft.line.number, draft.parent_header, wrong.code, wrong.message))

    def _add(self, draft: _Draft) -> None:
        line = draft.line
        if draft.errors:
            line.outcome = "wrong"
            for error in draft.errors:
                self._plan.fault(line.file, line.table, error)
        elif line.before:
            line.after = {name: value for name, value in draft.record.items() if value != line.before[name]}
            line.outcome = "changed" if line.after else "same"
        else:
            line.after = draft.record
        self._plan.add(line)


def _in_a_circle(code: str, records: dict[str, Record]) -> bool:
    return code in set(_above(code, records))


def _above(code: str, records: dict[str, Record]) -> Iterator[str]:
    """The parents of an organisation, upwards, each once."""
    seen: set[str] = set()
    while (code := records.get(code, NEW_ORGANISATION)["parent"]) and code not in seen:
        seen.add(code)
        yield code
