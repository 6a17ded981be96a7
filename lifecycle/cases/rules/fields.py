"""Whether what was filled in is complete and of the shape its field asks for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lifecycle.cases.enums import FieldKind, OverlapAnswer
from lifecycle.cases.processes.table import Field
from lifecycle.cases.rules.facts import Snapshot
from lifecycle.commitments.rules import obstacles_to_commitments
from lifecycle.red_lines.rules import obstacles_to_answers
from registry.refusals import Obstacle
from registry.systems.enums import Stage

_TAKES_OVER = frozenset({Stage.LIVE, Stage.BUILDING})


def obstacles_to_fields(fields: Sequence[Field], content: Mapping[str, Any], snapshot: Snapshot) -> list[Obstacle]:
    """Everything that is missing, of the wrong shape, or not asked for; ``field`` of each obstacle is the field's code,
    or the place in it, such as ``cost.0.funding``."""
    known = {field.code for field in fields}
    found = [obstacle for field in fields for obstacle in obstacles_to_value(field, content.get(field.code), snapshot)]
    found += [
        Obstacle("field-unknown", _("There is no field “%(field)s”.") % {"field": code}, code, "content")
        for code in content
        if code not in known
    ]
    return found


def obstacles_to_value(field: Field, value: Any, snapshot: Snapshot) -> list[Obstacle]:
    """Everything against one value."""
    if is_empty(value) and field.kind not in _JUDGED_EMPTY:
        missing = Obstacle("field-missing", _("Fill in “%(field)s”.") % {"field": field.label}, field.code, "content")
        return [missing] if field.required else []
    return _JUDGES[field.kind](field, value, snapshot)


def is_empty(value: Any) -> bool:
    """Nothing, blanks, or a list or mapping without entries. ``False`` and 0 are answers."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, list | tuple | Mapping) and not value)


def _wrong(field: Field, code: str, message: str) -> list[Obstacle]:
    return [Obstacle(code, message % {"field": field.label}, field.code, "content")]


def _text(field: Field, value: Any, snapshot: Snapshot) -> list[Obstacle]:
    return [] if isinstance(value, str) else _wrong(field, "not-text", _("%(field)s has to be text."))


def _yes_no(field: Field, value: Any, snapshot: Snapshot) -> list[Obstacle]:
    answered = isinstance(value, Mapping) and isinstance(value.get("answer"), bool)
    why = value.get("why") if isinstance(value, Mapping) else None
    if not answered:
        return _wrong(field, "not-answered", _("Answer with yes or no: %(field)s"))
    if not isinstance(why, str) or is_empty(why):
        return _wrong(field, "reason-missing", _("Say why: %(field)s"))
    return []


def _confirm(field: Field, value: Any, snapshot: Snapshot) -> list[Obstacle]:
    return [] if value is True else _wrong(field, "not-confirmed", _("This has to be confirmed: %(field)s."))


def _choice(field: Field, value: Any, snapshot: Snapshot) -> list[Obstacle]:
    codes = [code for code, _label in field.options]
    return [] if value in codes else _wrong(field, "not-a-choice", _("%(field)s: this is not one of the answers."))


def _date(field: Field, value: Any, snapshot: Snapshot) -> list[Obstacle]:
    day = as_day(value)
    if day is None:
        return _wrong(field, "not-a-date", _("%(field)s has to be a date, such as 2026-12-31."))
    if field.ahead and day <= snapshot.today:
        return _wrong(field, "not-ahead", _("%(field)s has to be a day in the future."))
    return []


def _money(field: Field, value: Any, snapshot: Snapshot) -> list[Obstacle]:
    is_amount = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return (
        [] if is_amount else _wrong(field, "not-an-amount", _("%(field)s has to be an amount of money, not below 0."))
    )


def _system(field: Field, value: Any, snapshot: Snapshot) -> list[Obstacle]:
    named = snapshot.systems.get(value) if isinstance(value, str) else None
    if named is None:
        return _wrong(field, "system-unknown", _("%(field)s: there is no system with this code."))
    if named.code == snapshot.system or named.stage not in _TAKES_OVER:
        return _wrong(field, "no-successor", _("%(field)s has to be another system that is live or being built."))
    return []


