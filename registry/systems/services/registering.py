"""Registering and changing one system, by the same rules an import follows."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from registry.ledger.services import record
from registry.organisations.enums import Role
from registry.organisations.models import Person
from registry.organisations.selectors import roles_of
from registry.refusals import Obstacle, Refused, VersionChanged, refuse_if
from registry.sheets import CellError, Row
from registry.systems.enums import Stage
from registry.systems.models import System
from registry.systems.permissions import may_import
from registry.systems.planning_organisations import KnownOrganisations
from registry.systems.planning_systems import launch_ahead, read_cells
from registry.systems.plans import Options
from registry.systems.records import NEW_SYSTEM, Record, Register, sha256_of
from registry.systems.rules import obstacles_to_register
from registry.systems.selectors import register_of
from registry.systems.services.codes import lock_register, next_codes
from registry.systems.services.writing import write_systems


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody at the register: what the rules ask about them today."""

    roles_by_organisation: Mapping[int, set[str]]

    @classmethod
    def of(cls, person: Person) -> "Editor":
        """One query."""
        roles: dict[int, set[str]] = {}
        for membership in roles_of(person, on=timezone.localdate()):
            roles.setdefault(membership.organisation_id, set()).add(membership.role)
        return cls(roles)

    @property
    def roles(self) -> set[str]:
        return {role for held in self.roles_by_organisation.values() for role in held}

    @property
    def keeps_register(self) -> bool:
        return may_import(self.roles)

    @property
    def sponsors(self) -> list[int]:
        """The organisations whose staff they are."""
        return [key for key, held in self.roles_by_organisation.items() if Role.SPONSOR_STAFF in held]

    def obstacles(self, sponsor_id: int | None) -> list[Obstacle]:
        return obstacles_to_register(
            roles_by_organisation=self.roles_by_organisation, sponsor_id=sponsor_id, keeps_register=self.keeps_register
        )


@transaction.atomic
def register(*, cells: Mapping[str, str], by: Person) -> System:
    """Enter one existing system straight as ``live`` (存量登记); ``cells`` are texts by column name, as in a file.

    Raises:
        Refused: a cell is wrong (each obstacle names its ``field``), or ``by`` is neither the sponsor's staff nor the bureau's.
    """
    return _enter(cells, Stage.LIVE, by, verb="systems.registered")


@transaction.atomic
def propose(*, cells: Mapping[str, str], by: Person) -> System:
    """Enter one system that does not exist yet as ``proposed``; its admission decides whether it may be built.

    Raises:
        Refused: as in :func:`register`.
    """
    return _enter(cells, Stage.PROPOSED, by, verb="systems.proposed")


def _enter(cells: Mapping[str, str], stage: Stage, by: Person, *, verb: str) -> System:
    series = lock_register()
    kept = register_of("")
    after = {**NEW_SYSTEM, **_read(cells, kept, now=stage), "stage": stage.value}
    refuse_if(Editor.of(by).obstacles(kept.organisation_ids[after["sponsor"]]))
    code = next_codes(series, 1)[0]
    write_systems(kept, {code: after})
    system = System.objects.get(code=code)
    record(verb, subject=system, by=by, system=after)
    return system


@transaction.atomic
def change(*, code: str, cells: Mapping[str, str], by: Person, version: str) -> System:
    """Change one system's facts, never its stage; an empty cell empties the field. No difference, no event.

    Raises:
        Refused: a cell is wrong, or ``by`` is not staff of the sponsor (the present and the new one) nor of the bureau.
        VersionChanged: it is no longer as ``version`` (its ``sha256_of``) says.
    """
    lock_register()
    kept = register_of(code)
    before = kept.systems[code]
    if version != sha256_of(before):
        raise VersionChanged(code)
    after = {**NEW_SYSTEM, "stage": before["stage"], **_read(cells, kept, now=before["stage"])}
    editor = Editor.of(by)
    for sponsor in dict.fromkeys([before["sponsor"], after["sponsor"]]):
        refuse_if(editor.obstacles(kept.organisation_ids[sponsor]))
    changes = {name: [before[name], value] for name, value in after.items() if before[name] != value}
    system = System.objects.get(code=code)
    if changes:
        write_systems(kept, {code: after})
        system.refresh_from_db()
        record("systems.changed", subject=system, by=by, changes=changes)
    return system


def _read(cells: Mapping[str, str], kept: Register, *, now: str) -> Record:
    errors: list[CellError] = []
    options = Options(timezone.localdate())
    found, _none = read_cells(Row(1, cells), KnownOrganisations(kept.organisations), options, errors)
    obstacles = [Obstacle(error.code, error.message, field=error.column, kind="content") for error in errors]
    if message := launch_ahead(found, stage=now or Stage.LIVE, today=options.today):
        obstacles.append(Obstacle("future-date", message, field="launched_on", kind="content"))
    if obstacles:
        raise Refused(obstacles)
    return found
