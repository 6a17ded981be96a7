"""The filters of the list, which the page, the export and the API share."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lifecycle.cases.enums import State
from lifecycle.cases.models import Case, Task
from registry.organisations.models import Person
from tests.lifecycle.cases.factories import case_in, county

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def found(client: Client, query: str) -> list[str]:
    """The numbers the API lists, oldest first."""
    return sorted(case["number"] for case in client.get(f"/api/v1/retirements/?{query}").json()["results"])


def test_each_filter_finds_what_it_says(sign_in: SignIn) -> None:
    cast = county()
    intake, review = case_in(State.INTAKE, cast), case_in(State.REVIEW, cast)
    late = case_in(State.REVIEW, cast)
    Task.objects.filter(case=late).update(due_on=timezone.localdate() - timedelta(days=1))
    officer = sign_in(cast.one("case_officer"))
    everything = sorted([intake.number, review.number, late.number])
    assert found(officer, "") == everything
    assert found(officer, "state=intake") == [intake.number]
    assert found(officer, f"q={review.number}") == [review.number]
    assert found(officer, f"organisation={cast.reviewing['economy'].code}") == sorted([review.number, late.number])
    assert found(officer, "due=overdue") == [late.number]
    assert found(officer, "mine=opened") == everything
    assert found(officer, "outcome=kept") == []


def test_what_waits_for_my_organisation_is_what_the_desk_says(sign_in: SignIn) -> None:
    cast = county()
    case_in(State.INTAKE, cast)
    review = case_in(State.REVIEW, cast)
    assert found(sign_in(cast.reviewer("necessity")), "mine=unit") == [review.number]
    assert found(sign_in(cast.reviewer("economy")), "mine=unit") == []
    assert Case.objects.count() == 2
