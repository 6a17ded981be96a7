"""Rows that are for ever: whoever tries to change or remove one, the database itself says no."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from registry.ledger.insert_only import InsertOnly, kept, look_after, removals_of, unguarded
from tests.registry.ledger.factories import chain_of

pytestmark = pytest.mark.django_db
KEPT = pytest.mark.parametrize("model", kept(), ids=lambda model: model._meta.label)
SIMPLE: list[tuple[type[Any], Any]] = [
    (models.BooleanField, False),
    (models.DateTimeField, timezone.now()),
    (models.DateField, date(2026, 11, 21)),
    (models.JSONField, {}),
    (models.IntegerField, 1),
    (models.DecimalField, 1),
    (models.ForeignKey, 1),
]


@pytest.fixture(autouse=True)
def checked_again(db: None) -> Iterator[None]:
    """A connection on which rows are put past constraints serves other tests after this one."""
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def value_of(field: Any) -> Any:
    """Something a column takes; the database checks foreign keys at the end of a transaction, which never comes."""
    if field.null:
        return None
    if field.choices:
        return next(value for value, _label in field.flatchoices if value)
    return next((value for kind, value in SIMPLE if isinstance(field, kind)), "x")


def insert(model: type[models.Model]) -> None:
    """One row as simple as can be, past every rule and constraint, where migrations left none: it is there to be attacked."""
    if model._base_manager.exists():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            for constraint in model._meta.constraints:
                if isinstance(constraint, models.CheckConstraint):
                    cursor.execute(f"ALTER TABLE {model._meta.db_table} DROP CONSTRAINT {constraint.name}")
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    row = model(**{field.attname: value_of(field) for field in fields if not field.primary_key})
    model._base_manager.bulk_create([row])


def attacks_on(model: type[models.Model]) -> list[str]:
    table, key = model._meta.db_table, model._meta.pk.column
    attacks = [f"UPDATE {table} SET {key} = {key}", f"DELETE FROM {table}"]
    return attacks if connection.vendor == "postgresql" else [*attacks, f"REPLACE INTO {table} SELECT * FROM {table}"]


def refused(sentence: str) -> bool:
    with (
        pytest.raises(DatabaseError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sentence)
    return True


@KEPT
def test_no_sentence_of_sql_changes_or_removes_a_row(model: type[models.Model]) -> None:
    with transaction.atomic():
        insert(model)
        before = list(model._base_manager.order_by().values())
        assert before != []
        assert [refused(sentence) for sentence in attacks_on(model)] == [True] * len(attacks_on(model))
        assert list(model._base_manager.order_by().values()) == before
        transaction.set_rollback(True)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no TRUNCATE")
@KEPT
def test_truncate_is_refused_before_anything_goes(model: type[models.Model]) -> None:
    table = model._meta.db_table
    with (
        pytest.raises(DatabaseError, match=f"rows of {table} are"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table} CASCADE")


@KEPT
def test_nor_does_the_orm(model: type[models.Model]) -> None:
    name = model._meta.pk.attname
    with transaction.atomic():
        insert(model)
        row = model._base_manager.order_by("pk")[0]
        for attack in (
            lambda: row.save(force_update=True),
            lambda: model._base_manager.update(**{name: row.pk}),
            lambda: model._base_manager.all()._raw_delete("default"),
        ):
            with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
                attack()
        assert model._base_manager.get(pk=row.pk) == row
        transaction.set_rollback(True)


def test_every_table_a_migration_guards_belongs_to_a_marked_model() -> None:
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    guarded = {
        operation.table
        for migration in loader.disk_migrations.values()
        for operation in migration.operations
        if isinstance(operation, InsertOnly)
    }
    assert guarded - {model._meta.db_table for model in kept()} == set()


def test_what_a_migration_took_away_is_put_back() -> None:
    chain_of(1)
    with connection.cursor() as cursor:
        cursor.execute(removals_of("ledger_event", connection.vendor)[0])
    assert unguarded(connection) == ["ledger_event"]

    look_after(using="default")

    assert unguarded(connection) == []
    assert refused("DELETE FROM ledger_event")


def test_every_marked_model_is_installed_and_guarded() -> None:
    assert [model for model in kept() if model not in set(apps.get_models())] == []
    assert unguarded(connection) == []
