"""The stored schemes are whole, and a version never changes."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from evaluations.appraisals.enums import Dimension
from evaluations.appraisals.models import Scheme
from lifecycle.cases.receipts import sha256_of
from registry.systems.enums import SystemKind

pytestmark = pytest.mark.django_db


def test_every_kind_but_work_groups_has_a_scheme() -> None:
    kinds = set(Scheme.objects.values_list("kind", flat=True))
    assert kinds == set(SystemKind.values) - {SystemKind.WORK_GROUP}


@pytest.mark.parametrize("kind", sorted(set(SystemKind.values) - {SystemKind.WORK_GROUP}))
def test_a_stored_scheme_asks_about_everything_and_weighs_a_hundred(kind: str) -> None:
    scheme = Scheme.objects.get(kind=kind, version=1)
    assert sum(line.weight for line in scheme.lines) == scheme.weight_total == Decimal(100)
    assert sum(line.weight for line in scheme.lines if line.is_surface) == scheme.surface_total <= Decimal(5)
    assert {line.dimension for line in scheme.lines} == set(Dimension.values)
    assert all(line.source_text for line in scheme.lines)
    assert (scheme.excellent_from, scheme.good_from, scheme.fair_from) == (Decimal(90), Decimal(80), Decimal(60))
    assert sha256_of(scheme.sealed) == scheme.sha256


def _another(**changed: object) -> Scheme:
    first = Scheme.objects.get(kind=SystemKind.PLATFORM)
    fields = {
        "kind": first.kind,
        "version": 2,
        "title": first.title,
        "indicators": first.indicators,
        "source": first.source,
        "source_text": first.source_text,
        "effective_on": first.effective_on,
        **changed,
    }
    return Scheme(**fields)


def test_the_database_takes_no_scheme_whose_weights_do_not_make_a_hundred() -> None:
    rows = list(Scheme.objects.values())
    lighter = [dict(line) for line in Scheme.objects.get(kind=SystemKind.PLATFORM).indicators]
    lighter[0]["weight"] = str(Decimal(lighter[0]["weight"]) - Decimal("0.01"))
    with pytest.raises(IntegrityError), transaction.atomic():
        _another(indicators=lighter, weight_total=Decimal(100)).save()
    assert list(Scheme.objects.values()) == rows


def test_the_database_takes_no_scheme_with_heavy_surface_indicators() -> None:
    rows = list(Scheme.objects.values())
    flattered = [dict(line) for line in Scheme.objects.get(kind=SystemKind.PLATFORM).indicators]
    flattered[0]["label"] = "点赞数"  # 8 points
    with pytest.raises(IntegrityError), transaction.atomic():
        _another(indicators=flattered, surface_total=Decimal(0)).save()
    assert list(Scheme.objects.values()) == rows


def _refused_by_the_database(change: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        change()


def test_the_database_refuses_to_change_or_remove_a_scheme() -> None:
    rows = list(Scheme.objects.values())
    _refused_by_the_database(lambda: Scheme.objects.update(title="Something else"))
    _refused_by_the_database(lambda: Scheme.objects.filter(kind=SystemKind.APP).delete())
    _refused_by_the_database(lambda: Scheme.objects.get(kind=SystemKind.APP).save())
    assert list(Scheme.objects.values()) == rows
