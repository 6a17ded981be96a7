"""What was filled in, as it is read: every kind of field in words, and what differs from the round before."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lifecycle.cases.enums import FieldKind, OverlapAnswer
from lifecycle.cases.processes.table import Field
from lifecycle.commitments.enums import DataSource
from lifecycle.commitments.models import Indicator
from lifecycle.commitments.selectors import library
from lifecycle.red_lines.enums import Answer, ExceptionGround
from lifecycle.red_lines.selectors import rule_set
from registry.systems.models import System

_OF_A_COMMITMENT = (
    "baseline",
    "baseline_note",
    "target",
    "tolerance_percent",
    "due_on",
    "how_measured",
    "responsible_post",
)


@dataclass(frozen=True)
class Said:
    """One answer: ``shape`` names its template, ``told`` is what that shows."""

    shape: str
    told: Any

    @property
    def template(self) -> str:
        return f"cases/said/{self.shape}.html"


@dataclass(frozen=True)
class Entry:
    """One field with its answer; ``before``: what the round before said, where that was something else."""

    code: str
    label: Any
    said: Said
    before: Said | None = None


class Reader:
    """Puts values into words; what has to be looked up is looked up once."""

    def __init__(self, fields: Sequence[Field], contents: Iterable[Mapping[str, Any]]) -> None:
        kept = list(contents)
        kinds = {field.kind for field in fields if any(content.get(field.code) for content in kept)}
        self.indicators: Mapping[str, Indicator] = library() if FieldKind.COMMITMENTS in kinds else {}
        rules = rule_set() if FieldKind.RED_LINES in kinds else None
        self.lines = {line.code: line for line in rules.lines} if rules else {}
        self.systems = dict(System.objects.filter(code__in=_systems_in(fields, kept)).values_list("code", "name"))

    def said(self, field: Field, value: Any) -> Said:
        if value in (None, "", [], {}):
            return Said("text", "")
        if shape := self._shapes().get(field.kind):
            return Said(*shape(value))
        return Said(*_PLAIN.get(field.kind, _as_it_is)(field, value))

    def _shapes(self) -> Mapping[str, Callable[[Any], tuple[str, Any]]]:
        """{kind: how its values are said}, of the kinds that have to be looked up."""
        return {
            FieldKind.SYSTEM: lambda code: ("system", {"code": code, "name": self.systems.get(code, "")}),
            FieldKind.COMMITMENTS: lambda value: ("commitments", [self._commitment(entry) for entry in value]),
            FieldKind.OVERLAPS: lambda value: ("overlaps", [self._overlap(*pair) for pair in value.items()]),
            FieldKind.RED_LINES: lambda value: ("red_lines", [self._red_line(*pair) for pair in value.items()]),
        }

    def _commitment(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        known = self.indicators.get(entry.get("indicator", ""))
        source = known.data_source if known else entry.get("data_source", "")
        due_on = entry.get("due_on", [])
        return {
            **dict.fromkeys(_OF_A_COMMITMENT, ""),
            **entry,
            "due_on": [due_on] if isinstance(due_on, str) else due_on,
            "label": str(known) if known else entry.get("label", ""),
            "unit": known.unit_in_words if known else entry.get("unit", ""),
            "population": entry.get("population") or (known.population_in_words if known else ""),
            "data_source": DataSource(source).label if source in DataSource.values else source,
        }

    def _overlap(self, code: str, answer: Mapping[str, Any]) -> dict[str, Any]:
        said = dict(OverlapAnswer.choices).get(answer.get("answer", ""), "")
        return {"code": code, "name": self.systems.get(code, ""), "answer": said, "why": answer.get("why", "")}

    def _red_line(self, code: str, answer: Mapping[str, Any]) -> dict[str, Any]:
        line, ground = self.lines.get(code), answer.get("exception", "")
        return {
            **answer,
            "label": line.label_in_words if line else code,
            "is_yes": answer.get("answer") == Answer.YES,
            "answer": Answer(answer["answer"]).label if answer.get("answer") in Answer.values else "",
            "exception": ExceptionGround(ground).label if ground in ExceptionGround.values else ground,
        }


def entries_of(
    fields: Sequence[Field], content: Mapping[str, Any], before: Mapping[str, Any] | None = None
) -> list[Entry]:
    """Every field in its order. At most three queries."""
    reader = Reader(fields, [content, before or {}])
    return [
        Entry(
            field.code,
            field.label,
            reader.said(field, content.get(field.code)),
            reader.said(field, before.get(field.code)) if _differs(field, content, before) and before else None,
        )
        for field in fields
    ]


def _differs(field: Field, content: Mapping[str, Any], before: Mapping[str, Any] | None) -> bool:
    return before is not None and before.get(field.code) != content.get(field.code)


def _systems_in(fields: Sequence[Field], contents: Sequence[Mapping[str, Any]]) -> set[str]:
    found: set[str] = set()
    for field in fields:
        for content in contents:
            value = content.get(field.code)
            if field.kind == FieldKind.SYSTEM and isinstance(value, str):
                found.add(value)
            if field.kind == FieldKind.OVERLAPS and isinstance(value, Mapping):
                found.update(value)
    return found


def _table(field: Field, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Rows of texts, and the sum of every column of money."""
    money = [column.code for column in field.columns if column.kind == FieldKind.MONEY]
    sums = {code: sum(Decimal(row.get(code) or 0) for row in rows) for code in money if _adds_up(rows, code)}
    return {
        "headers": [column.label for column in field.columns],
        "yearly": bool(field.rows),
        "numeric": [index for index, column in enumerate(field.columns) if column.code in money],
        "rows": [
            [in_yuan(row.get(column.code, "")) if column.code in money else row.get(column.code, "") for column in field.columns]
            for row in rows
        ],
        "total": [in_yuan(int(sums[column.code])) if column.code in sums else "" for column in field.columns],
    }  # fmt: skip


def in_yuan(fen: Any) -> str:
    """Fen as yuan as they are read, ``12,000.50``; what is no amount stays as it is."""
    if isinstance(fen, bool) or not isinstance(fen, int):
        return str(fen)
    yuan = Decimal(fen) / 100
    return f"{yuan:,.2f}" if fen % 100 else f"{yuan:,.0f}"


def _as_it_is(field: Field, value: Any) -> tuple[str, Any]:
    return "text", value


def _choice(field: Field, value: Any) -> tuple[str, Any]:
    return "text", capfirst(str(dict(field.options).get(value, value)))


_PLAIN: Mapping[str, Callable[[Field, Any], tuple[str, Any]]] = {
    FieldKind.YES_NO: lambda field, value: ("yes_no", value),
    FieldKind.CONFIRM: lambda field, value: ("text", _("confirmed")),
    FieldKind.CHOICE: _choice,
    FieldKind.MONEY: lambda field, value: ("text", _("%(amount)s yuan") % {"amount": in_yuan(value)}),
    FieldKind.TABLE: lambda field, value: ("table", _table(field, value)),
}


def _adds_up(rows: Sequence[Mapping[str, Any]], code: str) -> bool:
    return all(isinstance(row.get(code) or 0, int) for row in rows)
