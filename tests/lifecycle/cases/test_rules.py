"""Each refusal of decide(), with every reason at once and in words."""

from dataclasses import replace
from datetime import date

import pytest

from lifecycle.cases import commands
from lifecycle.cases.commands import Accept, Claim, Command, ConfirmShutdown, Declare, FileReview, Return, Submit
from lifecycle.cases.enums import ClearanceKind, ClearanceState, DecisionOutcome, DutyKind, Opinion, State, Tie
from lifecycle.cases.processes import PROCESSES
from lifecycle.cases.processes.retirement_v1 import RETIREMENT_V1 as RETIREMENT
from lifecycle.cases.rules import Accepted, decide
from lifecycle.cases.rules.deciding import goes_against
from lifecycle.cases.rules.effects import Decided, evolve
from lifecycle.cases.rules.facts import Actor, ClearanceFact, ReviewFact, Snapshot
from lifecycle.cases.rules.judge import ACTS
from registry.organisations.enums import Role
from registry.refusals import Obstacle
from tests.lifecycle.cases import world

PEOPLE = world.cast()
OFFICER = PEOPLE[f"case_officer-{world.BUREAU}-0"]
INTAKE = PEOPLE[f"intake_officer-{world.BUREAU}-0"]
DECIDER = PEOPLE[f"decision_maker-{world.BUREAU}-0"]
SECOND = PEOPLE[f"decision_maker-{world.BUREAU}-1"]
VERIFIER = PEOPLE[f"clearance_verifier-{world.BUREAU}-0"]


def reviewer(step: str, number: int = 0) -> Actor:
    organisation, role, _kind = world.REVIEWERS[step]
    return PEOPLE[f"{role}-{organisation}-{number}"]


def given(snapshot: Snapshot, *acts: tuple[Command, Actor]) -> Snapshot:
    """The case after commands that are all accepted."""
    for command, actor in acts:
        answer = decide(RETIREMENT, snapshot, command, actor)
        assert isinstance(answer, Accepted), answer
        snapshot = evolve(snapshot, answer.effects)
    return snapshot


def codes(snapshot: Snapshot, command: Command, actor: Actor) -> list[tuple[str, str]]:
    """(kind, code) of every obstacle."""
    answer = decide(RETIREMENT, snapshot, command, actor)
    assert not isinstance(answer, Accepted)
    return [(obstacle.kind, obstacle.code) for obstacle in answer]


def filing(step: str, opinion: str = Opinion.SUPPORT) -> FileReview:
    return FileReview(step, {"need": 1}, opinion, {"opinion": "seen"} if opinion == Opinion.OBJECT else {})


def in_review() -> Snapshot:
    accept = next(iter(world.filled_in(Accept, world.draft(PEOPLE), PEOPLE)))
    return given(world.draft(PEOPLE), (Submit(world.CONTENT), OFFICER), (accept, INTAKE))


def filed(snapshot: Snapshot, step: str, opinion: str = Opinion.SUPPORT) -> Snapshot:
    who = reviewer(step)
    return given(snapshot, (Claim(step), who), (Declare(step, "none"), who), (filing(step, opinion), who))


def awaiting_decision(**opinions: str) -> Snapshot:
    snapshot = in_review()
    for step in world.STEPS:
        snapshot = filed(snapshot, step, opinions.get(step, Opinion.SUPPORT))
    return snapshot


def test_every_command_of_the_table_has_rules_and_every_rule_a_command() -> None:
    assert set(ACTS) == {command for process in PROCESSES.values() for command in process.commands}


def test_a_refusal_names_everything_at_once() -> None:
    sponsor = PEOPLE[f"sponsor_staff-{world.SPONSOR}-0"]
    submit = Submit({"reason": " ", "colour": "red"})
    assert codes(world.draft(PEOPLE), submit, sponsor) == [
        ("who", "role-missing"),
        ("content", "field-missing"),
        ("content", "field-missing"),
        ("content", "field-missing"),
        ("content", "field-unknown"),
    ]


