"""Once a year the sponsor comments on what is stored; nobody types figures in."""

import pytest
from django.utils import timezone

from evaluations.appraisals.enums import Purpose
from evaluations.appraisals.models import Appraisal, SelfEvaluation
from evaluations.appraisals.services.self_evaluations import file_self_evaluation
from lifecycle.cases.receipts import sha256_of
from registry.ledger.models import Event
from registry.refusals import Refused
from tests.evaluations.appraisals.factories import case_officer, daily, staff_of, system

pytestmark = pytest.mark.django_db


def test_it_is_filled_in_from_what_is_stored_with_the_comments_beside_it() -> None:
    of, year = system(), timezone.localdate().year
    daily(of, started=10, completed=9)
    filed = file_self_evaluation(
        system=of,
        year=year,
        comments={"usage:completion_rate": " The flood in June. ", "commitments": "  "},
        statement="It works.",
        by=staff_of(of),
    )
    assert (filed.comments, filed.statement) == ({"usage:completion_rate": "The flood in June."}, "It works.")
    assert (filed.appraisal.purpose, filed.appraisal.since.isoformat()) == (Purpose.YEARLY, f"{year}-01-01")
    assert filed.sha256 == sha256_of(
        {
            "appraisal_sha256": filed.appraisal.sha256,
            "year": year,
            "comments": filed.comments,
            "statement": "It works.",
        }
    )
    assert Event.objects.filter(verb="appraisals.self_evaluated", subject=filed.code).count() == 1


def test_it_is_filed_once_a_year_by_the_sponsor_about_indicators_of_the_scheme() -> None:
    of, year = system(), timezone.localdate().year
    file_self_evaluation(system=of, year=year, comments={}, statement="", by=staff_of(of))
    rows = Appraisal.objects.count()
    with pytest.raises(Refused) as refusal:
        file_self_evaluation(system=of, year=year, comments={"usage:moon": "!"}, statement="", by=case_officer())
    assert [each.code for each in refusal.value.obstacles] == [
        "not-of-the-sponsor",
        "filed-already",
        "indicator-unknown",
    ]
    assert (SelfEvaluation.objects.count(), Appraisal.objects.count()) == (1, rows)


def test_a_year_that_has_not_begun_is_not_evaluated() -> None:
    of, year = system(), timezone.localdate().year + 1
    with pytest.raises(Refused) as refusal:
        file_self_evaluation(system=of, year=year, comments={}, statement="", by=staff_of(of))
    assert [each.code for each in refusal.value.obstacles] == ["year-not-begun"]
    assert Appraisal.objects.count() == 0
