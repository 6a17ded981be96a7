"""Filings: kept by whoever keeps the system, ended in a retirement with a receipt, and for ever."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from lifecycle.cases.commands import EndObservation
from lifecycle.cases.enums import State
from lifecycle.cases.models import Case
from lifecycle.filings.models import Filing
from lifecycle.filings.rules import obstacles_to_launch
from lifecycle.filings.services import cancel, keep_filing
from registry.ledger.models import Event
from registry.organisations.models import Person
from registry.refusals import Refused
from registry.systems.enums import Stage
from tests.factories import person, system, token
from tests.lifecycle.cases import walks
from tests.lifecycle.cases.factories import County, case_in, do
from tests.lifecycle.closeout.factories import RECEIPT, WORDS, awaiting_shutdown, codes, confirmed

SignIn = Callable[[Person], Client]
JSON = "application/json"


def filed(cast: County, **fields: str) -> Filing:
    about = system("智慧社区", sponsor=cast.sponsor, operator=cast.operator, kind="app")
    told = {"kind": "app", "authority": "省通信管理局", "number": "浙ICP备1号A", "state": "in_force", **fields}
    return Filing.objects.create(system=about, **told)


def leaving(cast: County, filing: Filing) -> Case:
    return case_in(State.CLEARANCE, cast, about=filing.system)


def test_the_sponsor_s_staff_keep_filings_and_strangers_none(cast: County) -> None:
    about = system(sponsor=cast.sponsor)
    told = {"system": about, "kind": "icp", "authority": "省通信管理局", "number": "浙ICP备2号"}
    with pytest.raises(Refused) as refused:
        keep_filing(filing=Filing(**told), by=person(role="sponsor_staff"))
    assert codes(refused) == ["not-sponsor"]
    kept = keep_filing(filing=Filing(**told), by=cast.one("sponsor_staff"))
    assert Event.objects.get(verb="filings.entered").subject == kept.code
    with pytest.raises(Refused) as refused:
        keep_filing(filing=Filing(**told), by=cast.one("sponsor_staff"))
    assert codes(refused) == ["already-registered"]
    keep_filing(filing=kept, by=cast.one("sponsor_staff"))
    assert (Filing.objects.count(), Event.objects.filter(verb="filings.changed").count()) == (1, 0)


def test_a_filing_in_force_has_a_number_and_expires_after_it_was_made(cast: County) -> None:
    wrong = Filing(
        system=system(sponsor=cast.sponsor),
        kind="mlps",
        authority="县公安局",
        filed_on=date(2026, 2, 1),
        expires_on=date(2026, 1, 1),
    )
    with pytest.raises(Refused) as refused:
        keep_filing(filing=wrong, by=cast.one("sponsor_staff"))
    assert codes(refused) == ["number-missing", "expires-before"]


def test_the_case_does_not_end_before_every_filing_has(cast: County) -> None:
    filing = filed(cast)
    Filing.objects.create(system=filing.system, kind="store", authority="某应用商店", number="9", state="withdrawn")
    case = confirmed(awaiting_shutdown(leaving(cast, filing), cast), cast)
    with pytest.raises(Refused) as refused:
        do(case, EndObservation("Nothing came back."), cast.one("clearance_verifier"))
    assert codes(refused) == ["filing-left"]
    by = cast.one("sponsor_staff")
    with pytest.raises(Refused) as refused:
        cancel(case=case, filing=filing, ending="cancelled", statement=WORDS, by=by)
    assert codes(refused) == ["receipt-missing"]
    ended = cancel(case=case, filing=filing, ending="cancelled", statement=WORDS, receipt=RECEIPT, by=by)
    filing.refresh_from_db()
    assert (filing.state, ended.file_sha256) == ("cancelled", "a" * 64)
    with pytest.raises(Refused) as refused:
        cancel(case=case, filing=filing, ending="not_needed", statement=WORDS, by=by)
    assert codes(refused) == ["already-ended"]
    assert do(case, EndObservation("Nothing came back."), cast.one("clearance_verifier")).outcome == "retired"


def test_a_cancellation_is_for_ever_and_never_without_a_receipt(cast: County) -> None:
    filing = filed(cast)
    case = leaving(cast, filing)
    ended = cancel(case=case, filing=filing, ending="not_needed", statement=WORDS, by=cast.one("operator"))
    filing.refresh_from_db()
    assert filing.state == "in_force"
    with pytest.raises(DatabaseError), transaction.atomic():
        ended.delete()
    values: dict[str, Any] = {
        "filing_id": filing.pk,
        "case_id": case.pk,
        "ending": "cancelled",
        "reference": "",
        "statement": "said",
    }
    values |= {"file_name": "", "file_size": 0, "file_sha256": "", "by_id": ended.by_id, "standing": "{}"}
    values |= {"at": "2026-03-01T00:00:00+00:00", "sha256": "0" * 64}
    columns, marks = ", ".join(values), ", ".join(["%s"] * len(values))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO filings_cancellation ({columns}) VALUES ({marks})", list(values.values()))


def test_before_the_decision_and_by_strangers_nothing_is_ended(cast: County) -> None:
    filing = filed(cast)
    case = case_in(State.DECISION, cast, about=filing.system)
    with pytest.raises(Refused) as refused:
        cancel(case=case, filing=filing, ending="not_needed", statement=WORDS, by=person(role="operator"))
    assert codes(refused) == ["not-your-role", "not-in-closeout"]


def test_a_mobile_application_is_not_launched_unfiled() -> None:
    assert [one.code for one in obstacles_to_launch("mini_program", {"icp"})] == ["filing-missing"]
    assert obstacles_to_launch("mini_program", {"mini_program"}) == []
    assert obstacles_to_launch("platform", set()) == []


@pytest.fixture
def awaiting_acceptance(cast: County) -> Case:
    """A mini-program that was admitted and built."""
    new: dict[str, Any] = {"kind": "mini_program", "stage": Stage.PROPOSED}
    case = walks.decided(walks.awaiting_decision("admission", cast, "sponsor_staff", **new), cast, "admit")
    assert case.state == State.ACCEPTANCE
    return case


def test_acceptance_launches_it_only_once_its_filing_is_in_force(cast: County, awaiting_acceptance: Case) -> None:
    case, officer = awaiting_acceptance, cast.one("case_officer")
    told = {"system": case.system, "kind": "mini_program", "authority": "省通信管理局", "number": "浙小程序备1号"}
    filing = keep_filing(filing=Filing(**told, state="applied"), by=cast.one("sponsor_staff"))
    before = Event.objects.count()
    with pytest.raises(Refused) as refused:
        do(case, walks.tested(), officer)
    assert codes(refused) == ["filing-missing"]
    case.refresh_from_db()
    assert (case.state, case.system.stage, Event.objects.count()) == (State.ACCEPTANCE, Stage.BUILDING, before)
    filing.state = "in_force"
    keep_filing(filing=filing, by=cast.one("sponsor_staff"))
    case = do(case, walks.tested(), officer)
    assert (case.outcome, case.system.stage) == ("launched", Stage.LIVE)


def test_a_failed_acceptance_is_recorded_without_a_filing(cast: County, awaiting_acceptance: Case) -> None:
    case = do(awaiting_acceptance, walks.tested(stability=False), cast.one("case_officer"))
    assert (case.state, case.system.stage) == (State.ACCEPTANCE, Stage.BUILDING)


def test_panel_list_and_form(cast: County, sign_in: SignIn) -> None:
    about = system("掌上社区", sponsor=cast.sponsor, kind="app")
    staff = sign_in(cast.one("sponsor_staff"))
    assertContains(staff.get(f"/filings/of-system/{about.code}/"), "none is in force: app filing")
    told = {"kind": "app", "authority": "省通信管理局", "number": "", "state": "in_force"}
    assertContains(staff.post(f"/filings/of-system/{about.code}/new/", told), "A filing in force has a number.")
    answer = staff.post(f"/filings/of-system/{about.code}/new/", {**told, "number": "浙ICP备3号A"})
    assertRedirects(answer, f"/systems/{about.code}/")
    assertNotContains(staff.get(f"/filings/of-system/{about.code}/"), "none is in force")
    assertContains(staff.get("/filings/?q=3号A"), "掌上社区")
    assertNotContains(sign_in(person(role="sponsor_staff")).get("/filings/"), "掌上社区")
    kept = Filing.objects.get()
    staff.post(f"/filings/{kept.pk}/", {**told, "number": "浙ICP备4号A", "filed_on": "2026-01-05"})
    kept.refresh_from_db()
    assert (kept.number, kept.filed_on) == ("浙ICP备4号A", date(2026, 1, 5))
    assert sign_in(person(role="auditor")).get(f"/filings/{kept.pk}/").status_code == 403


def test_the_checklist_ends_a_filing_with_the_authority_s_receipt(cast: County, sign_in: SignIn) -> None:
    filing = filed(cast)
    case = leaving(cast, filing)
    staff = sign_in(cast.one("sponsor_staff"))
    assertContains(staff.get(f"/filings/of-case/{case.number}/"), "not cancelled")
    url = f"/filings/of-case/{case.number}/{filing.pk}/"
    told = {"ending": "cancelled", "statement": WORDS, "reference": "注销〔2026〕1号"}
    assertContains(staff.post(url, told), "Bring the authority", status_code=422)
    answer = staff.post(url, {**told, "file": SimpleUploadedFile("a.pdf", b"x")})
    assertRedirects(answer, f"/filings/of-case/{case.number}/")
    assertContains(staff.get(f"/filings/of-case/{case.number}/"), "注销〔2026〕1号")
    assert sign_in(person(role="operator")).get(url).status_code == 404


def test_the_api_reads_keeps_and_ends(cast: County, sign_in: SignIn, client: Client) -> None:
    filing = filed(cast)
    case = leaving(cast, filing)
    staff = sign_in(cast.one("sponsor_staff"))
    told = {"kind": "icp", "authority": "省通信管理局", "number": "浙ICP备9号", "state": "in_force"}
    made = staff.post(f"/api/v1/systems/{filing.system.code}/filings/", told, content_type=JSON)
    assert (made.status_code, made.json()["system"]) == (201, filing.system.code)
    changed = staff.put(f"/api/v1/filings/{made.json()['id']}/", {**told, "state": "lapsed"}, content_type=JSON)
    assert changed.json()["state"] == "lapsed"
    checks = staff.get(f"/api/v1/retirements/{case.number}/filings/").json()
    assert [(one["filing"]["number"], one["cancellation"]) for one in checks] == [(filing.number, None)]
    url = f"/api/v1/retirements/{case.number}/filings/{filing.pk}/cancellation/"
    assert staff.post(url, {"ending": "not_needed", "statement": WORDS}, content_type=JSON).status_code == 201
    _token, secret = token(organisation=cast.sponsor)
    bearer = {"authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/filings/", headers=bearer).json()["count"] == 2
    assert client.put(f"/api/v1/filings/{filing.pk}/", told, content_type=JSON, headers=bearer).status_code == 403
    stranger = sign_in(person(role="sponsor_staff"))
    assert stranger.get(f"/api/v1/systems/{filing.system.code}/filings/").status_code == 404
