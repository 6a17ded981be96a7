"""Taking an import back, and clearing its files away."""

import shutil
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from registry.ledger.services import record
from registry.organisations.models import Organisation, Person
from registry.organisations.selectors import roles_today
from registry.refusals import refuse_if
from registry.systems.enums import BatchState
from registry.systems.models import AccessPath, ImportBatch, System
from registry.systems.plans import ORGANISATIONS, SYSTEMS
from registry.systems.records import Record, sha256_of
from registry.systems.rules import obstacles_to_import, obstacles_to_undo
from registry.systems.selectors import whole_register
from registry.systems.services.codes import lock_register
from registry.systems.services.importing import folder_of
from registry.systems.services.writing import in_chunks, write_organisations, write_systems
from registry.systems.signals import systems_removed

KEEP_FILES = timedelta(days=30)


@transaction.atomic
def undo(*, batch: ImportBatch, by: Person | None) -> ImportBatch:
    """Remove what the import made and put back what it changed: all of it or nothing.

    Raises:
        Refused: ``by`` may not import, rows were changed since, or something refers to rows the import made.
    """
    refuse_if(obstacles_to_import(roles_today(by)) if by else [])
    lock_register()
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    register = whole_register()
    now = {ORGANISATIONS: register.organisations, SYSTEMS: register.systems}
    changed_since: list[str] = []
    made: dict[str, list[str]] = {ORGANISATIONS: [], SYSTEMS: []}
    before: dict[str, dict[str, Record]] = {ORGANISATIONS: {}, SYSTEMS: {}}
    for subject, changes in batch.changes.items():
        for code, fields in changes.items():
            row = now[subject].get(code)
            if row is None or not _as_left(row, fields):
                changed_since.append(code)
            elif "" in fields:
                made[subject].append(code)
            else:
                before[subject][code] = {**row, **{name: pair[0] for name, pair in fields.items()}}
    used = _used(System, made[SYSTEMS], but=(AccessPath,)) | _used_organisations(made)
    refuse_if(obstacles_to_undo(state=batch.state, changed_since=changed_since, used_since=used))
    write_organisations(register, before[ORGANISATIONS])
    write_systems(register, before[SYSTEMS])
    for codes in in_chunks(made[SYSTEMS]):
        System.objects.filter(code__in=codes).delete()
    if made[SYSTEMS]:
        systems_removed.send(sender=System, codes=made[SYSTEMS])
    for codes in in_chunks(made[ORGANISATIONS]):
        Organisation.objects.filter(code__in=codes).update(parent=None)
    for codes in in_chunks(made[ORGANISATIONS]):
        Organisation.objects.filter(code__in=codes).delete()
    batch.state, batch.undone_at = BatchState.UNDONE, timezone.now()
    batch.save(update_fields=["state", "undone_at"])
    removed = {subject: len(codes) for subject, codes in made.items()}
    restored = {subject: len(rows) for subject, rows in before.items()}
    record("systems.import_undone", subject=batch, by=by, removed=removed, restored=restored)
    return batch


def _as_left(row: Record, fields: dict[str, list[Any]]) -> bool:
    """Whether a row still says what the import made it say."""
    if "" in fields:
        return bool(sha256_of(row) == fields[""][1])
    return all(row[name] == pair[1] for name, pair in fields.items())


def _used_organisations(made: dict[str, list[str]]) -> set[str]:
    """Made organisations that something else than what the same import made refers to."""
    used = _used(Organisation, made[ORGANISATIONS], but=(System, Organisation))
    gone = set(made[SYSTEMS]), set(made[ORGANISATIONS])
    for codes in in_chunks(made[ORGANISATIONS]):
        for relation, model, leaving in (
            ("sponsor", System, gone[0]),
            ("operator", System, gone[0]),
            ("parent", Organisation, gone[1]),
        ):
            rows = model._default_manager.filter(**{f"{relation}__code__in": codes})
            used |= {target for code, target in rows.values_list("code", f"{relation}__code") if code not in leaving}
    return used


def _used(model: type[Model], codes: list[str], *, but: tuple[type[Model], ...]) -> set[str]:
    """The codes of rows that a row of any other table refers to, whichever room that table is in. One query a table and chunk."""
    used: set[str] = set()
    for relation in model._meta.related_objects:
        if relation.related_model in but:
            continue
        name = relation.field.name
        for chunk in in_chunks(codes):
            rows = relation.related_model._default_manager.filter(**{f"{name}__code__in": chunk})
            used |= set(rows.values_list(f"{name}__code", flat=True).distinct())
    return used


def clear_files(*, now: datetime) -> int:
    """Remove the files of imports older than :data:`KEEP_FILES`; how many imports had any. Safe to run twice."""
    cleared = 0
    for batch in ImportBatch.objects.filter(created_at__lt=now - KEEP_FILES).iterator():
        if batch.files and (folder := folder_of(batch)).exists():
            shutil.rmtree(folder)
            cleared += 1
    return cleared
