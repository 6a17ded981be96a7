"""The data bureau's own additions to the library: added with unit, direction and source, withdrawn from a day on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lifecycle.cases.commands import Submit
from lifecycle.commitments.models import Indicator, Withdrawal
from lifecycle.commitments.selectors import indicators, library, offered
from lifecycle.commitments.services import add_indicator, promise, withdraw_indicator
from registry.ledger.models import Event
from registry.organisations.enums import OrganisationKind, Role
from registry.organisations.models import Person
from registry.refusals import Refused
from tests import factories
from tests.lifecycle.cases import walks
from tests.lifecycle.cases.factories import county, do
from tests.lifecycle.commitments.factories import WAITING, entry, own

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def officer() -> Person:
    return factories.person(
        role=Role.CASE_OFFICER, organisation=factories.organisation(kind=OrganisationKind.DATA_BUREAU)
    )


def today() -> date:
    return timezone.localdate()


def refused(act: Callable[..., object], **told: Any) -> list[tuple[str, str]]:
    """What stands against it; and nothing was written."""
    before = (Indicator.objects.count(), Withdrawal.objects.count(), Event.objects.count())
    with pytest.raises(Refused) as refusal:
        act(**told)
    assert (Indicator.objects.count(), Withdrawal.objects.count(), Event.objects.count()) == before
    return [(obstacle.field, obstacle.code) for obstacle in refusal.value.obstacles]


def test_an_added_indicator_is_offered_and_says_who_added_it() -> None:
    by = officer()
    added = add_indicator(addition=WAITING, by=by)
    assert (added.code, added.label, added.unit, added.direction, added.source, added.core) == (
        "local-waiting-time",
        "窗口平均等候时间",
        "分钟",
        "lower",
        "local_rule",
        False,
    )
    assert (added.added_by, added.organisation) == (by, by.memberships.get().organisation)
    assert library(today())["local-waiting-time"] == added
    event = Event.objects.get()
    assert (event.verb, event.subject, event.data["unit"]) == (
        "commitments.indicator_added",
        "local-waiting-time",
        "分钟",
    )
    assert event.sentence == "added the indicator “窗口平均等候时间” to the library"


def test_it_stands_after_the_built_in_ones_and_before_surface_indicators() -> None:
    built_in = [each.code for each in indicators()]
    surface = [each.code for each in indicators() if each.surface]
    add_indicator(addition=WAITING, by=officer())
    assert [each.code for each in indicators()] == [
        *built_in[: -len(surface)],
        "local-waiting-time",
        *surface,
    ]


def test_only_a_case_officer_of_a_data_bureau_adds() -> None:
    elsewhere = factories.person(role=Role.CASE_OFFICER)
    leader = factories.person(role=Role.LEADER, organisation=factories.organisation(kind=OrganisationKind.DATA_BUREAU))
    for somebody in (elsewhere, leader):
        assert refused(add_indicator, addition=WAITING, by=somebody) == [("", "not-a-case-officer")]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("code", " ", "missing"),
        ("code", "等候", "code-wrong"),
        ("code", "1st", "code-wrong"),
        ("code", "a" * 35, "too-long"),
        ("label", "", "missing"),
        ("label", "Public Satisfaction", "label-taken"),
        ("label", "群众满意度", "label-taken"),
        ("meaning", "", "missing"),
        ("unit", "", "missing"),
        ("unit", "分" * 21, "too-long"),
        ("direction", "", "missing"),
        ("direction", "better", "missing"),
        ("population", "", "missing"),
        ("data_source", "hearsay", "missing"),
        ("source", "", "missing"),
        ("source_text", "", "missing"),
    ],
)
def test_one_that_could_not_be_measured_is_refused(field: str, value: str, code: str) -> None:
    changed: dict[str, Any] = {field: value}
    assert refused(add_indicator, addition=replace(WAITING, **changed), by=officer()) == [(field, code)]


def test_a_code_is_never_given_twice_not_even_after_it_was_withdrawn() -> None:
    by = officer()
    added = add_indicator(addition=WAITING, by=by)
    other = replace(WAITING, label="另一个")
    assert refused(add_indicator, addition=other, by=officer()) == [("code", "code-taken")]
    withdraw_indicator(indicator=added, on=today(), reason="口径有误", by=by)
    assert refused(add_indicator, addition=replace(other, code="local-waiting-time"), by=by) == [("code", "code-taken")]
    assert add_indicator(addition=replace(WAITING, code="waiting-time-2"), by=by).label == added.label


def test_a_withdrawn_one_is_offered_until_its_day_and_what_was_promised_stays() -> None:
    by, system = officer(), factories.system()
    added = add_indicator(addition=WAITING, by=by)
    promised = entry(indicator=added.code, baseline=30, target=10)
    promise(system=system, case_number="AD-2026-000001", entries=[promised, own()], by=None)
    tomorrow = today() + timedelta(days=1)
    withdraw_indicator(indicator=added, on=tomorrow, reason="省里统一了口径", by=by)
    assert [added in offered(day) for day in (today(), tomorrow)] == [True, False]
    assert library()[added.code].withdrawn_on == tomorrow
    assert system.commitments.get(position=1).indicator == added
    event = Event.objects.get(verb="commitments.indicator_withdrawn")
    assert event.sentence == f"withdrew the indicator “窗口平均等候时间” from {tomorrow} on"


def test_what_was_handed_in_before_the_withdrawal_is_admitted_after_it() -> None:
    by, system = officer(), factories.system()
    added = add_indicator(addition=WAITING, by=by)
    withdraw_indicator(indicator=added, on=today(), reason="口径有误", by=by)
    entries = [entry(indicator=added.code, baseline=30, target=10), own()]
    first, _second = promise(system=system, case_number="AD-2026-000001", entries=entries, by=None)
    assert (first.indicator, first.unit) == (added, "分钟")


def test_a_withdrawal_has_a_day_to_come_a_reason_and_the_right_bureau() -> None:
    by = officer()
    added = add_indicator(addition=WAITING, by=by)
    yesterday = today() - timedelta(days=1)
    built_in = Indicator.objects.get(code="satisfaction")
    sound: dict[str, Any] = {"indicator": added, "on": today(), "reason": "口径有误", "by": by}
    assert refused(withdraw_indicator, **{**sound, "on": yesterday, "reason": " "}) == [
        ("on", "day-passed"),
        ("reason", "reason-missing"),
    ]
    assert refused(withdraw_indicator, **{**sound, "by": officer()}) == [("", "not-your-bureau")]
    assert refused(withdraw_indicator, **{**sound, "by": factories.person()}) == [("", "not-a-case-officer")]
    assert refused(withdraw_indicator, **{**sound, "indicator": built_in}) == [("", "built-in")]
    withdraw_indicator(**sound)
    assert refused(withdraw_indicator, **sound) == [("", "withdrawn-already")]


def test_an_application_may_promise_what_is_offered_and_nothing_that_was_withdrawn() -> None:
    cast = county()
    added = add_indicator(addition=WAITING, by=cast.one(Role.CASE_OFFICER))
    told = [{**each, "indicator": added.code, "baseline": "30", "target": "10"} for each in walks.commitments()]
    gone = add_indicator(addition=replace(WAITING, code="gone", label="已停用"), by=cast.one(Role.CASE_OFFICER))
    withdraw_indicator(indicator=gone, on=today(), reason="口径有误", by=cast.one(Role.CASE_OFFICER))
    case = walks.opened("admission", cast, "sponsor_staff")
    wrong = [told[0], {**walks.commitments()[1], "indicator": gone.code}]
    with pytest.raises(Refused) as refusal:
        do(
            case,
            Submit(walks.content_of(case.table, case.system.kind, commitments=wrong)),
            cast.one("sponsor_staff"),
        )
    assert [(each.field, each.code) for each in refusal.value.obstacles] == [
        ("commitments.1.indicator", "indicator-unknown")
    ]
    assert walks.submitted(case, cast, "sponsor_staff", commitments=told).state == "intake"


def test_the_form_of_an_application_offers_it(sign_in: SignIn) -> None:
    cast = county()
    add_indicator(addition=WAITING, by=cast.one(Role.CASE_OFFICER))
    gone = add_indicator(addition=replace(WAITING, code="gone", label="已停用"), by=cast.one(Role.CASE_OFFICER))
    withdraw_indicator(indicator=gone, on=today(), reason="口径有误", by=cast.one(Role.CASE_OFFICER))
    case = walks.opened("admission", cast, "sponsor_staff")
    page = sign_in(cast.one("sponsor_staff")).get(reverse("cases:submission", args=[case.number])).content.decode()
    assert ("窗口平均等候时间" in page, "已停用" in page) == (True, False)


def test_the_officer_adds_and_withdraws_on_pages(sign_in: SignIn) -> None:
    browser = sign_in(officer())
    assert reverse("commitments:new-indicator") in browser.get(reverse("commitments:library")).content.decode()
    told = {name: getattr(WAITING, name) for name in WAITING.__dataclass_fields__ if name != "surface"}
    wrong = browser.post(reverse("commitments:new-indicator"), {**told, "label": "群众满意度"})
    assert (wrong.status_code, Indicator.objects.filter(code__startswith="local-").count()) == (422, 0)
    assert "The library offers an indicator of this name already." in wrong.content.decode()
    answer = browser.post(reverse("commitments:new-indicator"), told)
    assert (answer.status_code, answer["Location"]) == (302, reverse("commitments:library"))
    address = reverse("commitments:withdraw", args=["local-waiting-time"])
    assert address in browser.get(reverse("commitments:library")).content.decode()
    early = browser.post(address, {"on": "2020-01-01", "reason": "口径有误"})
    assert (early.status_code, Withdrawal.objects.count()) == (422, 0)
    assert browser.post(address, {"on": today().isoformat(), "reason": "口径有误"}).status_code == 302
    page = browser.get(reverse("commitments:library")).content.decode()
    assert "Withdrawn: offered no longer" in page
    assert address not in page
    assert browser.get(address)["Location"] == reverse("commitments:library")


def test_others_read_the_library_and_keep_nothing_in_it(sign_in: SignIn) -> None:
    add_indicator(addition=WAITING, by=officer())
    address = reverse("commitments:withdraw", args=["local-waiting-time"])
    for somebody in (factories.person(role=Role.SPONSOR_STAFF), factories.person(role=Role.ADMINISTRATOR)):
        browser = sign_in(somebody)
        page = browser.get(reverse("commitments:library")).content.decode()
        assert ("窗口平均等候时间" in page, reverse("commitments:new-indicator") in page) == (True, False)
        assert [browser.get(url).status_code for url in (reverse("commitments:new-indicator"), address)] == [403, 403]
    assert sign_in(officer()).post(address, {"on": today().isoformat(), "reason": "x"}).status_code == 403
    assert sign_in(officer()).get(reverse("commitments:withdraw", args=["satisfaction"])).status_code == 404


def test_programs_read_who_added_it_and_until_when_it_is_offered() -> None:
    by, system = officer(), factories.system()
    added = add_indicator(addition=WAITING, by=by)
    withdraw_indicator(indicator=added, on=today(), reason="口径有误", by=by)
    _token, secret = factories.token(organisation=system.sponsor)
    told = Client().get(reverse("api:indicators"), headers={"authorization": f"Bearer {secret}"}).json()["results"]
    by_code = {each["code"]: (each["organisation"], each["withdrawn_on"]) for each in told}
    assert by_code["local-waiting-time"] == (by.memberships.get().organisation.code, today().isoformat())
    assert by_code["satisfaction"] == (None, None)


def test_an_added_indicator_and_its_withdrawal_are_for_ever() -> None:
    by = officer()
    added = add_indicator(addition=WAITING, by=by)
    withdrawn = withdraw_indicator(indicator=added, on=today(), reason="口径有误", by=by)
    for change in (added.delete, withdrawn.delete, withdrawn.save):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
