"""Appraisals and schemes over HTTP."""

from datetime import timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from evaluations.appraisals.models import Appraisal, Scheme
from evaluations.appraisals.services.appraising import appraise
from registry.organisations.enums import Role
from registry.organisations.models import Person
from tests import factories
from tests.evaluations.appraisals.factories import case_officer, daily, staff_of, system, yesterday
from tests.evaluations.appraisals.test_evaluations import opened
from tests.lifecycle.cases.factories import county

pytestmark = pytest.mark.django_db


def client(person: Person) -> APIClient:
    made = APIClient()
    made.force_authenticate(person)
    return made


def get(person: Person, path: str, **query: Any) -> Any:
    answer = client(person).get(f"/api/v1/{path}", query)
    assert answer.status_code == 200
    return answer.json()


def appraised() -> Appraisal:
    of, until = system(), yesterday()
    daily(of, started=10, completed=9)
    return appraise(system=of, since=until - timedelta(days=364), until=until, by=None)


def test_one_appraisal_tells_everything_it_rests_on() -> None:
    appraisal = appraised()
    told = get(case_officer(), f"appraisals/{appraisal.code}/")
    assert (told["points"], told["weight_open"], told["points_most"]) == ("10.44", "89.00", "99.44")
    assert told["values"] == appraisal.values
    assert (told["grade"], told["grade_least"], told["grade_most"]) == ("", "poor", "excellent")
    assert (told["sha256"], told["proposal"], told["findings"]) == (appraisal.sha256, "", [])


def test_the_sponsor_is_not_told_what_findings_propose() -> None:
    appraisal = appraised()
    told = get(staff_of(appraisal.system), f"appraisals/{appraisal.code}/")
    assert (told["proposal"], told["proposal_reasons"], told["findings"]) == (None, None, None)


def test_the_list_holds_what_one_may_see_and_filters_it() -> None:
    mine, other = appraised(), appraised()
    assert {each["code"] for each in get(case_officer(), "appraisals/")["results"]} == {mine.code, other.code}
    assert [each["code"] for each in get(staff_of(mine.system), "appraisals/")["results"]] == [mine.code]
    assert get(case_officer(), "appraisals/", grade="uncertain", kind="information_system")["count"] == 2
    assert get(case_officer(), "appraisals/", grade="excellent")["count"] == 0
    stranger = factories.person(role=Role.SPONSOR_STAFF)
    assert client(stranger).get(f"/api/v1/appraisals/{mine.code}/").status_code == 404


def test_a_program_reads_its_organisation_s_appraisals_but_none_of_an_open_case() -> None:
    cast = county()
    case = opened(cast)
    free = appraise(system=case.system, since=yesterday() - timedelta(days=90), until=yesterday(), by=None)
    _token, secret = factories.token(organisation=cast.sponsor)
    answer = APIClient(HTTP_AUTHORIZATION=f"Bearer {secret}").get("/api/v1/appraisals/")
    assert [each["code"] for each in answer.json()["results"]] == [free.code]


def test_schemes_are_read_whole() -> None:
    scheme = Scheme.objects.get(kind="platform")
    told = get(case_officer(), "schemes/platform/1/")
    assert told["indicators"] == scheme.indicators
    assert (told["good_from"], told["sha256"]) == ("80.00", scheme.sha256)
    assert {each["code"] for each in get(case_officer(), "schemes/")["results"]} == {
        f"{kind}/1" for kind in Scheme.objects.values_list("kind", flat=True)
    }
    assert client(case_officer()).get("/api/v1/schemes/platform/9/").status_code == 404