def test_a_superuser_has_no_right_to_any_command() -> None:
    """D9."""
    snapshot = in_review()
    for command in world.complete_commands(snapshot, PEOPLE):
        assert ("who", "role-missing") in codes(snapshot, command, PEOPLE["superuser"])


def test_a_command_out_of_its_state_is_refused_whoever_asks() -> None:
    assert codes(in_review(), Submit(world.CONTENT), OFFICER) == [("when", "wrong-state")]


def test_closed_is_final() -> None:
    """S1."""
    closed = given(world.draft(PEOPLE), (commands.Withdraw("opened by mistake"), OFFICER))
    for command_type in RETIREMENT.commands:
        for command in world.filled_in(command_type, closed, PEOPLE):
            for actor in (OFFICER, INTAKE, DECIDER):
                assert ("when", "wrong-state") in codes(closed, command, actor)


def test_the_author_cannot_accept_the_own_case() -> None:
    both = PEOPLE["bureau-hats"]
    submitted = given(world.draft(PEOPLE), (Submit(world.CONTENT), both))
    accept = next(iter(world.filled_in(Accept, submitted, PEOPLE)))
    assert codes(submitted, accept, both) == [("who", "other-duty")]


def test_acceptance_names_every_organisation_that_will_not_do() -> None:
    submitted = given(world.draft(PEOPLE), (Submit(world.CONTENT), OFFICER))
    facts = dict(submitted.organisations)
    facts["ORG4"] = replace(facts["ORG4"], ties=frozenset({Tie.SPONSOR}), roles=frozenset())
    submitted = replace(submitted, organisations=facts)
    accept = Accept({"necessity": "ORG4", "economy": "ORG6", "beauty": "ORG5"})
    answer = decide(RETIREMENT, submitted, accept, INTAKE)
    assert isinstance(answer, list)
    assert [(obstacle.code, obstacle.field) for obstacle in answer] == [
        ("step-unknown", "beauty"),
        ("not-independent", "necessity"),
        ("nobody-there", "necessity"),
        ("organisation-kind", "economy"),
        ("nobody-there", "economy"),
        ("organisation-missing", "social_benefit"),
    ]


def test_reviews_come_in_their_order() -> None:
    """R3."""
    snapshot = in_review()
    assert codes(snapshot, Claim("economy"), reviewer("economy")) == [("when", "not-its-turn")]
    snapshot = filed(snapshot, "necessity")
    assert codes(snapshot, Claim("social_benefit"), reviewer("social_benefit")) == [("when", "not-its-turn")]


def test_one_person_reviews_one_dimension_only() -> None:
    """D1."""
    snapshot = in_review()
    both = PEOPLE["two-hats"]
    acts = [(Claim("necessity"), both), (Declare("necessity", "none"), both), (filing("necessity"), both)]
    snapshot = given(snapshot, *acts)
    assert codes(snapshot, Claim("economy"), both) == [("who", "other-duty")]


def test_nothing_is_filed_without_a_declaration_of_no_conflict() -> None:
    """D4."""
    who = reviewer("necessity")
    claimed = given(in_review(), (Claim("necessity"), who))
    assert codes(claimed, filing("necessity"), who) == [("when", "not-declared")]
    unsure = given(claimed, (Declare("necessity", "unsure", "My cousin works there."), who))
    assert codes(unsure, filing("necessity"), who) == [("when", "not-declared")]
    assert codes(unsure, Declare("necessity", "none"), who) == [("content", "statement-missing")]
    settled = given(unsure, (Declare("necessity", "none", "Settled with the leader."), who))
    assert given(settled, (filing("necessity"), who)).reviews["necessity"].by == who.person


def test_a_conflict_recuses_for_good_also_in_later_rounds() -> None:
    """D3."""
    who = reviewer("necessity")
    snapshot = given(
        in_review(), (Claim("necessity"), who), (Declare("necessity", "conflict", "My wife built it."), who)
    )
    assert snapshot.duties[who.person] == DutyKind.RECUSED
    assert codes(snapshot, Claim("necessity"), who) == [("who", "recused")]
    again = given(snapshot, (Return(("the contract",)), INTAKE), (Submit(world.CONTENT, ("added",)), OFFICER))
    again = given(again, (next(iter(world.filled_in(Accept, again, PEOPLE))), INTAKE))
    assert codes(again, Claim("necessity"), who) == [("who", "recused")]


