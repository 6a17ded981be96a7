"""What the database itself holds, asked in raw SQL: two people, receipts, one thing for each matter."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from lifecycle.closeout.models import Acceptance, FundHold, HoldReceipt, Matter, Settlement
from tests.factories import person, system
from tests.lifecycle.cases.factories import County
from tests.lifecycle.closeout.factories import leaving, matter

NOW = datetime(2026, 3, 1, tzinfo=UTC).isoformat()


def insert(table: str, **values: Any) -> None:
    columns = ", ".join(values)
    marks = ", ".join(["%s"] * len(values))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(values.values()))


def settlement(about: Matter, **values: Any) -> dict[str, Any]:
    return {
        "matter_id": about.pk,
        "way": "ended",
        "receiver": "",
        "statement": "said",
        "file_name": "",
        "file_size": 0,
        "file_sha256": "",
        "standing": "{}",
        "at": NOW,
        "witness_statement": "",
        "filed_at": NOW,
        "sha256": "0" * 64,
        **values,
    }


@pytest.mark.parametrize("witness", ["nobody", "the same"])
def test_destroyed_takes_two_different_people(cast: County, witness: str) -> None:
    data, one = matter(leaving(cast), "data_set"), person()
    seen_by = one.pk if witness == "the same" else None
    with pytest.raises(IntegrityError):
        insert("closeout_settlement", **settlement(data, way="destroyed", by_id=one.pk, witnessed_by_id=seen_by))
    assert not Settlement.objects.exists()
    insert("closeout_settlement", **settlement(data, way="destroyed", by_id=one.pk, witnessed_by_id=person().pk))
    assert Settlement.objects.count() == 1


@pytest.mark.parametrize(
    "values",
    [
        {"way": "archived", "receiver": "县档案馆"},
        {"way": "archived", "file_sha256": "a" * 64},
        {"way": "handed_over"},
        {"way": "moved"},
        {"way": "lost"},
        {"statement": ""},
    ],
)
def test_a_settlement_without_what_it_needs_is_none(cast: County, values: dict[str, Any]) -> None:
    data, one = matter(leaving(cast), "data_set"), person()
    with pytest.raises(IntegrityError):
        insert("closeout_settlement", **settlement(data, by_id=one.pk, **values))


def test_whoever_drew_a_list_up_does_not_accept_it(cast: County) -> None:
    case, one = leaving(cast), person()
    values = {
        "case_id": case.pk,
        "successor_id": system().pk,
        "items": "[]",
        "items_sha256": "0" * 64,
        "statement": "",
        "drawn_up_by_id": one.pk,
        "standing": "{}",
        "at": NOW,
        "sha256": "0" * 64,
    }
    with pytest.raises(IntegrityError):
        insert("closeout_acceptance", **values, by_id=one.pk)
    insert("closeout_acceptance", **values, by_id=person().pk)
    assert Acceptance.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        "source = 'entered'",
        "kind = 'asset'",
        "data_set_id = NULL",
    ],
)
def test_a_matter_stands_for_one_thing(cast: County, change: str) -> None:
    data = matter(leaving(cast), "data_set")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE closeout_matter SET {change} WHERE id = %s", [data.pk])


def test_a_hold_is_over_with_a_time_and_carried_out_once(cast: County) -> None:
    leaving(cast)
    hold = FundHold.objects.order_by("id")[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        FundHold.objects.filter(pk=hold.pk).update(state="ended")
    receipt = {"hold_id": hold.pk, "state": "suspended", "standing": "{}", "at": NOW, "by_id": person().pk}
    with pytest.raises(IntegrityError):
        insert("closeout_holdreceipt", **receipt, reference="")
    insert("closeout_holdreceipt", **receipt, reference="财〔2026〕1号")
    with pytest.raises(IntegrityError):
        insert("closeout_holdreceipt", **receipt, reference="财〔2026〕2号")
    assert HoldReceipt.objects.count() == 1


def test_an_announcement_is_made_before_it_begins(cast: County) -> None:
    case = leaving(cast)
    values = {
        "case_id": case.pk,
        "begins_at": NOW,
        "text": "",
        "shown_at": "",
        "by_id": person().pk,
        "sha256": "0" * 64,
    }
    later, earlier = "2026-03-02T00:00:00+00:00", "2026-02-01T00:00:00+00:00"
    for wrong in ({"ends_at": NOW, "at": earlier}, {"ends_at": later, "at": NOW}):
        with pytest.raises(IntegrityError):
            insert("closeout_announcement", **values, **wrong)
    insert("closeout_announcement", **values, ends_at=later, at=earlier)
