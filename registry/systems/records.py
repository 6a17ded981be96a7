"""A row of the register as plain JSON values: what an import compares, stores and puts back.

Foreign keys are codes, days ISO text, money fen, addresses a sorted list. :data:`Record` of a system has :data:`SYSTEM_FIELDS`.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from registry.organisations.enums import OrganisationKind
from registry.organisations.models import Organisation
from registry.organisations.search import searchable
from registry.systems.enums import Cadence, Stage, SystemKind
from registry.systems.models import System

Record = dict[str, Any]

NEW_ORGANISATION: Mapping[str, Any] = {
    "name": "",
    "kind": OrganisationKind.DEPARTMENT.value,
    "parent": "",
    "division": "",
}
NEW_SYSTEM: Mapping[str, Any] = {
    "name": "",
    "kind": SystemKind.INFORMATION_SYSTEM.value,
    "sponsor": "",
    "operator": "",
    "functions": "",
    "audience": "",
    "eligible_users": None,
    "cadence": Cadence.DAILY.value,
    "duty_window": "",
    "launched_on": None,
    "build_cost_fen": None,
    "annual_cost_fen": None,
    "contract_ends_on": None,
    "addresses": [],
    "stage": Stage.LIVE.value,
    "approved_by": "",
    "approved_on": None,
    "funding": "",
}
ORGANISATION_FIELDS = tuple(NEW_ORGANISATION)
SYSTEM_FIELDS = tuple(NEW_SYSTEM)
DAYS = frozenset({"launched_on", "contract_ends_on", "approved_on"})
PLAIN_FIELDS = tuple(name for name in SYSTEM_FIELDS if name not in {"sponsor", "operator", "addresses"})
"""The fields of a system that are columns of its own table and no foreign key."""


@dataclass(slots=True)
class Register:
    """The whole register at one moment: records and primary keys by code."""

    organisations: dict[str, Record] = field(default_factory=dict)
    organisation_ids: dict[str, int] = field(default_factory=dict)
    systems: dict[str, Record] = field(default_factory=dict)
    system_ids: dict[str, int] = field(default_factory=dict)


def sha256_of(record: Record) -> str:
    """Stands for everything a record says."""
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


def as_organisation(code: str, record: Record, ids: Mapping[str, int]) -> Organisation:
    """A row to write; a parent that has no key yet is left out."""
    return Organisation(
        code=code,
        name=record["name"],
        kind=record["kind"],
        parent_id=ids.get(record["parent"]),
        division=record["division"],
        search_text=searchable(record["name"], code),
    )


def as_system(code: str, record: Record, organisations: Mapping[str, Record], ids: Mapping[str, int]) -> System:
    """A row to write, its search text made anew."""
    values = {name: as_day(record[name]) if name in DAYS else record[name] for name in PLAIN_FIELDS}
    return System(
        code=code,
        sponsor_id=ids[record["sponsor"]],
        operator_id=ids[record["operator"]] if record["operator"] else None,
        search_text=searchable(record["name"], code, organisations[record["sponsor"]]["name"]),
        **values,
    )


def as_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