def test_a_tied_reviewer_cannot_take_the_review() -> None:
    """D5."""
    snapshot = filed(filed(in_review(), "necessity"), "economy")
    assert codes(snapshot, Claim("social_benefit"), PEOPLE["tied"]) == [("who", "not-independent")]


def test_a_return_lists_everything_and_every_point_is_answered() -> None:
    snapshot = in_review()
    assert codes(snapshot, Return(("the contract", " ")), INTAKE) == [("content", "items-missing")]
    returned = given(snapshot, (Return(("the contract", "the data plan")), INTAKE))
    assert (returned.round, returned.reviews, returned.return_items) == (2, {}, ("the contract", "the data plan"))
    assert codes(returned, Submit(world.CONTENT, ("added",)), OFFICER) == [("content", "answer-missing")]


def test_an_objection_needs_a_reason() -> None:
    who = reviewer("necessity")
    ready = given(in_review(), (Claim("necessity"), who), (Declare("necessity", "none"), who))
    objecting = FileReview("necessity", {"need": 0}, Opinion.OBJECT, {"need": "seen"})
    assert codes(ready, objecting, who) == [("content", "reason-missing")]
    assert codes(ready, FileReview("necessity", {"need": 4}), who) == [
        ("content", "value-unknown"),
        ("content", "opinion-missing"),
    ]


def test_a_review_is_replaced_by_its_author_until_a_later_one_is_filed() -> None:
    who = reviewer("necessity")
    corrected = commands.SupersedeReview("necessity", {"need": 2}, Opinion.SUPPORT)
    once = filed(in_review(), "necessity")
    assert given(once, (corrected, who)).reviews["necessity"].opinion == Opinion.SUPPORT
    assert codes(once, corrected, reviewer("necessity", 1)) == [("who", "not-yours"), ("who", "not-yours")]
    assert codes(filed(once, "economy"), corrected, who) == [("when", "later-filed")]


@pytest.mark.parametrize(
    ("outcome", "objecting", "against"),
    [
        (DecisionOutcome.RETIRE, (), ()),
        (DecisionOutcome.RETIRE, ("economy",), ("economy",)),
        (DecisionOutcome.KEEP, ("economy",), ("necessity", "social_benefit")),
        (DecisionOutcome.KEEP, world.STEPS, ()),
    ],
)
def test_a_decision_goes_against_every_opinion_that_says_otherwise(
    outcome: str, objecting: tuple[str, ...], against: tuple[str, ...]
) -> None:
    snapshot = awaiting_decision(**dict.fromkeys(objecting, Opinion.OBJECT))
    assert goes_against(RETIREMENT, snapshot, outcome) == against
    after = given(snapshot, (commands.Decide(outcome, "because"), DECIDER))
    assert (after.proposal is not None) == bool(against)


def test_an_override_is_signed_by_a_second_decision_maker() -> None:
    """D8."""
    proposed = given(awaiting_decision(economy=Opinion.OBJECT), (commands.Decide("retire", "because"), DECIDER))
    assert proposed.state == State.DECISION
    assert codes(proposed, commands.Countersign("agreed"), DECIDER) == [("who", "same-person")]
    answer = decide(RETIREMENT, proposed, commands.Countersign("agreed"), SECOND)
    assert isinstance(answer, Accepted)
    (decided,) = [effect for effect in answer.effects if isinstance(effect, Decided)]
    assert (decided.by, decided.countersigned_by, decided.against) == (DECIDER.person, SECOND.person, ("economy",))


def test_a_declined_proposal_falls_and_a_new_one_may_follow() -> None:
    proposed = given(awaiting_decision(economy=Opinion.OBJECT), (commands.Decide("retire", "because"), DECIDER))
    declined = given(proposed, (commands.Decline("not convinced"), SECOND))
    assert declined.proposal is None
    assert codes(declined, commands.Countersign("agreed"), SECOND) == [("when", "nothing-proposed")]
    assert given(declined, (commands.Decide("keep", "so be it"), SECOND)).proposal is not None


