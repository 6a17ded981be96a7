"""A finding is claimed by one person and settled by another, and neither is the sponsor's."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from evaluations.findings.enums import FindingKind, FindingState, Tier
from evaluations.findings.models import Finding
from evaluations.findings.services import acts
from lifecycle.cases.models import Case
from registry.ledger.models import Event
from registry.organisations.enums import Role
from registry.organisations.models import Membership
from registry.refusals import Refused, VersionChanged
from tests import factories
from tests.evaluations.findings.found import bureau, case_officer, finding

pytestmark = pytest.mark.django_db


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [obstacle.code for obstacle in refused.value.obstacles]


def unchanged(one: Finding) -> bool:
    """Nothing of it was written, and nothing was said of it in the ledger."""
    before = {field.attname: getattr(one, field.attname) for field in Finding._meta.concrete_fields}
    return Finding.objects.values().get(pk=one.pk) == before and not Event.objects.filter(stream="findings").exists()


def claimed(**fields: Any) -> Finding:
    return finding(state=FindingState.CLAIMED, claimed_by=case_officer("陈静"), claimed_at=timezone.now(), **fields)


def test_claiming_freezes_a_finding_and_is_recorded() -> None:
    officer = case_officer()

    one = acts.claim(finding=finding(), by=officer, expected_version=0)

    assert (one.state, one.claimed_by, one.version) == (FindingState.CLAIMED, officer, 1)
    event = Event.objects.get(stream="findings")
    assert (event.verb, event.actor, event.subject) == ("findings.claimed", officer.username, one.code)
    assert event.data == {"system": one.system.code, "version": 1, "evidence_sha256": "e" * 64}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CASE_OFFICER])
def test_only_case_officers_claim(role: Role) -> None:
    kind = "third_party" if role == Role.ASSESSOR else "data_bureau"
    one, somebody = finding(), factories.person(role=role, organisation=factories.organisation(kind=kind))

    with pytest.raises(Refused) as refused:
        acts.claim(finding=one, by=somebody)

    assert codes(refused) == ["not-case-officer"]
    assert unchanged(one)


def test_a_case_officer_of_another_kind_of_organisation_is_none_here() -> None:
    one, somebody = finding(), factories.person(role=Role.CASE_OFFICER, organisation=factories.organisation())

    with pytest.raises(Refused) as refused:
        acts.claim(finding=one, by=somebody)

    assert codes(refused) == ["not-case-officer"]


def test_a_superuser_has_no_right_here() -> None:
    with pytest.raises(Refused) as refused:
        acts.claim(finding=finding(), by=factories.person(is_superuser=True))

    assert codes(refused) == ["not-case-officer"]


def test_nobody_of_the_sponsor_acts_on_its_system() -> None:
    own = bureau()
    one = finding(system=factories.system(sponsor=own))

    with pytest.raises(Refused) as refused:
        acts.claim(finding=one, by=case_officer())

    assert codes(refused) == ["of-the-sponsor"]
    assert unchanged(one)


def test_a_finding_is_claimed_once() -> None:
    one = claimed()

    with pytest.raises(Refused) as refused:
        acts.claim(finding=one, by=case_officer())

    assert codes(refused) == ["is-claimed"]
    assert unchanged(one)


def test_whoever_claimed_it_cannot_settle_it() -> None:
    one = claimed()
    assert one.claimed_by is not None

    with pytest.raises(Refused) as confirming:
        acts.confirm(finding=one, reason="无人使用", by=one.claimed_by)
    with pytest.raises(Refused) as dismissing:
        acts.dismiss(
            finding=one,
            code="other",
            reason="另有用途",
            until=timezone.localdate() + timedelta(days=30),
            by=one.claimed_by,
        )

    assert (codes(confirming), codes(dismissing)) == (["same-person"], ["same-person"])
    assert unchanged(one)
    assert not Case.objects.exists()


def test_an_unclaimed_finding_cannot_be_settled() -> None:
    one = finding()

    with pytest.raises(Refused) as refused:
        acts.confirm(finding=one, reason="无人使用", by=case_officer())

    assert codes(refused) == ["is-candidate"]
    assert unchanged(one)


def test_confirming_opens_a_retirement_case_with_the_frozen_evidence_as_grounds() -> None:
    one, second = claimed(), case_officer()

    case = acts.confirm(finding=one, reason="上线以来无人使用", by=second)

    one.refresh_from_db()
    assert (one.state, one.case_number, one.decided_by) == (FindingState.CONFIRMED, case.number, second)
    assert (case.system, case.process, case.opened_by) == (one.system, "retirement", second)
    assert case.grounds == {
        "finding": one.code,
        "tier": "A",
        "signals": ["U0"],
        "limbs": ["detached", "low_use"],
        "evidence": one.evidence,
        "evidence_sha256": one.evidence_sha256,
        "policy": 1,
        "reason": "上线以来无人使用",
    }
    assert set(case.duties.values_list("person__name", "kind")) == {("王磊", "author"), ("陈静", "author")}


def test_a_system_with_an_open_case_is_not_opened_twice_and_the_finding_stays() -> None:
    one, second = claimed(), case_officer()
    acts.confirm(finding=one, reason="无人使用", by=second)
    another = finding(
        system=one.system, state=FindingState.CLAIMED, claimed_by=one.claimed_by, claimed_at=timezone.now()
    )

    with pytest.raises(Refused):
        acts.confirm(finding=another, reason="无人使用", by=second)

    another.refresh_from_db()
    assert (another.state, Case.objects.count()) == (FindingState.CLAIMED, 1)


def test_what_is_not_seen_cannot_be_confirmed() -> None:
    one = claimed(kind=FindingKind.NOT_MONITORED)

    with pytest.raises(Refused) as refused:
        acts.confirm(finding=one, reason="无人使用", by=case_officer())

    assert codes(refused) == ["nothing-to-confirm"]
    assert unchanged(one)


def test_a_dismissal_has_a_reason_code_and_a_day_it_ends() -> None:
    until = timezone.localdate() + timedelta(days=180)

    one = acts.dismiss(finding=claimed(), code="seasonal", reason="汛期使用", until=until, by=case_officer())

    assert (one.state, one.dismissed_code, one.dismissed_until) == (FindingState.DISMISSED, "seasonal", until)
    assert Event.objects.get(stream="findings").data["until"] == until.isoformat()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"code": "whatever"}, ["unknown-code"]),
        ({"reason": "  "}, ["no-reason"]),
        ({"until": None}, ["until-not-ahead"]),
        ({"until": date(2020, 1, 1)}, ["until-not-ahead"]),
        ({"until": date(2099, 1, 1)}, ["until-too-far"]),
        ({"code": "", "reason": "", "until": None}, ["no-reason", "unknown-code", "until-not-ahead"]),
    ],
)
def test_everything_wrong_with_a_dismissal_is_said_at_once(said: dict[str, object], found: list[str]) -> None:
    one = claimed()
    content = {"code": "other", "reason": "另有用途", "until": timezone.localdate() + timedelta(days=30)} | said

    with pytest.raises(Refused) as refused:
        acts.dismiss(finding=one, by=case_officer(), **content)  # type: ignore[arg-type]

    assert codes(refused) == found
    assert unchanged(one)


@pytest.mark.parametrize(("tier", "state"), [(Tier.A, FindingState.CANDIDATE), (Tier.C, FindingState.WATCH)])
def test_a_released_finding_goes_back_to_where_its_tier_puts_it(tier: Tier, state: FindingState) -> None:
    one = claimed(tier=tier)
    assert one.claimed_by is not None

    back = acts.release(finding=one, reason="请熟悉水利的同事来看", by=one.claimed_by)

    assert (back.state, back.claimed_by, back.claimed_at) == (state, None, None)


def test_only_the_claimer_releases() -> None:
    one = claimed()

    with pytest.raises(Refused) as refused:
        acts.release(finding=one, reason="换人", by=case_officer())

    assert codes(refused) == ["not-yours"]
    assert unchanged(one)


def test_a_stale_page_changes_nothing() -> None:
    one = finding()
    acts.claim(finding=one, by=case_officer("陈静"))

    with pytest.raises(VersionChanged):
        acts.dismiss(
            finding=one,
            code="other",
            reason="另有用途",
            until=timezone.localdate() + timedelta(days=30),
            by=case_officer(),
            expected_version=0,
        )

    one.refresh_from_db()
    assert (one.state, one.version) == (FindingState.CLAIMED, 1)


def test_a_role_that_has_ended_gives_no_right() -> None:
    officer = case_officer()
    Membership.objects.filter(person=officer).update(until=timezone.localdate() - timedelta(days=1))

    with pytest.raises(Refused) as refused:
        acts.claim(finding=finding(), by=officer)

    assert codes(refused) == ["not-case-officer"]
