"""Decisions are labels; a rule that people bear out too rarely is proposed to be changed, never changed."""

import pytest
from django.test import Client
from django.utils import timezone

from evaluations.findings.enums import DraftState
from evaluations.findings.models import Policy, PolicyDraft
from evaluations.findings.services import policies
from evaluations.findings.services.tending import propose_changes
from registry.jobs.models import Job
from registry.refusals import Refused
from tests.evaluations.findings.found import case_officer, claimed, decision_maker, policy, ruling
from tests.evaluations.findings.test_acts import codes

pytestmark = pytest.mark.django_db


def decide(*, right: int, wrong: int, signal: str = "U1") -> None:
    one = claimed(by=case_officer("陈静"))
    for _each in range(right):
        ruling(one, right=True, signals=[signal])
    for _each in range(wrong):
        ruling(one, right=False, signals=[signal])


def test_the_page_shows_counts_interval_and_the_last_decisions() -> None:
    decide(right=8, wrong=2)
    client = Client()
    client.force_login(case_officer())

    page = client.get("/findings/precision/")

    ((_label, _header, rows), _tiers) = page.context["tables"]
    (row,) = rows
    assert (row["right"], row["of"], row["precision"], row["interval"]) == (8, 10, "80", "49 – 94.3 %")
    assert row["last"] == (False, False, *[True] * 8)


def test_a_rule_that_is_borne_out_too_rarely_is_proposed_to_be_changed() -> None:
    decide(right=20, wrong=10)

    (draft,) = propose_changes(today=timezone.localdate())

    assert (draft.state, draft.drafted_by) == (DraftState.PROPOSED, None)
    assert {name: each["value"] for name, each in draft.changes.items()} == {"reach_enter": 0.04}
    because = draft.because or {}
    assert (because["signal"], because["right"], because["of"]) == ("U1", 20, 30)
    assert Job.objects.get().arguments == {"draft": draft.pk}
    assert Policy.objects.count() == 1


@pytest.mark.parametrize(("right", "wrong"), [(21, 9), (0, 29)])
def test_a_rule_that_is_borne_out_or_hardly_decided_on_is_left_alone(right: int, wrong: int) -> None:
    decide(right=right, wrong=wrong)

    assert propose_changes(today=timezone.localdate()) == []


def test_what_was_proposed_is_not_proposed_again_before_as_many_decisions_more() -> None:
    policy(precision_decisions=5)
    decide(right=0, wrong=5)
    (first,) = propose_changes(today=timezone.localdate())
    while_open = propose_changes(today=timezone.localdate())
    policies.withdraw(draft=first, reason="样本太少", by=case_officer())
    decide(right=0, wrong=4)
    too_soon = propose_changes(today=timezone.localdate())
    decide(right=0, wrong=1)

    again = propose_changes(today=timezone.localdate())

    assert (while_open, too_soon, len(again)) == ([], [], 1)


def test_a_proposal_is_taken_up_by_one_person_and_decided_on_by_another() -> None:
    decide(right=0, wrong=30)
    (draft,) = propose_changes(today=timezone.localdate())
    maker = decision_maker()
    with pytest.raises(Refused) as untaken:
        policies.approve(draft=draft, reason="同意", by=maker)

    policies.take_up(draft=draft, reason="确有误报", effective_on=timezone.localdate(), by=maker)
    with pytest.raises(Refused) as own:
        policies.approve(draft=draft, reason="同意", by=maker)

    assert (codes(untaken), codes(own)) == (["is-proposed"], ["same-person", "no-what-if"])
    assert PolicyDraft.objects.get().changes["reach_enter"]["reason"] == "确有误报"
    assert Policy.objects.count() == 1
