"""Every number is changed by a new version of the policy: one person drafts, looks at last year, a second approves."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from evaluations.findings.enums import DraftState, FindingState
from evaluations.findings.models import Finding, Policy, PolicyDraft
from evaluations.findings.pages.thresholds import GROUPS, grouped
from evaluations.findings.rules.policies import PARAMETERS
from evaluations.findings.selectors.findings import policy_in_force
from evaluations.findings.selectors.policies import thresholds
from evaluations.findings.services import policies, sweep
from evaluations.findings.services.replaying import keep_what_if, what_if
from registry.jobs.services import work_next
from registry.ledger.models import Event
from registry.organisations.enums import Role
from registry.organisations.models import Person
from registry.refusals import Refused, VersionChanged
from tests import factories
from tests.evaluations.findings.factories import week_end, weeks
from tests.evaluations.findings.found import bureau, case_officer, decision_maker
from tests.evaluations.findings.test_acts import codes

pytestmark = pytest.mark.django_db


def change(value: Any, **said: Any) -> dict[str, Any]:
    return {"value": value, "reason": "核查准确率偏低", "provenance": "own", "source": "青数〔2026〕3号", **said}


def drafted(by: Person | None = None, **changes: Any) -> PolicyDraft:
    return policies.draft_policy(
        changes=changes or {"reach_enter": change(0.03)}, effective_on=timezone.localdate(), by=by or case_officer()
    )


def looked_at(draft: PolicyDraft) -> PolicyDraft:
    keep_what_if(draft=draft, told={"since": "2025-01-01", "until": "2025-12-31", "before": 1, "after": 1, "added": [],
                                    "removed": [], "added_count": 0, "removed_count": 0, "days": 1})  # fmt: skip
    return draft


def test_a_second_person_puts_a_draft_in_force_and_the_old_version_stays() -> None:
    maker = decision_maker()

    policy = policies.approve(draft=looked_at(drafted()), reason="同意", by=maker)

    assert (policy.version, policy.numbers.reach_enter, policy.source) == (2, 0.03, "青数〔2026〕3号")
    assert policy_in_force(timezone.localdate()) == policy
    assert Policy.objects.get(version=1).numbers.reach_enter == 0.05
    (event,) = Event.objects.filter(verb="findings.policy_approved")
    assert event.data["changes"]["reach_enter"]["value"] == 0.03


def test_whoever_drafts_does_not_approve() -> None:
    maker = decision_maker()

    with pytest.raises(Refused) as refused:
        policies.approve(draft=looked_at(drafted(by=maker)), reason="同意", by=maker)

    assert codes(refused) == ["same-person"]
    assert Policy.objects.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DECISION_MAKER])
def test_only_decision_makers_of_the_bureau_approve(role: Role) -> None:
    draft = looked_at(drafted())

    with pytest.raises(Refused) as refused:
        policies.approve(draft=draft, reason="同意", by=factories.person(role=role, organisation=bureau()))

    assert codes(refused) == ["not-decision-maker"]
    assert Policy.objects.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.DECISION_MAKER, Role.CASE_OFFICER}])
def test_only_the_bureau_drafts(role: Role) -> None:
    with pytest.raises(Refused) as refused:
        drafted(by=factories.person(role=role, organisation=bureau()))

    assert codes(refused) == ["not-of-the-bureau"]
    assert not PolicyDraft.objects.exists()


def test_nobody_approves_without_having_looked_at_last_year() -> None:
    with pytest.raises(Refused) as refused:
        policies.approve(draft=drafted(), reason="同意", by=decision_maker())

    assert codes(refused) == ["no-what-if"]


def test_a_draft_on_top_of_an_older_version_is_outdated() -> None:
    one, other = looked_at(drafted()), looked_at(drafted(cycles_enter=change(0.2)))
    policies.approve(draft=one, reason="同意", by=decision_maker())

    with pytest.raises(Refused) as refused:
        policies.approve(draft=other, reason="同意", by=decision_maker("孙芳"))

    assert codes(refused) == ["is-outdated"]
    assert Policy.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"reach_enter": change(0.05)}, ["same-value"]),
        ({"reach_enter": change(0)}, ["wrong-value"]),
        ({"reach_enter": change(1.2)}, ["wrong-value"]),
        ({"reach_enter": change("5")}, ["wrong-value"]),
        ({"reach_enter": change(0.2)}, ["lines-cross"]),
        ({"errors_leave": change(0.02)}, ["lines-cross"]),
        ({"warm_up_weeks": change(0)}, ["wrong-value"]),
        ({"recency_leave_of_weeks": change(65)}, ["wrong-value"]),
        ({"shadow": change(1)}, ["wrong-value"]),
        ({"reach_enter": change(0.03, reason=" ", provenance="rumour")}, ["no-reason", "unknown-provenance"]),
        ({"whatever": change(1)}, ["unknown-parameter"]),
    ],
)
def test_a_draft_with_wrong_values_is_refused(changes: dict[str, Any], found: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        drafted(**changes)

    assert codes(refused) == found
    assert not PolicyDraft.objects.exists()


def test_notices_are_turned_on_by_two_people_and_the_ledger_says_so() -> None:
    draft = drafted(shadow=change(value=False))

    policies.approve(draft=draft, reason="试运行结束", by=decision_maker())

    assert policy_in_force(timezone.localdate()).numbers.shadow is False
    assert Event.objects.filter(verb="findings.notices_turned_on").count() == 1


def test_a_draft_somebody_acted_on_is_read_again_first() -> None:
    draft = drafted()
    policies.refuse(draft=draft, reason="理由不足", by=decision_maker(), expected_version=1)

    with pytest.raises(VersionChanged):
        policies.withdraw(draft=draft, reason="撤回", by=case_officer(), expected_version=1)

    assert PolicyDraft.objects.get().state == DraftState.REFUSED


def test_every_number_says_since_which_version_it_has_its_value() -> None:
    second = policies.approve(draft=looked_at(drafted()), reason="同意", by=decision_maker())

    rows = {row.name: row for row in thresholds(second, compared_with=Policy.objects.get(version=1))}

    assert (rows["reach_enter"].since.version, rows["reach_leave"].since.version) == (2, 1)
    assert [name for name, row in rows.items() if row.is_changed] == ["reach_enter"]


def test_a_replay_names_the_systems_that_would_have_come_and_gone_and_changes_nothing() -> None:
    few, never = (
        factories.system(name, eligible_users=1000, launched_on=date(2022, 1, 1)) for name in ("few", "never")
    )
    weeks(few, [60] * 60, measure="effective_users")
    weeks(never, [0] * 60, measure="effective_users")
    sweep(as_of=week_end(59), by=None)
    before = list(Finding.objects.values())
    wider = drafted(reach_enter=change(0.08), limbs_tier_b=change(1))
    narrower = drafted(warm_up_weeks=change(52))

    more = what_if(wider, today=week_end(59), progress=lambda _done, _total: None)
    fewer = what_if(narrower, today=week_end(59), progress=lambda _done, _total: None)

    assert (more["before"], [each["name"] for each in more["added"]], more["removed"]) == (1, ["few"], [])
    assert (fewer["before"], fewer["after"], fewer["added"]) == (1, 0 + fewer["after"], [])
    assert list(Finding.objects.values()) == before


def test_a_replay_is_a_job_and_the_draft_can_be_approved_after_it() -> None:
    officer, maker = Client(), Client()
    officer.force_login(case_officer())
    maker.force_login(decision_maker())
    draft = drafted()

    officer.post(f"/findings/drafts/{draft.pk}/replay/", {"version": 1})
    while work_next():
        pass
    page = maker.get(f"/findings/drafts/{draft.pk}/")
    done = maker.post(f"/findings/drafts/{draft.pk}/approve/", {"version": 1, "reason": "同意"})

    assert page.context["what_if"]["before"] == 0
    assert (done.status_code, Policy.objects.count()) == (302, 2)


def test_a_draft_is_written_on_the_page_in_percent() -> None:
    client = Client()
    client.force_login(case_officer())
    url = "/findings/policy/draft/?name=reach_enter"
    body = {
        "value_reach_enter": "3",
        "reason_reach_enter": "",
        "provenance_reach_enter": "own",
        "source_reach_enter": "",
    }
    day = (timezone.localdate() + timedelta(days=1)).isoformat()

    wrong = client.post(url, {**body, "effective_on": day})
    right = client.post(url, {**body, "reason_reach_enter": "偏宽", "effective_on": day})

    draft = PolicyDraft.objects.get()
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["reason_reach_enter"])
    assert right["Location"] == f"/findings/drafts/{draft.pk}/"
    assert draft.changes["reach_enter"]["value"] == 0.03


def test_replays_are_not_for_whoever_does_not_see_every_finding() -> None:
    draft = drafted()
    client = Client()
    client.force_login(factories.person(role=Role.SPONSOR_STAFF))

    assert client.get(f"/findings/drafts/{draft.pk}/").status_code == 404
    assert client.get("/findings/policy/").context["drafts"] == []
    assert client.get("/findings/precision/").status_code == 404


def test_a_notified_finding_stays_notified_when_its_evidence_is_renewed() -> None:
    weeks(factories.system(eligible_users=1000, launched_on=date(2022, 1, 1)), [0] * 60)
    sweep(as_of=week_end(50), by=None)
    Finding.objects.update(state=FindingState.NOTIFIED, notified_at=timezone.now())

    sweep(as_of=week_end(59), by=None)

    one = Finding.objects.get()
    assert (one.state, one.evaluated_on) == (FindingState.NOTIFIED, week_end(59))


def test_every_number_is_said_with_its_unit_and_in_its_group() -> None:
    groups = grouped(thresholds(Policy.objects.get(version=1)))

    assert [group["label"] for group in groups] == list(GROUPS.values())
    assert [row["name"] for group in groups for row in group["rows"]] == list(PARAMETERS)
