"""A new version is stored whole or not at all, with every obstacle at once."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from evaluations.appraisals.models import Scheme
from evaluations.appraisals.rules.schemes import Lines
from evaluations.appraisals.selectors.schemes import scheme_for
from evaluations.appraisals.services.appraising import appraise
from evaluations.appraisals.services.schemes import make_version
from registry.ledger.models import Event
from registry.organisations.enums import Role
from registry.refusals import Refused
from tests import factories
from tests.evaluations.appraisals.factories import case_officer, system, yesterday

pytestmark = pytest.mark.django_db


def first() -> Scheme:
    return Scheme.objects.get(kind="information_system", version=1)


def made(**changed: Any) -> Scheme:
    given = {
        "kind": "information_system",
        "title": "业务系统评价方案",
        "indicators": first().lines,
        "lines": Lines(),
        "source": "own_rule",
        "source_text": "局务会 2026-11-20",
        "effective_on": timezone.localdate(),
        "by": case_officer(),
        **changed,
    }
    return make_version(**given)


def test_the_next_version_holds_from_its_day_on() -> None:
    today = timezone.localdate()
    tomorrow = made(effective_on=today + timedelta(days=1))
    assert (tomorrow.version, scheme_for("information_system", on=today)) == (2, first())
    now = made(lines=Lines(excellent_from=Decimal(95)))
    assert (now.version, scheme_for("information_system", on=today)) == (3, now)
    assert Event.objects.filter(verb="appraisals.scheme_made").count() == 2


def test_what_was_appraised_before_keeps_its_scheme() -> None:
    of, until = system(), yesterday()
    before = appraise(system=of, since=until - timedelta(days=90), until=until, by=None)
    made()
    after = appraise(system=of, since=until - timedelta(days=90), until=until, by=None)
    assert (before.scheme.version, after.scheme.version) == (1, 2)


def test_every_obstacle_comes_at_once_and_nothing_is_stored() -> None:
    with pytest.raises(Refused) as refusal:
        made(
            indicators=first().lines[1:],
            lines=Lines(good_from=Decimal(95)),
            effective_on=yesterday(),
            by=factories.person(role=Role.SPONSOR_STAFF),
        )
    assert [each.code for each in refusal.value.obstacles] == [
        "not-of-the-bureau",
        "lines-out-of-order",
        "effective-in-the-past",
        "weights-not-a-hundred",
    ]
    assert (
        Scheme.objects.filter(version__gt=1).count(),
        Event.objects.filter(verb="appraisals.scheme_made").count(),
    ) == (
        0,
        0,
    )
