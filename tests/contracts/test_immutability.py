"""R4, L1: what was filed is for ever. No row of an insert-only model can be changed or removed, by whatever way to the database.

Rows are made up here, so that a new model is covered by being marked; what a row says does not matter to its guards.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader

from registry.ledger.insert_only import InsertOnly, kept, unguarded
from registry.systems.models import AccessPath
from tests.contracts.conftest import undone

pytestmark = pytest.mark.django_db
OURS = ("registry.", "lifecycle.", "evaluations.")
SAYS = "never changed or removed"
PK = 4711
VALUES: Mapping[type[Any], Any] = {
    models.BooleanField: False,
    models.DateField: date(2026, 3, 2),
    models.DateTimeField: datetime(2026, 3, 2, 9, tzinfo=UTC),
    models.DecimalField: Decimal(1),
    models.FloatField: 1.0,
    models.ForeignKey: PK - 1,  # to nothing, not even to itself
    models.IntegerField: PK,
    models.JSONField: {},
    models.BinaryField: b"x",
    models.CharField: "x",
    models.TextField: "x",
}
ATTEMPTS: dict[str, Callable[[models.Model], object]] = {
    "save": lambda row: row.save(),
    "update": lambda row: _rows(row).update(**{field.attname: getattr(row, field.attname) for field in _fields(row)}),
    "bulk_update": lambda row: _rows(row).bulk_update([row], [field.name for field in _fields(row)]),
    "update_or_create": lambda row: _rows(row).update_or_create(
        pk=PK, defaults={field.attname: getattr(row, field.attname) for field in _fields(row)}
    ),
    "delete": lambda row: _rows(row).filter(pk=PK).delete(),
    "delete its object": lambda row: row.delete(),
    "DELETE": lambda row: _sql(f"DELETE FROM {_table(row)}"),
    "UPDATE of the key": lambda row: _sql(f"UPDATE {_table(row)} SET {_key(row)} = {PK + 1}"),
    "upsert": lambda row: _sql(
        f"INSERT INTO {_table(row)} SELECT * FROM {_table(row)} WHERE {_key(row)} = {PK} "
        f"ON CONFLICT ({_key(row)}) DO UPDATE SET {_key(row)} = excluded.{_key(row)}"
    ),
}
ATTEMPTS_OF: dict[str, dict[str, Callable[[models.Model], object]]] = {
    "postgresql": {
        "TRUNCATE": lambda row: _sql(f"TRUNCATE {_table(row)} CASCADE"),
        "MERGE": lambda row: _sql(
            f"MERGE INTO {_table(row)} USING (VALUES ({PK})) AS meant(pk) ON {_key(row)} = pk WHEN MATCHED THEN DELETE"
        ),
    },
    "sqlite": {
        "REPLACE": lambda row: _sql(f"REPLACE INTO {_table(row)} SELECT * FROM {_table(row)} WHERE {_key(row)} = {PK}"),
        "UPDATE OR REPLACE": lambda row: _sql(f"UPDATE OR REPLACE {_table(row)} SET {_key(row)} = {PK}"),
        "UPDATE OR IGNORE": lambda row: _sql(f"UPDATE OR IGNORE {_table(row)} SET {_key(row)} = {PK}"),
    },
}


def _rows(row: models.Model) -> Any:
    return type(row)._base_manager


def _fields(row: models.Model | type[models.Model]) -> list[Any]:
    return [field for field in row._meta.concrete_fields if not field.primary_key]


def _table(row: models.Model) -> str:
    return f'"{row._meta.db_table}"'


def _key(row: models.Model) -> str:
    return f'"{row._meta.pk.column}"'


def _sql(sentence: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sentence)


def _sql_for(sentence: str, row: models.Model) -> None:
    _sql(sentence)


def ways() -> dict[str, Callable[[models.Model], object]]:
    """Every way to change or remove a row that this database has."""
    return {**ATTEMPTS, **ATTEMPTS_OF[connection.vendor]}


def columns(row: models.Model) -> Iterator[tuple[str, Callable[[models.Model], object]]]:
    """One ``UPDATE`` for each column, to what it holds already."""
    for field in _fields(row):
        sentence = f'UPDATE {_table(row)} SET "{field.column}" = "{field.column}"'
        yield f"UPDATE of {field.column}", partial(_sql_for, sentence)


@contextmanager
def made_up(model: type[models.Model]) -> Iterator[models.Model]:
    """A row whose values fit their columns and mean nothing. Inside no check constraint is asked; afterwards all is undone."""
    row = model(pk=PK, **{field.attname: _value(field) for field in _fields(model)})
    with undone(), _no_checks(model._meta.db_table):
        if connection.vendor == "postgresql":
            _sql("SET LOCAL session_replication_role = replica")  # no foreign key is looked up, now or later
        row.save_base(raw=True, force_insert=True)
        if connection.vendor == "postgresql":
            _sql("SET LOCAL session_replication_role = origin")
        yield row


def _value(field: Any) -> Any:
    if field.choices and not field.is_relation:
        return next(code for code, _label in field.flatchoices if code != "")
    return next(VALUES[kind] for kind in type(field).__mro__ if kind in VALUES)


@contextmanager
def _no_checks(table: str) -> Iterator[None]:
    if connection.vendor == "sqlite":
        _sql("PRAGMA ignore_check_constraints = ON")
        try:
            yield
        finally:
            _sql("PRAGMA ignore_check_constraints = OFF")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
    yield


def content(model: type[models.Model]) -> list[dict[str, Any]]:
    return list(model._base_manager.filter(pk__in=[PK, PK + 1]).order_by().values())


def outcome(row: models.Model, act: Callable[[models.Model], object]) -> str:
    """Why an act was refused; empty: it was done."""
    try:
        with transaction.atomic():
            act(row)
    except DatabaseError as refusal:
        return str(refusal)
    return ""


def by_name(model: type[models.Model]) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", kept(), ids=by_name)
def test_no_way_to_the_database_changes_or_removes_a_filed_row(
    model: type[models.Model], record_property: Callable[[str, object], None]
) -> None:
    with made_up(model) as row:
        before, tried = content(model), {**ways(), **dict(columns(row))}
        assert len(before) == 1
        for name, act in tried.items():
            assert (name, SAYS in outcome(row, act), content(model)) == (name, True, before)
    record_property("attempts on filed rows", len(tried))


def test_where_nothing_guards_each_of_these_ways_works() -> None:
    """The control: it is the guards that refuse, not the attempts that are wrong."""
    for name, act in ways().items():
        with made_up(AccessPath) as row:
            assert (name, outcome(row, act)) == (name, "")
    with made_up(AccessPath) as row:
        assert {name: outcome(row, act) for name, act in columns(row)} == dict.fromkeys(dict(columns(row)), "")


def test_what_a_migration_guards_is_marked_and_what_is_marked_is_guarded() -> None:
    operations = [each for migration in MigrationLoader(None).disk_migrations.values() for each in migration.operations]
    guarded = {operation.table for operation in operations if type(operation) is InsertOnly}
    assert guarded - {model._meta.db_table for model in kept()} == set()
    assert unguarded(connection) == []


def test_whatever_keeps_a_receipt_of_itself_is_insert_only() -> None:
    """A row with the hash of its own content says that the content will not change."""
    ours = [model for model in apps.get_models() if model.__module__.startswith(OURS)]
    with_receipt = {model for model in ours if "sha256" in {field.name for field in model._meta.fields}}
    assert {by_name(model) for model in with_receipt - set(kept())} == set()
