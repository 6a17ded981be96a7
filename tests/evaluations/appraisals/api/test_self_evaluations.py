"""Self-evaluations and readings as created resources."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from evaluations.appraisals.models import Appraisal, Reading, SelfEvaluation
from registry.ledger.models import Event
from registry.organisations.enums import Role
from registry.systems.models import System
from tests import factories
from tests.evaluations.appraisals.api.test_appraisals import client
from tests.evaluations.appraisals.factories import case_officer, commitment, daily, staff_of, system, yesterday

pytestmark = pytest.mark.django_db


def post(by: APIClient, path: str, told: dict[str, Any], key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return by.post(f"/api/v1/{path}", told, format="json", headers=headers)


def codes(answer: Any) -> list[str]:
    assert answer["Content-Type"] == "application/problem+json"
    return [obstacle["code"] for obstacle in answer.json()["obstacles"]]


def rows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (SelfEvaluation, Reading, Appraisal, Event))


def in_use() -> System:
    of = system()
    daily(of, started=10, completed=9)
    return of


def test_the_sponsor_files_the_year_and_reads_it_where_it_was_told() -> None:
    of, year = in_use(), timezone.localdate().year
    staff = client(staff_of(of))
    told = {"year": year, "comments": {"usage:completion_rate": "汛期停用一周"}, "statement": "运行正常"}
    answer = post(staff, f"systems/{of.code}/self-evaluations/", told)
    filed = SelfEvaluation.objects.get()
    assert (answer.status_code, answer["Location"]) == (201, f"/api/v1/systems/{of.code}/self-evaluations/{year}/")
    assert answer.json() == {
        "year": year,
        "appraisal": filed.appraisal.code,
        "comments": {"usage:completion_rate": "汛期停用一周"},
        "statement": "运行正常",
        "by": filed.by.username,
        "at": answer.json()["at"],
        "sha256": filed.sha256,
    }
    assert staff.get(answer["Location"]).json() == answer.json()
    assert staff.get(f"/api/v1/systems/{of.code}/self-evaluations/").json() == [answer.json()]
    assert staff.get(f"/api/v1/systems/{of.code}/self-evaluations/{year - 1}/").status_code == 404


def test_under_one_key_it_is_filed_once_and_answered_the_same() -> None:
    of = in_use()
    staff, told = client(staff_of(of)), {"year": timezone.localdate().year}
    path = f"systems/{of.code}/self-evaluations/"
    first = post(staff, path, told, key="k-1")
    before = rows()
    again = post(staff, path, told, key="k-1")
    assert (again.status_code, again.json(), again["Location"]) == (201, first.json(), first["Location"])
    other = post(staff, path, {**told, "statement": "改口"}, key="k-1")
    assert (other.status_code, other.json()["type"]) == (422, "/problems/invalid/")
    late = post(staff, path, told, key="k-2")
    assert (late.status_code, codes(late)) == (409, ["filed-already"])
    assert post(staff, path, told, key="k" * 201).status_code == 422
    assert rows() == before


def test_who_may_not_file_it_is_told_why_and_nothing_is_written() -> None:
    of = in_use()
    told, path = {"year": timezone.localdate().year}, f"systems/{of.code}/self-evaluations/"
    officer, stranger = client(case_officer()), client(factories.person(role=Role.SPONSOR_STAFF))
    _token, secret = factories.token(organisation=of.sponsor)
    program = APIClient(HTTP_AUTHORIZATION=f"Bearer {secret}")
    before = rows()
    refused = post(officer, path, told)
    assert (refused.status_code, codes(refused)) == (403, ["not-of-the-sponsor"])
    assert [post(one, path, told).status_code for one in (stranger, program, APIClient())] == [404, 403, 401]
    wrong = post(client(staff_of(of)), path, {**told, "comments": {"usage:logins": "很多"}})
    assert (wrong.status_code, codes(wrong)) == (422, ["indicator-unknown"])
    assert post(client(staff_of(of)), path, {"year": 1999}).status_code == 422
    assert rows() == before
    assert program.get(f"/api/v1/{path}").json() == []


def test_a_value_nobody_can_compute_is_entered_with_its_evidence() -> None:
    of = in_use()
    promised = commitment(of, due_on=[yesterday()], formula="", data_source="survey")
    told = {
        "commitment": promised.code,
        "since": (yesterday() - timedelta(days=30)).isoformat(),
        "until": yesterday().isoformat(),
        "value": "86.5",
        "evidence": "电话抽样 214 人",
    }
    path = f"systems/{of.code}/readings/"
    staff = client(staff_of(of))
    answer = post(staff, path, told, key="r-1")
    assert post(staff, path, told, key="r-1").json() == answer.json()
    reading = Reading.objects.get()
    assert (answer.status_code, answer["Location"]) == (201, f"/api/v1/{path}{reading.pk}/")
    assert answer.json() == {
        **told,
        "id": reading.pk,
        "value": "86.5000",
        "by": reading.by.username,
        "at": answer.json()["at"],
    }
    assert staff.get(answer["Location"]).json()["value"] == "86.5000"
    assert [each["id"] for each in client(case_officer()).get(f"/api/v1/{path}").json()] == [reading.pk]
    assert Event.objects.filter(verb="appraisals.read_off").count() == 1


def test_a_reading_that_proves_nothing_is_refused_as_on_the_page() -> None:
    of = in_use()
    promised, computed = (commitment(of, due_on=[yesterday()], formula=each) for each in ("", "substantive_actions"))
    today = timezone.localdate()
    told = {
        "commitment": promised.code,
        "since": today.isoformat(),
        "until": yesterday().isoformat(),
        "value": "1",
        "evidence": "报表",
    }
    path, staff = f"systems/{of.code}/readings/", client(staff_of(of))
    before = rows()
    backwards = post(staff, path, told)
    assert (backwards.status_code, codes(backwards)) == (422, ["reading-period"])
    counted = post(staff, path, {**told, "since": yesterday().isoformat(), "commitment": computed.code})
    assert (counted.status_code, codes(counted)) == (422, ["computed"])
    unknown = post(staff, path, {**told, "commitment": "AD-1/9"})
    assert (unknown.status_code, unknown.json()["obstacles"][0]["field"]) == (422, "commitment")
    auditor = post(client(factories.person(role=Role.AUDITOR)), path, {**told, "since": yesterday().isoformat()})
    assert (auditor.status_code, codes(auditor)) == (403, ["not-a-reader"])
    assert rows() == before
