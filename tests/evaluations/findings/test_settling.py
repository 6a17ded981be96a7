"""As what a finding is confirmed, the case that opens, and what becomes of data problems, naps and cases that came to nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.findings.enums import Confirmation, FindingKind, FindingState, Ruled, Stance
from evaluations.findings.models import Finding, Inquiry, Ruling
from evaluations.findings.rules.confirming import CONFIRMATIONS, PROCESS_OF
from evaluations.findings.services import acts
from evaluations.findings.services.reopening import wake
from evaluations.usage.models import Collector, UsageRow
from lifecycle.cases.commands import Withdraw
from lifecycle.cases.models import Case
from lifecycle.notices.models import Notice
from registry.organisations.enums import Role
from registry.refusals import Refused
from registry.systems.enums import Stage
from tests import factories
from tests.evaluations.findings.found import case_officer, claimed, notices_on
from tests.evaluations.findings.test_acts import codes, unchanged
from tests.lifecycle.cases.factories import do

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "process"),
    [
        (FindingKind.UNUSED, "retirement"),
        (FindingKind.HARD_TO_USE, "rectification"),
        (FindingKind.FLATTERED, "evaluation"),
        (FindingKind.BACK_END_ONLY, "evaluation"),
        (FindingKind.OWNERLESS, "evaluation"),
        (FindingKind.SIGNS, "evaluation"),
    ],
)
def test_each_kind_opens_the_case_that_fits(kind: FindingKind, process: str) -> None:
    one = claimed(kind=kind, tier="")

    case = acts.confirm(finding=one, reason="属实", by=case_officer())

    one.refresh_from_db()
    assert (case.process, one.state, one.case_number) == (process, FindingState.CONFIRMED, case.number)
    kept = Ruling.objects.get()
    assert (kept.outcome, kept.confirmed_as, kept.evidence_sha256) == (Ruled.CONFIRMED, one.confirmed_as, "e" * 64)


def test_similar_systems_are_merged_by_a_retirement_that_names_the_successor() -> None:
    one, other = claimed(), factories.system("一网统管")

    case = acts.confirm(
        finding=one, reason="功能重复", confirmed_as=Confirmation.MERGE, successor=other, by=case_officer()
    )

    assert (case.process, case.grounds["merge_into"]) == ("retirement", {"code": other.code, "name": "一网统管"})
    assert Ruling.objects.get().successor == other


def test_a_merger_needs_another_live_system() -> None:
    one, gone = claimed(), factories.system(stage=Stage.RETIRED)
    said = {"finding": one, "reason": "功能重复", "confirmed_as": Confirmation.MERGE, "by": case_officer()}

    refusals = []
    for successor in (None, one.system, gone):
        with pytest.raises(Refused) as refused:
            acts.confirm(successor=successor, **said)  # type: ignore[arg-type]
        refusals.append(codes(refused))

    assert refusals == [["no-successor"], ["no-successor"], ["successor-not-live"]]
    assert unchanged(one)
    assert not Case.objects.exists()


def test_flattered_figures_are_never_reason_enough_to_retire() -> None:
    one = claimed(kind=FindingKind.FLATTERED, tier="")

    with pytest.raises(Refused) as refused:
        acts.confirm(finding=one, reason="属实", confirmed_as=Confirmation.UNUSED, by=case_officer())

    assert codes(refused) == ["not-as-that"]
    assert unchanged(one)


def test_a_data_problem_goes_to_whoever_runs_the_collector() -> None:
    notices_on()
    keeper = factories.organisation("大数据中心")
    operator = factories.person(role=Role.OPERATOR, organisation=keeper)
    one = claimed(kind=FindingKind.NOT_MONITORED, tier="")
    gateway = Collector.objects.create(code="gateway", organisation=keeper)
    UsageRow.objects.create(system=one.system, collector=gateway, day="2026-11-01", period_days=1, sessions=0)

    done = acts.report_data_problem(finding=one, reason="网关停止上报", by=case_officer())

    assert done.state == FindingState.DATA_PROBLEM
    assert [inquiry.organisation for inquiry in Inquiry.objects.all()] == [keeper]
    assert Notice.objects.get(kind="findings.asked_collector").person == operator


def test_a_collector_that_works_again_gives_the_finding_back_to_the_sweep() -> None:
    notices_on()
    one = claimed(kind=FindingKind.NOT_MONITORED, tier="")
    acts.report_data_problem(finding=one, reason="停止上报", by=case_officer())
    sponsor = factories.person(role=Role.SPONSOR_STAFF, organisation=one.system.sponsor)

    acts.answer(finding=one, stance=Stance.MENDED, words="已恢复", by=sponsor)

    one.refresh_from_db()
    assert (one.state, one.claimed_by, one.decided_by) == (FindingState.WATCH, None, None)
    assert Ruling.objects.get().outcome == Ruled.DATA_PROBLEM


def test_in_shadow_whoever_runs_the_collector_hears_nothing_yet() -> None:
    one = claimed(kind=FindingKind.NOT_MONITORED, tier="")
    factories.person(role=Role.SPONSOR_STAFF, organisation=one.system.sponsor)

    acts.report_data_problem(finding=one, reason="停止上报", by=case_officer())

    assert (Inquiry.objects.count(), Notice.objects.count()) == (1, 0)


def test_what_was_put_off_comes_back_on_its_day() -> None:
    claimer, today = case_officer(), timezone.localdate()
    one = claimed(by=claimer)
    acts.snooze(finding=one, reason="等待年报", until=today + timedelta(days=30), by=claimer)

    woken = [wake(today=today + timedelta(days=day)) for day in (29, 30, 31)]

    one.refresh_from_db()
    assert (woken, one.state, one.claimed_by) == ([0, 1, 0], FindingState.CANDIDATE, None)
    assert Notice.objects.get().person == claimer


def test_putting_off_has_a_reason_and_an_end() -> None:
    claimer, today = case_officer(), timezone.localdate()
    one = claimed(by=claimer)

    with pytest.raises(Refused) as refused:
        acts.snooze(finding=one, reason="", until=today + timedelta(days=91), by=claimer)

    assert codes(refused) == ["no-reason", "until-too-far"]
    assert unchanged(one)


def test_only_the_claimer_puts_off() -> None:
    one = claimed()

    with pytest.raises(Refused) as refused:
        acts.snooze(finding=one, reason="等待", until=timezone.localdate() + timedelta(days=1), by=case_officer())

    assert codes(refused) == ["not-yours"]
    assert unchanged(one)


def test_a_dismissed_finding_is_reopened_with_a_reason_and_the_decision_stays() -> None:
    until = timezone.localdate() + timedelta(days=30)
    one = acts.dismiss(finding=claimed(), code="seasonal", reason="汛期使用", until=until, by=case_officer())

    again = acts.reopen(finding=one, reason="群众反映从未使用", by=case_officer())

    assert (again.state, again.dismissed_code, again.decided_by) == (FindingState.CANDIDATE, "", None)
    assert Ruling.objects.get().dismissed_code == "seasonal"


def test_a_finding_that_was_found_again_is_not_reopened_beside() -> None:
    until = timezone.localdate() + timedelta(days=30)
    one = acts.dismiss(finding=claimed(), code="seasonal", reason="汛期使用", until=until, by=case_officer())
    claimed(system=one.system)

    with pytest.raises(Refused) as refused:
        acts.reopen(finding=one, reason="再看", by=case_officer())

    assert codes(refused) == ["another-open"]
    assert Finding.objects.get(pk=one.pk).state == FindingState.DISMISSED


def test_a_withdrawn_case_reopens_its_finding() -> None:
    second = case_officer()
    one = claimed()
    case = acts.confirm(finding=one, reason="无人使用", by=second)

    do(case, Withdraw("证据不足"), second)

    one.refresh_from_db()
    assert (one.state, one.case_number, one.confirmed_as) == (FindingState.CANDIDATE, "", "")
    assert Ruling.objects.get().case_number == case.number


def test_of_every_kind_it_is_said_as_what_it_may_be_confirmed() -> None:
    assert CONFIRMATIONS.keys() == {*FindingKind}
    assert PROCESS_OF.keys() == {*Confirmation}