def cleared() -> Snapshot:
    snapshot = given(awaiting_decision(), (commands.Decide("retire", "unused"), DECIDER))
    operator = PEOPLE[f"operator-{world.OPERATOR}-0"]
    for kind in ClearanceKind.values:
        acts = (commands.Attest(kind, "gone"), operator), (commands.Verify(kind, world.PROOF), VERIFIER)
        snapshot = given(snapshot, *acts)
    return snapshot


def test_the_notice_period_runs_from_the_decision_and_holds_the_shutdown_back() -> None:
    snapshot = cleared()
    assert snapshot.notice_ends_on == date(2026, 4, 1)
    assert codes(snapshot, ConfirmShutdown("off"), VERIFIER) == [("when", "notice-running")]
    assert codes(world.later(snapshot, 29), ConfirmShutdown("off"), VERIFIER) == [("when", "notice-running")]
    assert given(world.later(snapshot, 30), (ConfirmShutdown("off"), VERIFIER)).stage == "retired"


def test_rescinding_takes_two_people_and_holds_the_shutdown_back() -> None:
    snapshot = world.later(cleared(), 30)
    proposed = given(snapshot, (commands.Rescind("The village still needs it."), DECIDER))
    assert codes(proposed, ConfirmShutdown("off"), VERIFIER) == [("when", "rescission-pending")]
    assert codes(proposed, commands.Countersign("agreed"), DECIDER) == [("who", "same-person")]
    rescinded = given(proposed, (commands.Countersign("agreed"), SECOND))
    assert (rescinded.state, rescinded.outcome, rescinded.stage) == (State.CLOSED, "rescinded", "live")


def test_a_clearance_that_is_found_wanting_opens_again_even_before_the_shutdown() -> None:
    """C3."""
    rejected = given(cleared(), (commands.Reject("access_paths", "It answers again."), VERIFIER))
    assert rejected.state == State.CLEARANCE
    assert rejected.clearances["access_paths"] == ClearanceFact("access_paths")
    assert rejected.clearances["accounts"].state == ClearanceState.VERIFIED


def test_whoever_attested_cannot_verify() -> None:
    """D6: also where one duty per person did not already say so."""
    snapshot = given(awaiting_decision(), (commands.Decide("retire", "unused"), DECIDER))
    attested = ClearanceFact("accounts", ClearanceState.ATTESTED, VERIFIER.person)
    snapshot = replace(snapshot, clearances={**snapshot.clearances, "accounts": attested})
    assert codes(snapshot, commands.Verify("accounts", world.PROOF), VERIFIER) == [("who", "same-person")]


def test_parallel_steps_need_only_one_number() -> None:
    """The engine does not care: the same table with one number for all three runs them side by side."""
    side_by_side = replace(RETIREMENT, steps=tuple(replace(step, order=1) for step in RETIREMENT.steps))
    assert [step.code for step in side_by_side.open_reviews(())] == list(world.STEPS)
    assert [step.code for step in side_by_side.open_reviews({"economy"})] == ["necessity", "social_benefit"]


def test_every_obstacle_is_a_sentence() -> None:
    for actor in (OFFICER, PEOPLE["superuser"], reviewer("economy")):
        for snapshot in (world.draft(PEOPLE), in_review(), awaiting_decision(), cleared()):
            for command_type in RETIREMENT.commands:
                for command in world.filled_in(command_type, snapshot, PEOPLE):
                    answer = decide(RETIREMENT, snapshot, command, actor)
                    for obstacle in [] if isinstance(answer, Accepted) else answer:
                        assert isinstance(obstacle, Obstacle)
                        assert str(obstacle).endswith((".", "。"))
                        assert obstacle.kind in {"who", "when", "content"}


def test_what_is_filed_is_what_counts() -> None:
    review = filed(in_review(), "necessity", Opinion.OBJECT).reviews["necessity"]
    assert review == ReviewFact("necessity", reviewer("necessity").person, Opinion.OBJECT)
    assert Role.NECESSITY_REVIEWER in {each.role for each in reviewer("necessity").standings}
