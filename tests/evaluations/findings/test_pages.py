"""The pages of findings: who sees which, and what a refusal leaves behind."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from evaluations.findings.api.findings import FindingRead
from evaluations.findings.enums import FindingKind, FindingState, Tier
from evaluations.findings.models import Finding
from lifecycle.cases.commands import Submit
from lifecycle.cases.models import Case
from registry.organisations.enums import Role
from registry.organisations.models import Person
from tests import factories
from tests.evaluations.findings.found import bureau, case_officer, finding, notices_on
from tests.lifecycle.cases.factories import CONTENT, do

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def claimed() -> Finding:
    return finding(state=FindingState.CLAIMED, claimed_by=case_officer("陈静"), claimed_at=timezone.now())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(rows):
        finding()
    client = signed_in(case_officer())

    with django_assert_num_queries(8):
        answer = client.get("/findings/")

    assert answer.status_code == 200
    assert len(answer.context["rows"]) == rows


def test_the_list_of_the_api_tells_of_findings_what_their_own_addresses_tell() -> None:
    finding()
    claimed()
    client = signed_in(case_officer())
    listed = client.get("/api/v1/findings/").json()["results"]
    assert [set(each) for each in listed] == [set(FindingRead.Meta.fields)] * 2
    for each in listed:
        one = client.get(f"/api/v1/findings/{each['code']}/").json()
        assert each == {name: one[name] for name in each}


def test_the_list_finds_by_initials_and_by_open_state() -> None:
    one = finding()
    finding(system=factories.system("河长制", search_text="河长制 hzz"))
    finding(
        system=factories.system("河湖长制", search_text="河湖长制 hhzz zhcwt"),
        state=FindingState.LAPSED,
        lapsed_on=timezone.localdate(),
    )

    answer = signed_in(case_officer()).get("/findings/", {"search": "zhcwt", "state": "open"})

    assert [row["cells"][0].text for row in answer.context["rows"]] == [one.system.name]


@pytest.mark.parametrize("role", [Role.SPONSOR_STAFF, Role.OPERATOR, Role.ASSESSOR, Role.ADMINISTRATOR])
def test_in_shadow_mode_others_see_nothing(role: Role) -> None:
    one = finding()
    client = signed_in(factories.person(role=role, organisation=one.system.sponsor))

    assert client.get("/findings/").context["rows"] == []
    assert client.get(f"/findings/{one.code}/").status_code == 404
    assert client.post(f"/findings/{one.code}/claim/", {"version": 0}).status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.LEADER, Role.DECISION_MAKER, Role.INTAKE_OFFICER])
def test_readers_in_the_bureau_see_the_finding_and_the_api_tells_why_they_cannot_act(role: Role) -> None:
    one = finding()
    client = signed_in(factories.person(role=role, organisation=bureau()))

    answer = client.get(f"/findings/{one.code}/")
    told = client.get(f"/api/v1/findings/{one.code}/").json()["allowed_actions"]

    assert (answer.context["open_offers"], answer.context["closed_offers"]) == ([], [])
    assert {act["name"]: [reason["code"] for reason in act["reasons"]] for act in told} == {
        "claim": ["not-case-officer"],
        "ask": ["not-case-officer", "in-shadow"],
        "answer": ["not-asked"],
        "confirm": ["not-case-officer", "is-candidate"],
        "dismiss": ["not-case-officer", "is-candidate"],
        "report-data": ["not-case-officer", "is-candidate"],
        "snooze": ["not-case-officer", "is-candidate"],
        "release": ["not-case-officer", "is-candidate"],
        "reopen": ["not-case-officer", "is-candidate"],
    }


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_says_what_the_finding_stands_on(language: str) -> None:
    one = finding()
    client = signed_in(case_officer())

    answer = client.get(f"/findings/{one.code}/", headers={"accept-language": language})

    sentences = answer.context["reading"].sentences
    assert len(sentences) == 3
    assert "2026-01-05" in sentences[0]
    assert "211" in sentences[0]


def test_the_page_says_what_puts_a_finding_into_its_tier() -> None:
    def why(**fields: Any) -> dict[str, str]:
        one = finding(system=factories.system(), **fields)
        return dict(signed_in(case_officer()).get(f"/findings/{one.code}/").context["reading"].facts)

    told = [
        why(tier=Tier.A),
        why(tier=Tier.B),
        why(tier=Tier.C, kind=FindingKind.BACK_END_ONLY, state=FindingState.WATCH),
        why(tier="", kind=FindingKind.HARD_TO_USE),
    ]

    assert [each.get("Why this tier") for each in told] == [
        "never used",
        "2 limbs",
        "watched only: programs call it",
        None,
    ]


def test_whoever_may_not_see_all_findings_is_told_so_and_not_that_there_are_none() -> None:
    one = finding()
    staff = signed_in(factories.person(role=Role.FINANCE_REVIEWER, organisation=one.system.sponsor))
    addresses = ("/findings/", f"/findings/of/{one.system.code}/")

    on_trial = [staff.get(address).content.decode() for address in addresses]
    notices_on()
    told = [staff.get(address).content.decode() for address in addresses]

    assert ["On trial: only the data bureau" in page for page in on_trial] == [True, True]
    assert ["your own organisation's systems" in page for page in told] == [True, True]
    assert not any("Nothing was found" in page for page in (*on_trial, *told))


def test_a_code_of_a_successor_beside_another_choice_is_not_left_out_in_silence() -> None:
    one = claimed()
    said = {"version": 0, "confirmed_as": "unused", "successor": "QX-9999", "reason": "无人使用"}

    answer = signed_in(case_officer()).post(f"/findings/{one.code}/confirm/", said)

    form = next(offer["form"] for offer in answer.context["open_offers"] if offer["name"] == "confirm")
    assert (answer.status_code, list(form.errors), Case.objects.count()) == (422, ["successor"], 0)


def test_on_trial_the_page_says_that_whoever_is_to_mend_the_data_was_not_told() -> None:
    one = claimed()
    officer = signed_in(case_officer())
    officer.post(f"/findings/{one.code}/report-data/", {"version": 0, "reason": "停止上报"})

    on_trial = officer.get(f"/findings/{one.code}/").content.decode()
    notices_on()
    told = officer.get(f"/findings/{one.code}/").content.decode()

    assert ["get in touch with it yourself" in page for page in (on_trial, told)] == [True, False]


def test_claiming_leads_back_to_the_finding() -> None:
    one = finding()

    answer = signed_in(case_officer()).post(f"/findings/{one.code}/claim/", {"version": 0})

    assert answer.headers["Location"] == f"/findings/{one.code}/"
    one.refresh_from_db()
    assert one.state == FindingState.CLAIMED


def test_confirming_leads_to_the_case() -> None:
    one = claimed()

    answer = signed_in(case_officer()).post(f"/findings/{one.code}/confirm/", {"version": 0, "reason": "无人使用"})

    assert answer.headers["Location"] == f"/cases/{Case.objects.get().number}/"


def test_the_case_leads_back_to_the_finding_only_for_whoever_may_read_it() -> None:
    one = claimed()
    officer = case_officer()
    signed_in(officer).post(f"/findings/{one.code}/confirm/", {"version": 0, "reason": "无人使用"})
    case = do(Case.objects.get(), Submit(CONTENT), officer)
    sponsor = factories.person(role=Role.SPONSOR_STAFF, organisation=one.system.sponsor)

    lines = [
        signed_in(reader).get(f"/cases/{case.number}/").context["grounds"].lines[0] for reader in (officer, sponsor)
    ]

    assert [(line.text, line.url) for line in lines] == [(one.code, f"/findings/{one.code}/"), (one.code, "")]


def test_a_refused_dismissal_keeps_what_was_entered_and_says_what_is_wrong() -> None:
    one = claimed()
    entered = {"version": 0, "code": "", "reason": "另有用途", "until": "2020-01-01"}

    answer = signed_in(case_officer()).post(f"/findings/{one.code}/dismiss/", entered)

    form = next(offer["form"] for offer in answer.context["open_offers"] if offer["name"] == "dismiss")
    assert answer.status_code == 422
    assert (form["reason"].value(), sorted(form.errors)) == ("另有用途", ["code", "until"])
    one.refresh_from_db()
    assert one.state == FindingState.CLAIMED


def test_a_stale_page_is_told_so() -> None:
    one = finding()
    officer = case_officer()
    signed_in(case_officer("陈静")).post(f"/findings/{one.code}/claim/", {"version": 0})

    answer = signed_in(officer).post(f"/findings/{one.code}/confirm/", {"version": 0, "reason": "x"}, follow=True)

    assert [str(message) for message in answer.context["messages"]] == [
        "Somebody acted on this finding since you opened the page. Read it again first."
    ]
    assert not Case.objects.exists()


def test_acts_are_never_done_by_following_a_link() -> None:
    one = finding()

    assert signed_in(case_officer()).get(f"/findings/{one.code}/claim/").status_code == 405


def test_the_panel_of_a_system_lists_its_findings_only() -> None:
    one = finding()
    finding(system=factories.system("别的系统"))

    answer = signed_in(case_officer()).get(f"/findings/of/{one.system.code}/", headers={"hx-request": "true"})

    assert list(answer.context["findings"]) == [one]


def test_the_api_tells_the_same_and_what_the_caller_may_do() -> None:
    one = finding()

    told: dict[str, Any] = signed_in(case_officer()).get(f"/api/v1/findings/{one.code}/").json()

    assert (told["system"], told["kind"], told["tier"]) == (
        {"code": one.system.code, "name": one.system.name},
        "unused",
        "A",
    )
    assert [act["name"] for act in told["allowed_actions"] if act["allowed"]] == ["claim"]


def test_acts_of_the_api_are_created_resources() -> None:
    one = finding()
    first, second = signed_in(case_officer("陈静")), signed_in(case_officer())
    url = f"/api/v1/findings/{one.code}"

    def send(client: Client, what: str, version: int, **body: object) -> Any:
        headers = {"if-match": f'"v{version}"'}
        return client.post(f"{url}/{what}/", body, content_type="application/json", headers=headers)

    claim = send(first, "claims", 0)
    again = send(second, "claims", 1)
    stale = send(second, "confirmations", 0, reason="无")
    own = send(first, "confirmations", 1, reason="无人使用")
    confirmed = send(second, "confirmations", 1, reason="无人使用")
    without = second.post(f"{url}/claims/", {}, content_type="application/json")

    assert [answer.status_code for answer in (claim, again, stale, own, confirmed, without)] == [
        201,
        409,
        412,
        403,
        201,
        428,
    ]
    assert confirmed.json() == {"case": Case.objects.get().number}
    assert own.headers["Content-Type"] == "application/problem+json"


def test_a_dismissal_over_the_api_says_everything_that_is_missing() -> None:
    one = claimed()

    answer = signed_in(case_officer()).post(
        f"/api/v1/findings/{one.code}/dismissals/",
        {"code": "other", "reason": "", "until": (timezone.localdate() - timedelta(days=1)).isoformat()},
        content_type="application/json",
        headers={"if-match": '"v0"'},
    )

    assert answer.status_code == 422
    assert [obstacle["code"] for obstacle in answer.json()["obstacles"]] == ["no-reason", "until-not-ahead"]


def test_programs_are_told_that_findings_are_for_people() -> None:
    finding()
    _token, secret = factories.token()

    answer = Client().get("/api/v1/findings/", headers={"authorization": f"Bearer {secret}"})

    assert answer.status_code == 403


def test_a_finding_that_is_not_about_disuse_offers_no_confirmation() -> None:
    one = finding(
        kind=FindingKind.NOT_MONITORED,
        tier="",
        state=FindingState.CLAIMED,
        claimed_by=case_officer("陈静"),
        claimed_at=timezone.now(),
    )

    answer = signed_in(case_officer()).get(f"/findings/{one.code}/")

    assert [offer["name"] for offer in answer.context["open_offers"]] == ["dismiss", "report-data"]
