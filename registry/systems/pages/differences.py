"""What an import would change, in the words of whoever reads it: labels for values, names for organisations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Model, TextChoices
from django.utils.text import capfirst

from registry.organisations.enums import OrganisationKind
from registry.organisations.models import Organisation
from registry.systems.cells import shown
from registry.systems.enums import Cadence, Stage, SystemKind
from registry.systems.forms import SystemForm
from registry.systems.models import System
from registry.systems.planning_systems import FIELD_OF
from registry.systems.plans import ORGANISATIONS, SYSTEMS

Told = Mapping[str, Any]
"""A line of a plan as :meth:`registry.systems.plans.Line.as_dict` makes it."""
_WORDS: Mapping[str, Mapping[str, type[TextChoices]]] = {
    ORGANISATIONS: {"kind": OrganisationKind},
    SYSTEMS: {"kind": SystemKind, "cadence": Cadence, "stage": Stage},
}
_NAMED = frozenset({"parent", "sponsor", "operator"})


def differences(lines: Iterable[Told]) -> list[list[tuple[str, str, str]]]:
    """``(label, before, after)`` of every difference of every line; of a new row only what it fills in. One query."""
    lines = list(lines)
    names = _names_of(lines)
    return [[_told(line["subject"], field, pair, names) for field, pair in _filled(line)] for line in lines]


def _filled(line: Told) -> Iterator[tuple[str, Sequence[Any]]]:
    for field, pair in line["differences"].items():
        if pair[0] != pair[1] and (line["outcome"] == "changed" or pair[1] not in ("", None, [])):
            yield field, pair


def _told(subject: str, field: str, pair: Sequence[Any], names: Mapping[str, str]) -> tuple[str, str, str]:
    before, after = (_value(subject, field, value, names) for value in pair)
    return _label(subject, field), before, after


def _names_of(lines: Iterable[Told]) -> dict[str, str]:
    """Of every organisation the lines speak of: those of the register, and those the same file makes."""
    codes = {code for line in lines for field in _NAMED for code in line["differences"].get(field, ()) if code}
    names = dict(Organisation.objects.filter(code__in=codes).values_list("code", "name"))
    return names | {line["code"]: line["name"] for line in lines if line["subject"] == ORGANISATIONS}


def _label(subject: str, field: str) -> str:
    if subject == ORGANISATIONS:
        return capfirst(_verbose(Organisation, field))
    columns = {FIELD_OF.get(column, column): asked.label for column, asked in SystemForm.base_fields.items()}
    return capfirst(str(columns.get(field) or _verbose(System, field)))


def _verbose(model: type[Model], field: str) -> str:
    return str(model._meta.get_field(field).verbose_name)  # type: ignore[union-attr] # no reverse relation is in a record


def _value(subject: str, field: str, value: Any, names: Mapping[str, str]) -> str:
    if value and (words := _WORDS[subject].get(field)):
        return capfirst(str(words(value).label))
    return names.get(value, value) if value and field in _NAMED else shown(field, value)
