"""A week in which a collector seems to have failed: who says what it was, and what is left of it in the ledger."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from evaluations.findings.enums import DECIDED_INCIDENTS, IncidentState
from evaluations.findings.models import Incident
from evaluations.findings.services.incidents import confirm_incident, reject_incident
from evaluations.usage.selectors import weekly_series
from evaluations.usage.services import beat_heart, take_in
from registry.ledger.models import Event
from registry.organisations.enums import Role
from registry.organisations.models import Person
from registry.refusals import Refused, VersionChanged
from tests import factories
from tests.evaluations.findings.factories import collector
from tests.evaluations.findings.found import case_officer, incident

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
Act = Callable[..., Incident]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [obstacle.code for obstacle in refused.value.obstacles]


def untouched(one: Incident) -> bool:
    before = {field.attname: getattr(one, field.attname) for field in Incident._meta.concrete_fields}
    return Incident.objects.values().get(pk=one.pk) == before and not Event.objects.exists()


@pytest.mark.parametrize(("act", "state"), [(confirm_incident, "confirmed"), (reject_incident, "rejected")])
def test_a_case_officer_says_what_it_was(act: Act, state: str) -> None:
    officer = case_officer()

    one = act(incident=incident(), reason="机房断电", by=officer, expected_version=1)

    assert (one.state, one.decided_by, one.decided_reason) == (state, officer, "机房断电")
    event = Event.objects.get()
    assert (event.stream, event.verb, event.subject) == ("findings", f"findings.incident_{state}", "log@2026-07-05")
    assert event.data == {"collector": "log", "week": "2026-07-05", "state": ["open", state], "reason": "机房断电"}


def test_whoever_was_wrong_says_the_opposite_and_both_stay_in_the_ledger() -> None:
    one = confirm_incident(incident=incident(), reason="机房断电", by=case_officer())

    one = reject_incident(incident=one, reason="当周放假", by=case_officer("陈静"))

    assert (one.state, one.decided_reason) == ("rejected", "当周放假")
    assert list(Event.objects.order_by("seq").values_list("verb", flat=True)) == [
        "findings.incident_confirmed",
        "findings.incident_rejected",
    ]


@pytest.mark.parametrize("act", [confirm_incident, reject_incident])
def test_everything_against_it_is_said_at_once(act: Act) -> None:
    one = incident(state=IncidentState.LAPSED)

    with pytest.raises(Refused) as refused:
        act(incident=one, reason=" ", by=factories.person(role=Role.AUDITOR))

    assert codes(refused) == ["not-case-officer", "is-lapsed", "no-reason"]
    assert untouched(one)


def test_nothing_is_said_twice() -> None:
    officer = case_officer()
    one = confirm_incident(incident=incident(), reason="机房断电", by=officer)

    with pytest.raises(Refused) as refused:
        confirm_incident(incident=one, reason="机房断电", by=officer)

    assert codes(refused) == ["is-confirmed"]
    assert Event.objects.count() == 1


def test_a_stale_page_decides_nothing() -> None:
    one = incident()

    with pytest.raises(VersionChanged):
        reject_incident(incident=one, reason="当周放假", by=case_officer(), expected_version=2)

    assert untouched(one)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(
    rows: int, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        incident(week_ends_on=date(2026, 7, 5 + 7 * number))
    client = sign_in(case_officer())

    with django_assert_num_queries(7):
        answer = client.get("/findings/incidents/")

    assert len(answer.context["rows"]) == rows


def test_the_list_shows_what_the_guard_saw(sign_in: SignIn) -> None:
    incident()
    incident(collector=collector("portal"), share=0.125, usual_share=0.02)

    answer = sign_in(case_officer()).get("/findings/incidents/", {"collector": "portal"})

    shown = [[cell.text for cell in row["cells"]] for row in answer.context["rows"]]
    assert shown == [["2026-07-05", "portal", "12.5 %", "2 %", "Not decided yet", "—"]]


def test_outside_the_bureau_people_see_the_incidents_of_their_own_collectors(sign_in: SignIn) -> None:
    own = collector("ours")
    own.organisation = factories.organisation()
    own.save()
    mine, other = incident(collector=own), incident()
    client = sign_in(factories.person(role=Role.OPERATOR, organisation=own.organisation))

    assert [row["cells"][1].text for row in client.get("/findings/incidents/").context["rows"]] == ["ours"]
    assert client.get(f"/findings/incidents/{mine.pk}/").context["open_offers"] == []
    assert client.get(f"/findings/incidents/{other.pk}/").status_code == 404
    assert client.post(f"/findings/incidents/{other.pk}/confirm/", {"version": 1}).status_code == 404


def test_the_page_offers_both_acts_and_goes_by_what_is_said(sign_in: SignIn) -> None:
    one = incident()
    client = sign_in(case_officer())
    page = f"/findings/incidents/{one.pk}/"
    assert [offer["name"] for offer in client.get(page).context["open_offers"]] == ["confirm", "reject"]

    answer = client.post(f"{page}reject/", {"version": 1, "reason": "当周放假"})

    assert answer["Location"] == page
    assert Incident.objects.get().state == IncidentState.REJECTED
    assert [offer["name"] for offer in client.get(page).context["open_offers"]] == ["confirm"]


def test_a_refusal_shows_the_page_again(sign_in: SignIn) -> None:
    one = incident()

    answer = sign_in(case_officer()).post(f"/findings/incidents/{one.pk}/reject/", {"version": 1, "reason": ""})

    forms = {offer["name"]: offer["form"].errors for offer in answer.context["open_offers"]}
    assert (answer.status_code, forms) == (422, {"confirm": {}, "reject": {"reason": ["Give the reason in words."]}})
    assert untouched(one)


def test_a_page_that_is_out_of_date_says_so(sign_in: SignIn) -> None:
    one = confirm_incident(incident=incident(), reason="机房断电", by=case_officer())

    answer = sign_in(case_officer("陈静")).post(
        f"/findings/incidents/{one.pk}/reject/", {"version": 1, "reason": "当周放假"}, follow=True
    )

    assert [str(message) for message in answer.context["messages"]] == [
        "Somebody decided on this week since you opened the page. Read it again first."
    ]
    assert Incident.objects.get().state == IncidentState.CONFIRMED


def test_there_are_no_other_acts(sign_in: SignIn) -> None:
    page = f"/findings/incidents/{incident().pk}/"
    client = sign_in(case_officer())

    assert (client.post(f"{page}delete/").status_code, client.get(f"{page}confirm/").status_code) == (404, 405)


def test_a_program_that_reads_for_somebody_lists_and_decides_them(sign_in: SignIn) -> None:
    one, other = incident(), incident(collector=collector("portal"))
    client = sign_in(case_officer())
    address = f"/api/v1/incidents/{one.pk}/"

    listed = client.get("/api/v1/incidents/", {"collector": "log"}).json()["results"]
    read = client.get(address)
    answer = client.post(
        f"{address}rejections/",
        {"reason": "当周放假"},
        content_type="application/json",
        headers={"If-Match": read["ETag"]},
    )

    assert [(each["id"], each["state"], each["share"], each["decided_by"]) for each in listed] == [
        (one.pk, "open", 1.0, "")
    ]
    assert [(each["name"], each["allowed"]) for each in read.json()["allowed_actions"]] == [
        ("confirm", True),
        ("reject", True),
    ]
    assert (answer.status_code, answer.json()["state"], answer.json()["decided_by"]) == (201, "rejected", "王磊")
    assert client.get(address)["ETag"] == '"v2"'
    assert Incident.objects.get(pk=other.pk).state == "open"


@pytest.mark.parametrize(
    ("headers", "status", "kind"),
    [
        ({}, 428, "version-required"),
        ({"If-Match": '"v1"'}, 412, "version-changed"),
        ({"If-Match": '"v2"'}, 409, "refused"),
    ],
)
def test_over_http_nothing_is_decided_on_what_was_not_read(
    headers: dict[str, str], status: int, kind: str, sign_in: SignIn
) -> None:
    officer = case_officer()
    one = confirm_incident(incident=incident(), reason="机房断电", by=officer)

    answer = sign_in(officer).post(
        f"/api/v1/incidents/{one.pk}/confirmations/",
        {"reason": "机房断电"},
        content_type="application/json",
        headers=headers,
    )

    assert (answer.status_code, answer.json()["type"].rstrip("/").rsplit("/", 1)[-1]) == (status, kind)
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "drawn"),
    [
        (IncidentState.OPEN, [7, None, 0]),
        (IncidentState.CONFIRMED, [7, None, 0]),
        (IncidentState.REJECTED, [7, 0, 0]),
        (IncidentState.LAPSED, [7, 0, 0]),
    ],
)
def test_silence_of_a_week_in_which_the_collector_failed_is_drawn_as_a_gap(
    state: IncidentState, drawn: list[float | None]
) -> None:
    one = factories.system("智慧社区")
    take_in([{"system": one.code, "day": "2026-06-28", "period_days": 7, "sessions": 7}], collector="log", by=None)
    beat_heart(collector="log", days=[date(2026, 7, 5), date(2026, 7, 12)], period_days=7, by=None)
    decided = {"decided_by": case_officer()} if state in DECIDED_INCIDENTS else {}
    incident(state=state, **decided)

    points = weekly_series(one, until=date(2026, 7, 12), weeks=3)

    assert [point.value("sessions") for point in points] == drawn
