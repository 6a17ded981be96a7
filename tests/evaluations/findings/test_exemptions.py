"""Exemptions take two people, end by themselves, and keep the sweep silent."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from evaluations.findings.enums import ExemptionState, FindingState
from evaluations.findings.models import Exemption, Finding
from evaluations.findings.selectors.exemptions import exempt
from evaluations.findings.services import sweep
from evaluations.findings.services.exemptions import (
    ask_exemption,
    end_exemption,
    grant_exemption,
    remind_of_exemptions,
)
from lifecycle.notices.models import Notice
from registry.organisations.enums import Role
from registry.organisations.models import Person
from registry.refusals import Refused
from registry.systems.models import System
from tests import factories
from tests.evaluations.findings.factories import week_end, weeks
from tests.evaluations.findings.found import bureau, case_officer, decision_maker
from tests.evaluations.findings.test_acts import codes

pytestmark = pytest.mark.django_db


def asked(system: System | None = None, *, by: Person | None = None, **said: Any) -> Exemption:
    today = timezone.localdate()
    content = {
        "ground": "emergency",
        "reason": "防汛应急",
        "basis": "应急预案",
        "since": today,
        "until": today + timedelta(days=180),
    }
    return ask_exemption(system=system or factories.system(), by=by or case_officer(), **{**content, **said})


def test_a_second_person_grants_an_exemption_and_whoever_asked_hears_of_it() -> None:
    officer, maker = case_officer(), decision_maker()

    exemption = grant_exemption(exemption=asked(by=officer), reason="同意", by=maker)

    assert (exemption.state, exemption.decided_by) == (ExemptionState.GRANTED, maker)
    assert exempt(on=exemption.since) == {exemption.system_id}
    assert exempt(on=exemption.until + timedelta(days=1)) == frozenset()
    assert set(Notice.objects.values_list("person__name", "kind")) == {
        ("赵立", "findings.exemption_asked"),
        ("王磊", "findings.exemption_decided"),
    }


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DECISION_MAKER])
def test_only_decision_makers_of_the_bureau_grant(role: Role) -> None:
    exemption, somebody = asked(), factories.person(role=role, organisation=bureau())

    with pytest.raises(Refused) as refused:
        grant_exemption(exemption=exemption, reason="同意", by=somebody)

    assert codes(refused) == ["not-decision-maker"]
    assert Exemption.objects.get().state == ExemptionState.ASKED


def test_nobody_grants_their_own_organisations_exemption() -> None:
    exemption = asked(factories.system(sponsor=bureau()))

    with pytest.raises(Refused) as refused:
        grant_exemption(exemption=exemption, reason="同意", by=decision_maker())

    assert codes(refused) == ["of-the-sponsor"]


def test_the_sponsor_asks_for_its_own_system_and_for_no_other() -> None:
    system = factories.system()
    staff = factories.person(role=Role.SPONSOR_STAFF, organisation=system.sponsor)

    exemption = asked(system, by=staff)
    with pytest.raises(Refused) as refused:
        asked(by=staff)

    assert exemption.state == ExemptionState.ASKED
    assert codes(refused) == ["not-yours-to-ask"]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"ground": "whatever"}, ["unknown-ground"]),
        ({"reason": " "}, ["no-reason"]),
        ({"since": date(2020, 1, 1)}, ["since-past", "until-too-far"]),
        ({"until": None}, ["until-not-ahead"]),
        ({"until": date(2099, 1, 1)}, ["until-too-far"]),
    ],
)
def test_everything_wrong_with_an_exemption_is_said(said: dict[str, Any], found: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        asked(**said)

    assert codes(refused) == found
    assert not Exemption.objects.exists()


def test_an_exempt_system_is_no_candidate_until_the_exemption_ends() -> None:
    system = factories.system(eligible_users=1000, launched_on=date(2022, 1, 1))
    weeks(system, [0] * 60)
    exemption = grant_exemption(exemption=asked(system), reason="同意", by=decision_maker())
    Exemption.objects.update(since=date(2026, 1, 1), until=week_end(62))

    sweep(as_of=week_end(59), by=None)
    silent = Finding.objects.count()
    exemption.refresh_from_db()
    end_exemption(exemption=exemption, reason="预案已废止", by=case_officer())
    sweep(as_of=week_end(59), by=None)

    assert (silent, Finding.objects.get().state) == (0, FindingState.CANDIDATE)


def test_a_candidate_that_becomes_exempt_lapses() -> None:
    system = factories.system(eligible_users=1000, launched_on=date(2022, 1, 1))
    weeks(system, [0] * 60)
    sweep(as_of=week_end(59), by=None)
    grant_exemption(exemption=asked(system), reason="同意", by=decision_maker())
    Exemption.objects.update(since=date(2026, 1, 1))

    sweep(as_of=week_end(59), by=None)

    assert Finding.objects.get().state == FindingState.LAPSED


def test_everybody_concerned_is_reminded_once_before_it_ends() -> None:
    exemption = grant_exemption(exemption=asked(), reason="同意", by=decision_maker())
    soon = exemption.until - timedelta(days=30)

    told = [remind_of_exemptions(today=day) for day in (soon - timedelta(days=1), soon, soon + timedelta(days=1))]

    assert told == [0, 2, 0]


def test_strangers_see_no_exemption() -> None:
    exemption = asked()
    client = Client()
    client.force_login(factories.person(role=Role.SPONSOR_STAFF))

    assert client.get("/findings/exemptions/").context["rows"] == []
    assert client.get(f"/findings/exemptions/{exemption.pk}/").status_code == 404


def test_the_list_names_the_ground_in_words() -> None:
    asked()
    client = Client()
    client.force_login(case_officer())

    rows = client.get("/findings/exemptions/").context["rows"]

    assert [row["cells"][2].text for row in rows] == ["Kept ready for emergencies"]


def test_an_exemption_is_asked_for_and_granted_on_pages() -> None:
    system, today = factories.system(), timezone.localdate()
    officer, maker = Client(), Client()
    officer.force_login(case_officer())
    maker.force_login(decision_maker())
    body = {"ground": "statutory", "reason": "法定", "basis": "", "since": today, "until": today + timedelta(days=30)}

    wrong = officer.post(f"/findings/exemptions/of/{system.code}/", {**body, "reason": ""})
    right = officer.post(f"/findings/exemptions/of/{system.code}/", body)
    exemption = Exemption.objects.get()
    stale = maker.post(f"/findings/exemptions/{exemption.pk}/grant/", {"version": 0, "reason": "同意"})
    done = maker.post(f"/findings/exemptions/{exemption.pk}/grant/", {"version": 1, "reason": "同意"})

    exemption.refresh_from_db()
    assert [answer.status_code for answer in (wrong, right, stale, done)] == [422, 302, 302, 302]
    assert (exemption.state, exemption.version) == (ExemptionState.GRANTED, 2)
