"""From what was decided, promised, found and done, backwards."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from evaluations.appraisals.models import Appraisal
from evaluations.appraisals.services.evaluating import open_evaluation
from evaluations.tracing.nodes import Node
from evaluations.tracing.selectors.cases import trace_of
from evaluations.tracing.selectors.deeds import deeds_of_organisation, deeds_of_person
from evaluations.tracing.selectors.origins import trace_of_appraisal, trace_of_commitment, trace_of_finding
from evaluations.tracing.selectors.reach import reach_of
from lifecycle.cases.commands import Assign, Declare, Return, Submit
from lifecycle.cases.enums import State
from lifecycle.cases.models import Case, Decision
from lifecycle.cases.services import open_case
from lifecycle.commitments.models import Commitment
from registry.checkpoints.services import seal
from registry.organisations.enums import InterestKind, Role
from registry.organisations.models import Membership, Person
from registry.organisations.services import close_account, declare_interest, delegate
from tests.evaluations.appraisals.factories import commitment, yesterday
from tests.evaluations.appraisals.test_evaluations import used_system
from tests.evaluations.findings.found import finding
from tests.factories import organisation, person, system
from tests.lifecycle.cases.factories import CONTENT, STEPS, County, answers, case_in, county, do, file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key_file(settings: Settings, tmp_path: Path) -> None:
    settings.CHECKPOINT_KEY_FILE = tmp_path / "checkpoint_key"


@pytest.fixture
def auditor() -> Person:
    return person("审计员", role=Role.AUDITOR)


def of_kind(root: Node, kind: str) -> list[Node]:
    return [node for node in root.walk() if node.kind == kind]


def two_rounds(cast: County) -> Case:
    """Returned once, assigned by a leader, decided against an objection, and sealed."""
    case = case_in(State.REVIEW, cast)
    case = do(case, Return(("the data plan",)), cast.one("intake_officer"))
    case = do(case, Submit({**CONTENT, "affected": "Two villages."}, ("See “affected”.",)), cast.one("case_officer"))
    case = do(case, cast.accept(), cast.one("intake_officer"))
    leader = person("组长", role=Role.LEADER, organisation=cast.reviewing["necessity"])
    case = do(case, Assign("necessity", cast.reviewer("necessity").account), leader)
    for step in STEPS:
        case = file(case, cast, step)
    return case


def decided(cast: County) -> Case:
    case = case_in(State.CLEARANCE, cast, objecting=("necessity",))
    seal(by=None)
    return case


def test_a_decision_leads_to_its_standing_its_basis_its_event_and_the_checkpoint(auditor: Person) -> None:
    cast = county()
    case = decided(cast)
    root = trace_of(case, auditor)
    (decision,) = of_kind(root, "decision")

    assert [child.kind for child in decision.children] == ["standing", "basis", "event"]
    standing, basis, event = decision.children
    assert (decision.who, standing.title, standing.warning) == (
        cast.one("decision_maker").name,
        "Decision maker · 县数据局",
        "",
    )
    assert [(str(each.label), each.holds) for each in basis.seals] == [
        ("Grounds", True),
        ("Submission", True),
        *((f"Review · {step} review", True) for step in ("necessity", "economy", "social-benefit")),
    ]
    assert [node.title for node in event.children] == ["Sealed by checkpoint 1"]
    assert dict(decision.facts)["Goes against"] == "necessity review"
    assert root.is_sound


def test_a_review_leads_to_who_gave_it_to_whom_what_was_declared_and_filed(auditor: Person) -> None:
    cast = county()
    root = trace_of(two_rounds(cast), auditor)
    review = next(node for node in of_kind(root, "review") if node.title == "Necessity review, round 2")

    assert [child.kind for child in review.children] == ["standing", "assignment", "declaration", "event"]
    assignment = review.children[1]
    assert (assignment.who, assignment.children[0].title) == ("组长", "Leader · 县农业农村局")
    assert review.children[2].title == "Conflict statement: I have no conflict of interest"


def test_a_submission_shows_what_it_changed_of_the_one_before(auditor: Person) -> None:
    root = trace_of(two_rounds(county()), auditor)
    newest, first = of_kind(root, "submission")
    assert (newest.title, first.title) == ("Submission, round 2", "Submission, round 1")
    assert [(node.title, dict(node.facts)) for node in of_kind(newest, "difference")] == [
        ("Who is affected: changed", {"Said before": "none", "Says now": "Two villages."})
    ]
    assert of_kind(first, "difference") == []
    assert dict(newest.facts) == {"the data plan": "See “affected”."}


def test_it_works_after_people_have_left(auditor: Person) -> None:
    cast = county()
    case = decided(cast)
    before = trace_of(case, auditor).as_json()
    tomorrow = timezone.localdate() + timedelta(days=1)
    for somebody in Person.objects.exclude(pk=auditor.pk):
        close_account(person=somebody, by=None)
    Membership.objects.exclude(person=auditor).update(until=timezone.localdate())

    after = trace_of(case, auditor)

    assert after.is_sound
    assert [node.who for node in after.walk()] == [each["who"] for each in flat(before)]
    assert tomorrow > timezone.localdate()


def flat(told: dict) -> list[dict]:  # type: ignore[type-arg]
    return [told, *(each for child in told["children"] for each in flat(child))]


def test_who_held_no_role_that_day_is_named(auditor: Person) -> None:
    cast = county()
    case = decided(cast)
    Membership.objects.filter(person=cast.one("decision_maker")).update(until=date(2020, 12, 31))
    root = trace_of(case, auditor)
    (decision,) = of_kind(root, "decision")
    assert decision.children[0].warning == "No membership with this role is registered for that day."
    assert not root.is_sound


def test_a_delegation_and_a_declared_tie_stand_below_the_standing(auditor: Person) -> None:
    cast = county()
    case = case_in(State.REVIEW, cast)
    reviewer, taker = (
        cast.reviewer("necessity"),
        person("代办人", role=Role.SPONSOR_STAFF, organisation=cast.reviewing["necessity"]),
    )
    today = timezone.localdate()
    delegate(
        giver=reviewer,
        taker=taker,
        role=Role.NECESSITY_REVIEWER,
        organisation=cast.reviewing["necessity"],
        since=today,
        until=today + timedelta(days=5),
        reason="出差",
        by=reviewer,
    )
    declare_interest(
        organisation=organisation("乡企"), kind=InterestKind.FAMILY, since=today, statement="private", by=taker
    )
    leader = person(role=Role.LEADER, organisation=cast.reviewing["necessity"])
    case = do(case, Assign("necessity", taker.account), leader)
    case = do(do(case, Declare("necessity", "none"), taker), answers(case, "necessity"), taker)

    root = trace_of(case, auditor)

    (review,) = of_kind(root, "review")
    delegation, interest = review.children[0].children
    assert (delegation.title, delegation.warning) == (f"Acted for {reviewer.account}", "")
    assert interest.kind == "interest"
    assert "private" not in str(root.as_json())


def test_what_was_altered_behind_the_program_s_back_is_marked(auditor: Person) -> None:
    case = decided(county())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("DROP TRIGGER cases_decision_no_update")
    Decision.objects.update(reason="Something else.")
    root = trace_of(case, auditor)
    (decision,) = of_kind(root, "decision")
    assert [each.holds for each in decision.seals] == [False]
    assert not root.is_sound


def test_a_reader_who_may_not_read_a_review_yet_does_not_find_it_in_the_trace() -> None:
    """P3: the trace asks the same question as every other page."""
    cast = county()
    case = file(case_in(State.REVIEW, cast), cast, "necessity")
    assert of_kind(trace_of(case, cast.reviewer("social_benefit")), "review") == []
    assert len(of_kind(trace_of(case, cast.one("leader")), "review")) == 1


def test_a_person_s_deeds_stand_by_case_and_duty(auditor: Person) -> None:
    cast = county()
    case = decided(cast)
    root = deeds_of_person(cast.reviewer("necessity"), reach_of(auditor))
    (told,) = of_kind(root, "case")
    assert (told.title, dict(told.facts)) == (f"{case.number} {case.system.name}", {"Duty": "Necessity reviewer"})
    assert [node.title for node in told.children] == [
        "took the necessity review",
        "declared interests before the necessity review",
        "filed the necessity review",
    ]
    assert dict(told.children[0].facts) == {"As": "Necessity reviewer · 县农业农村局"}
    assert [node.title for node in of_kind(root, "membership")] == ["Necessity reviewer · 县农业农村局"]


def test_an_organisation_s_deeds_are_what_was_done_in_its_name(auditor: Person) -> None:
    cast = county()
    decided(cast)
    root = deeds_of_organisation(cast.reviewing["necessity"], reach_of(auditor))
    (told,) = of_kind(root, "case")
    assert dict(told.facts) == {"Duty": "necessity review"}
    assert {node.who for node in told.children} == {cast.reviewer("necessity").name}
    lead = deeds_of_organisation(cast.bureau, reach_of(auditor))
    assert dict(of_kind(lead, "case")[0].facts)["Duty"].startswith("opened the case")


def test_a_leader_traces_what_their_bureau_leads_and_nothing_else() -> None:
    cast, elsewhere = county(), county()
    case, other = decided(cast), case_in(State.DECISION, elsewhere)
    reach = reach_of(cast.one("leader"))
    assert list(reach.cases()) == [case]
    assert of_kind(deeds_of_person(elsewhere.reviewer("necessity"), reach), "case") == []
    assert of_kind(deeds_of_person(cast.reviewer("necessity"), reach), "elsewhere") == []
    assert other not in reach.cases()
    assert reach_of(person(role=Role.LEADER)).is_none


def test_a_finding_leads_to_its_evidence_and_its_case(auditor: Person) -> None:
    cast = county()
    case = decided(cast)
    found = finding(system=case.system, case_number=case.number, state="confirmed")
    root = trace_of_finding(found, reach_of(auditor))
    assert [each.value for each in root.seals] == ["e" * 64]
    assert [node.title for node in of_kind(root, "case")] == [f"Retirement {case.number}"]


def test_a_commitment_leads_to_the_case_in_which_it_was_made(auditor: Person) -> None:
    cast = county()
    case = decided(cast)
    promised = Commitment.objects.create(
        system=case.system,
        case_number=case.number,
        position=1,
        label="满意度",
        unit="%",
        direction="higher",
        target=90,
        tolerance_percent=5,
        population="群众",
        data_source="survey",
        responsible_post="科长",
    )
    promised.refresh_from_db()
    root = trace_of_commitment(promised, reach_of(auditor))
    assert [node.kind for node in root.children] == ["case"]
    assert dict(root.facts)["Target"] == "90 %"


def test_an_appraisal_leads_to_the_evaluation_it_was_opened_on_and_to_where_its_promises_were_made(
    auditor: Person,
) -> None:
    cast = county()
    of, until = used_system(cast), yesterday()
    admitted = decided(cast)
    commitment(of, due_on=[until], case_number=admitted.number)
    case = open_evaluation(system=of, since=until - timedelta(days=90), until=until, by=cast.one("case_officer"))
    other = open_case(
        system=system(sponsor=cast.sponsor), process="evaluation", grounds={}, by=cast.one("case_officer")
    )
    figures = Appraisal.objects.select_related("system", "scheme", "case").get(case=None)
    root = trace_of_appraisal(figures, reach_of(auditor))
    assert (root.title, dict(root.facts)["Scheme"]) == (f"Appraisal {figures.code}", figures.scheme.code)
    assert [node.title for node in root.children] == [f"Evaluation {case.number}", f"Retirement {admitted.number}"]
    made = Appraisal.objects.select_related("system", "scheme", "case").get(case=other)
    assert [node.title for node in trace_of_appraisal(made, reach_of(auditor)).children] == [
        f"Evaluation {other.number}"
    ]


def test_a_trace_takes_the_same_queries_for_a_longer_record(auditor: Person) -> None:
    cast = county()
    short, long = case_in(State.INTAKE, cast), two_rounds(cast)
    assert abs(queries_of(long, auditor) - queries_of(short, auditor)) <= 4 * len(STEPS) + 3


def queries_of(case: Case, reader: Person) -> int:
    with connection.execute_wrapper(counting := Counting()):
        trace_of(Case.objects.select_related("system", "opener", "lead", "opened_by").get(pk=case.pk), reader)
    return counting.queries


class Counting:
    """An execute wrapper that counts."""

    queries = 0

    def __call__(self, execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        self.queries += 1
        return execute(sql, params, many, context)


def test_nothing_of_a_system_without_cases_can_be_traced(auditor: Person) -> None:
    system()
    assert list(reach_of(auditor).cases()) == []