def _table(field: Field, value: Any, snapshot: Snapshot) -> list[Obstacle]:
    if not isinstance(value, list | tuple) or not all(isinstance(row, Mapping) for row in value):
        return _wrong(field, "not-a-table", _("%(field)s has to be a table."))
    if field.rows and len(value) != field.rows:
        told = {"field": field.label, "count": field.rows}
        message = _("%(field)s has to have %(count)s rows.") % told
        return [Obstacle("rows-missing", message, field.code, "content")]
    return [
        Obstacle(each.code, _in_row(field, number, each), f"{field.code}.{number - 1}.{each.field}", "content")
        for number, row in enumerate(value, start=1)
        for each in obstacles_to_fields(field.columns, row, snapshot)
    ]


def _in_row(field: Field, number: int, obstacle: Obstacle) -> str:
    told = {"field": field.label, "number": number, "message": obstacle.message}
    return _("%(field)s, row %(number)s: %(message)s") % told


def _commitments(field: Field, value: Any, snapshot: Snapshot) -> list[Obstacle]:
    return obstacles_to_commitments(value, library=snapshot.application.library, on=snapshot.today)


def _is_by_code(value: Any) -> bool:
    """Whether it is ``{code: {name: answer}}``."""
    return isinstance(value, Mapping) and all(isinstance(answer, Mapping) for answer in value.values())


def _red_lines(field: Field, value: Any, snapshot: Snapshot) -> list[Obstacle]:
    facts = snapshot.application
    if value and not _is_by_code(value):
        return _wrong(field, "not-by-code", _("%(field)s: give one answer for each code."))
    return obstacles_to_answers(value, facts.red_lines, matches=facts.matches)


def _overlaps(field: Field, value: Any, snapshot: Snapshot) -> list[Obstacle]:
    """Every system the application resembles is answered: used again, joined as a module, or why neither will do."""
    if value and not _is_by_code(value):
        return _wrong(field, "not-by-code", _("%(field)s: give one answer for each code."))
    given, found = value or {}, []
    for code, name in snapshot.application.similar.items():
        answer = given.get(code)
        why = answer.get("why") if isinstance(answer, Mapping) else None
        if not isinstance(answer, Mapping) or answer.get("answer") not in OverlapAnswer.values:
            message = _(
                "Say what becomes of the similarity to %(system)s: reuse it, become a module of it, or neither."
            )
            told = {"system": f"{name} {code}"}
            found.append(Obstacle("overlap-unanswered", message % told, f"{field.code}.{code}", "content"))
        elif not isinstance(why, str) or is_empty(why):
            message = _("Say why: %(system)s.") % {"system": f"{name} {code}"}
            found.append(Obstacle("reason-missing", message, f"{field.code}.{code}", "content"))
    return found


_JUDGED_EMPTY = frozenset({FieldKind.RED_LINES, FieldKind.OVERLAPS})
"""What may be empty only where nothing is asked."""

_JUDGES: Mapping[FieldKind, Callable[[Field, Any, Snapshot], list[Obstacle]]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.YES_NO: _yes_no,
    FieldKind.CONFIRM: _confirm,
    FieldKind.CHOICE: _choice,
    FieldKind.DATE: _date,
    FieldKind.MONEY: _money,
    FieldKind.SYSTEM: _system,
    FieldKind.TABLE: _table,
    FieldKind.COMMITMENTS: _commitments,
    FieldKind.RED_LINES: _red_lines,
    FieldKind.OVERLAPS: _overlaps,
}


def as_day(value: Any) -> date | None:
    """A day from ISO text; None: it is none."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def systems_named(fields: Iterable[Field], content: Mapping[str, Any]) -> set[str]:
    """The codes of systems that stand in fields of that kind."""
    codes = (content.get(field.code) for field in fields if field.kind == FieldKind.SYSTEM)
    return {code for code in codes if isinstance(code, str)}
