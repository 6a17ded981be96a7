"""Until notices are turned on nobody outside the data bureau learns of a finding: in no list, count, search, export, API or notice."""

import pytest
from django.test import Client
from django.utils import timezone

from evaluations.findings.models import Finding
from evaluations.findings.wordings import due_for
from lifecycle.notices.models import Notice
from registry.organisations.enums import OrganisationKind, Role
from registry.organisations.models import Person
from tests import factories
from tests.evaluations.findings.found import bureau, case_officer, finding, notices_on

pytestmark = pytest.mark.django_db
OUTSIDE = [Role.SPONSOR_STAFF, Role.OPERATOR, Role.LEADER, Role.ASSESSOR, Role.FINANCE_REVIEWER, Role.ADMINISTRATOR]
ADDRESSES = (
    "/findings/",
    "/findings/?search=zhcwt",
    "/findings/?state=open",
    "/findings/?export=csv",
    "/api/v1/findings/",
    "/api/v1/findings/?search=zhcwt",
    "/api/v1/policy-drafts/",
    "/",
)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def told(client: Client, one: Finding) -> list[str]:
    """The addresses at which the finding shows, and those of its own that open."""
    showing = [at for at in ADDRESSES if one.code in b"".join(client.get(at)).decode()]
    own = [f"/findings/{one.code}/", f"/api/v1/findings/{one.code}/", "/findings/precision/", "/api/v1/precision/"]
    return showing + [at for at in own if client.get(at).status_code == 200]


@pytest.mark.parametrize("role", OUTSIDE)
def test_in_shadow_nobody_outside_the_bureau_learns_of_a_finding(role: Role) -> None:
    one = finding()
    somebody = factories.person(role=role, organisation=one.system.sponsor)
    client = signed_in(somebody)

    assert told(client, one) == []
    assert client.get("/api/v1/findings/").json()["count"] == 0
    assert [
        figure.url_name for figure in client.get("/").context["home"].figures if "findings" in figure.url_name
    ] == []
    assert list(client.get(f"/findings/of/{one.system.code}/").context.get("findings") or []) == []
    assert list(due_for(somebody)) == []


def test_in_shadow_the_bureau_and_auditors_see_it() -> None:
    one = finding()
    auditor = factories.person(role=Role.AUDITOR, organisation=factories.organisation(kind=OrganisationKind.OTHER))

    assert f"/findings/{one.code}/" in told(signed_in(case_officer()), one)
    assert f"/findings/{one.code}/" in told(signed_in(auditor), one)


def test_with_notices_on_the_sponsor_sees_its_own_and_no_other() -> None:
    notices_on()
    one, other = finding(), finding(system=factories.system("别的系统"))
    client = signed_in(factories.person(role=Role.SPONSOR_STAFF, organisation=one.system.sponsor))

    assert f"/findings/{one.code}/" in told(client, one)
    assert told(client, other) == []
    assert client.get("/findings/precision/").status_code == 404


def test_a_sponsor_that_is_asked_answers_on_the_page_and_nothing_else_is_offered_there() -> None:
    notices_on()
    one = finding()
    staff = signed_in(factories.person(role=Role.SPONSOR_STAFF, organisation=one.system.sponsor))
    signed_in(case_officer()).post(f"/findings/{one.code}/ask/", {"version": 0, "words": "请说明"})

    offered = [offer["name"] for offer in staff.get(f"/findings/{one.code}/").context["open_offers"]]
    done = staff.post(f"/findings/{one.code}/answer/", {"version": 1, "stance": "explain", "words": "汛期使用"})
    shown = signed_in(case_officer("陈静")).get(f"/findings/{one.code}/")

    assert (offered, done.status_code) == (["answer"], 302)
    assert "汛期使用" in shown.content.decode()


def test_acts_over_the_api_come_once_under_a_key() -> None:
    one, client = finding(), signed_in(case_officer())
    today = timezone.localdate().isoformat()
    body = {
        "system": one.system.code,
        "ground": "pilot",
        "reason": "试点",
        "since": today,
        "until": f"{int(today[:4]) + 1}-01-01",
    }
    again = {"idempotency-key": "k-1"}

    asked = [client.post("/api/v1/exemptions/", body, content_type="application/json", headers=again) for _ in range(2)]
    number = asked[0].json()["id"]
    maker = signed_in(factories.person(role=Role.DECISION_MAKER, organisation=bureau()))
    granted = [
        maker.post(
            f"/api/v1/exemptions/{number}/grants/",
            {"reason": "同意"},
            content_type="application/json",
            headers={"if-match": tag, "idempotency-key": "k-2"},
        )
        for tag in ('"v1"', '"v1"')
    ]

    assert [answer.json() for answer in asked] == [asked[0].json()] * 2
    assert [(answer.status_code, answer.json()["state"]) for answer in granted] == [(201, "granted")] * 2
    assert Notice.objects.filter(kind="findings.exemption_decided").count() == 1


def test_a_policy_is_changed_over_the_api_by_two_people() -> None:
    officer = signed_in(case_officer())
    maker = signed_in(factories.person(role=Role.DECISION_MAKER, organisation=bureau()))
    change = {"value": 15, "reason": "节假日较多", "provenance": "own"}
    body = {"changes": {"answer_working_days": change}, "effective_on": timezone.localdate().isoformat()}

    draft = officer.post("/api/v1/policy-drafts/", body, content_type="application/json").json()
    url = f"/api/v1/policy-drafts/{draft['id']}"
    tag = {"if-match": maker.get(f"{url}/").headers["ETag"]}
    own = officer.post(f"{url}/approvals/", {"reason": "同意"}, content_type="application/json", headers=tag)
    done = maker.post(f"{url}/approvals/", {"reason": "同意"}, content_type="application/json", headers=tag)

    assert (own.status_code, done.status_code, done.json()["policy"]) == (403, 201, 2)
    (newest, _first) = maker.get("/api/v1/policies/").json()["results"]
    assert newest["parameters"]["answer_working_days"]["value"] == 15
