"""Each process from end to end in the database: how it ends, where its system goes, and which case it opens."""

from typing import Any

import pytest
from pytest_django import Settings

from lifecycle.calendar.selectors import working_days
from lifecycle.cases.commands import (
    AdvanceShutdown,
    CarryForward,
    Claim,
    Command,
    ConfirmShutdown,
    Countersign,
    Decide,
    Declare,
    EndObservation,
    Extend,
    Remind,
    Reopen,
    Rescind,
    Resume,
    Return,
    StepBack,
    Submit,
    Suspend,
)
from lifecycle.cases.enums import State
from lifecycle.cases.models import Case, Task
from lifecycle.cases.rules.differences import digest
from lifecycle.cases.selectors import difference_of
from lifecycle.cases.services import execute, open_case
from lifecycle.commitments.selectors import commitments_of
from registry.ledger.models import Event
from registry.organisations.enums import OrganisationKind
from registry.organisations.models import Person
from registry.refusals import Refused
from registry.systems.models import System
from tests.factories import organisation, system
from tests.lifecycle.cases import walks
from tests.lifecycle.cases.factories import PROOF, County, answers, case_in, county, do, file

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> County:
    return county()


def ends(case: Case) -> tuple[str, str, str]:
    """(state, outcome, the system's stage) as the database has it."""
    case.refresh_from_db()
    return case.state, case.outcome, System.objects.get(pk=case.system_id).stage


def refused(case: Case, command: Command, by: Person | None) -> list[str]:
    before = Event.objects.count()
    with pytest.raises(Refused) as refusal:
        execute(case=case, command=command, by=by, expected_version=None)
    assert Event.objects.count() == before
    return [obstacle.code for obstacle in refusal.value.obstacles]


def followed(case: Case) -> Case:
    """The one case that a case opened."""
    return case.followed_by.get()


CELLS = {"name": "掌上办", "kind": "信息系统", "functions": "网上办事"}


def proposed(cast: County) -> Case:
    return open_case(
        process="admission",
        proposed={**CELLS, "sponsor": cast.sponsor.code},
        grounds={"reason": "群众要求"},
        by=cast.one("sponsor_staff"),
    )


def test_a_proposed_system_is_admitted_built_tested_and_launched(cast: County) -> None:
    """S6."""
    case = proposed(cast)
    assert (case.state, case.system.stage, case.opener, case.lead) == ("draft", "proposed", cast.sponsor, cast.bureau)
    case = walks.reviewed(walks.submitted(case, cast, "sponsor_staff"), cast)
    case = walks.decided(case, cast, "admit", conditions="接入一网通办")
    assert ends(case) == ("acceptance", "", "building")
    assert commitments_of(case.system).count() == 2
    case = do(case, walks.tested(stability=False), cast.one("case_officer"))
    assert ends(case) == ("acceptance", "", "building")
    case = do(case, walks.tested(), cast.one("case_officer"))
    assert ends(case) == ("closed", "launched", "live")
    assert case.acceptance_records.filter(passed=False).count() == 1


def test_a_refused_system_is_rejected_and_one_in_use_stays_as_it_is(cast: County) -> None:
    case = walks.reviewed(walks.submitted(proposed(cast), cast, "sponsor_staff"), cast, objecting=("economy",))
    case = walks.decided(case, cast, "refuse")
    assert ends(case) == ("closed", "refused", "rejected")
    in_use = walks.awaiting_decision("admission", cast, "sponsor_staff")
    assert ends(walks.decided(in_use, cast, "refuse")) == ("closed", "refused", "live")


def test_a_system_without_approval_is_admitted_after_the_fact(cast: County) -> None:
    case = walks.awaiting_decision("admission", cast, "sponsor_staff")
    assert ends(walks.decided(case, cast, "admit")) == ("closed", "admitted", "live")


def test_an_admission_can_be_taken_back_before_the_launch(cast: County) -> None:
    case = walks.reviewed(walks.submitted(proposed(cast), cast, "sponsor_staff"), cast)
    case = do(walks.decided(case, cast, "admit"), Rescind("资金被收回"), cast.one("decision_maker"))
    assert refused(case, walks.tested(), cast.one("case_officer")) == ["rescission-pending"]
    assert ends(do(case, Countersign("同意"), cast.another("decision_maker"))) == ("closed", "rescinded", "rejected")


@pytest.mark.parametrize(
    "township", [{"kind": OrganisationKind.TOWNSHIP}, {"division": "330110001000"}], ids=["kind", "division"]
)
def test_a_mobile_app_below_county_level_is_refused_unless_two_people_give_a_reason(
    cast: County, township: dict[str, Any]
) -> None:
    """D8: an exception to the default takes two people, as an override of an opinion does."""
    sponsor = organisation("某镇", **township)
    cast.one("sponsor_staff").memberships.update(organisation=sponsor)
    about = system(sponsor=sponsor, kind="app")
    case = walks.awaiting_decision("admission", cast, "sponsor_staff", about=about)
    decide = Decide("admit", "急需")
    assert refused(case, decide, cast.one("decision_maker")) == ["override-reason-missing"]
    case = do(case, Decide("admit", "急需", {"override_reason": "边远山区"}), cast.one("decision_maker"))
    assert (case.state, case.decisions.count()) == ("decision", 0)
    case = do(case, Countersign("同意"), cast.another("decision_maker"))
    decision = case.decisions.get()
    assert (decision.is_override, decision.against, decision.details) == (True, [], {"override_reason": "边远山区"})


def test_a_mobile_app_at_county_level_is_decided_by_one(cast: County) -> None:
    case = walks.awaiting_decision("admission", cast, "sponsor_staff", kind="app")
    assert ends(do(case, Decide("admit", "急需"), cast.one("decision_maker"))) == ("closed", "admitted", "live")


@pytest.mark.parametrize(
    ("outcome", "ending", "opens"),
    [
        ("keep", "kept", []),
        ("rectify", "to_rectify", ["rectification"]),
        ("merge", "to_merge", ["retirement"]),
        ("retire", "to_retire", ["retirement"]),
    ],
)
def test_an_evaluation_opens_what_it_decides_in_the_same_breath(
    cast: County, outcome: str, ending: str, opens: list[str]
) -> None:
    instead = {"proposed": outcome}
    case = walks.awaiting_decision("evaluation", cast, "case_officer", instead=instead)
    details = {"successor": system().code} if outcome == "merge" else {}
    case = walks.decided(case, cast, outcome, **details)
    assert ends(case) == ("closed", ending, "live")
    assert [each.process for each in case.followed_by.all()] == opens
    assert case.decisions.get().is_override is False
    for each in case.followed_by.all():
        assert (each.opened_by, each.lead, each.grounds["case"]) == (case.opened_by, cast.bureau, case.number)
        assert each.grounds["details"] == details
        assert list(each.duties.values_list("person", "kind")) == [(case.opened_by.pk, "author")]


def test_deciding_otherwise_than_proposed_goes_against_whoever_agreed(cast: County) -> None:
    case = walks.awaiting_decision(
        "evaluation", cast, "case_officer", instead={"proposed": "keep"}, objecting=("economy",)
    )
    case = walks.decided(case, cast, "retire")
    assert case.decisions.get().against == ["necessity", "social_benefit"]


def test_a_retirement_that_is_open_already_is_not_opened_twice(cast: County) -> None:
    """S5."""
    case = walks.awaiting_decision("evaluation", cast, "case_officer", instead={"proposed": "retire"})
    open_case(system=case.system, process="retirement", grounds={}, by=cast.another("case_officer"))
    assert ends(walks.decided(case, cast, "retire")) == ("closed", "to_retire", "live")
    assert case.followed_by.count() == 0


def test_a_rectification_is_planned_by_the_sponsor_and_measured_again(cast: County) -> None:
    case = walks.rectifying(cast)
    task = case.tasks.get(step="rectification")
    assert (task.organisation, str(task.due_on)) == (cast.sponsor, walks.in_days(30))
    assert walks.measured_again(county()).state == "decision"


def test_a_rectification_without_effect_opens_the_retirement_and_says_whether_it_was_an_honest_failure(
    cast: County,
) -> None:
    case = walks.measured_again(cast)
    honest = {"answer": True, "why": "按规定推进，客观条件不具备"}
    told = {"measured_again": "前后各四周，使用率未变", "honest_failure": honest}
    case = walks.decided(case, cast, "ineffective", **told)
    assert ends(case) == ("closed", "ineffective", "live")
    opened = followed(case)
    assert (opened.process, opened.state, opened.grounds["details"]["honest_failure"]) == (
        "retirement",
        "draft",
        honest,
    )
    assert opened.grounds["decision_sha256"] == case.decisions.get().sha256


def test_an_effective_rectification_closes(cast: County) -> None:
    case = walks.decided(walks.measured_again(cast), cast, "effective", measured_again="使用率翻倍")
    assert (ends(case), case.followed_by.count()) == (("closed", "effective", "live"), 0)


def test_a_work_group_leaves_lightly_and_nothing_else_may(cast: County) -> None:
    case = walks.submitted(walks.opened("light_exit", cast, "sponsor_staff", kind="work_group"), cast, "sponsor_staff")
    assert refused(case, Decide("confirm", "无异议"), cast.one("sponsor_staff")) == ["role-missing", "other-duty"]
    assert ends(walks.decided(case, cast, "confirm")) == ("closed", "dissolved", "retired")
    with pytest.raises(Refused) as refusal:
        walks.opened("light_exit", cast, "sponsor_staff", kind="platform")
    assert [obstacle.code for obstacle in refusal.value.obstacles] == ["kind"]


def test_a_suspension_takes_three_people_and_comes_back(cast: County) -> None:
    """D1."""
    case = walks.opened("suspension", cast, "clearance_verifier")
    assert refused(case, Suspend("泄露"), cast.one("clearance_verifier")) == ["other-duty"]
    case = do(case, Suspend("泄露"), cast.one("decision_maker"))
    assert ends(case) == ("suspended", "", "suspended")
    assert refused(case, Resume("已修复"), cast.one("decision_maker")) == ["other-duty"]
    assert ends(do(case, Resume("已修复"), cast.another("decision_maker"))) == ("closed", "resumed", "live")


def test_a_suspended_system_can_be_retired_and_its_suspension_ends_without_reviving_it(cast: County) -> None:
    """S6."""
    suspension = walks.suspended(cast)
    case = case_in(State.CLEARANCE, cast, about=System.objects.get(pk=suspension.system_id))
    assert ends(case)[2] == "retiring"
    case = do(case, Rescind("仍需要"), cast.one("decision_maker"))
    case = do(case, Countersign("同意"), cast.another("decision_maker"))
    assert ends(case) == ("closed", "rescinded", "suspended")
    assert ends(do(suspension, Resume("已修复"), cast.one("decision_maker"))) == ("closed", "resumed", "live")


def switched_off(cast: County, settings: Settings, *, outcome: str = "retire", **details: Any) -> Case:
    """A reachable system that is off and watched for 90 days."""
    settings.RETIREMENT_NOTICE_DAYS, settings.RETIREMENT_OBSERVATION_DAYS = 0, [30, 90]
    about = system(sponsor=cast.sponsor, operator=cast.operator, paths=("https://a.example",))
    case = case_in(State.SHUTDOWN, cast, about=about, outcome=outcome, details=details)
    verifier = cast.one("clearance_verifier")
    case = do(case, AdvanceShutdown("off", walks.in_days(0)), verifier)
    return do(case, ConfirmShutdown("Off."), verifier)


def test_a_reachable_system_goes_off_grade_by_grade_and_back(cast: County, settings: Settings) -> None:
    settings.RETIREMENT_NOTICE_DAYS, settings.BROWNOUT_NOTICE_DAYS = 10, 3
    about = system(sponsor=cast.sponsor, operator=cast.operator, paths=("https://a.example",))
    case, verifier = case_in(State.CLEARANCE, cast, about=about), cast.one("clearance_verifier")
    assert refused(case, AdvanceShutdown("brownout", walks.in_days(2)), verifier) == ["too-early"]
    assert refused(case, AdvanceShutdown("tombstone", walks.in_days(9)), verifier) == ["too-early"]
    assert refused(case, AdvanceShutdown("off", walks.in_days(10)), verifier) == ["not-cleared"]
    case = do(case, AdvanceShutdown("brownout", walks.in_days(3)), verifier)
    assert (case.grade, str(case.grade_on)) == ("brownout", walks.in_days(3))
    assert refused(case, AdvanceShutdown("read_only", walks.in_days(3)), verifier) == ["not-further"]
    case = do(case, StepBack("村里还要用"), verifier)
    assert case.grade == "read_only"


def test_what_can_be_reached_is_not_off_before_it_is_switched_off(cast: County, settings: Settings) -> None:
    settings.RETIREMENT_NOTICE_DAYS = 0
    about = system(sponsor=cast.sponsor, operator=cast.operator, paths=("https://a.example",))
    case = case_in(State.SHUTDOWN, cast, about=about)
    assert refused(case, ConfirmShutdown("Off."), cast.one("clearance_verifier")) == ["not-off"]


def test_the_machine_reopens_what_answers_again_and_nobody_else_is_the_machine(
    cast: County, settings: Settings
) -> None:
    """C3."""
    case = switched_off(cast, settings)
    assert (case.state, case.system.stage, str(case.observation_ends_on)) == (
        "observation", "retiring", walks.in_days(90),
    )  # fmt: skip
    assert refused(case, EndObservation("无异常"), cast.one("clearance_verifier")) == ["observation-running"]
    assert refused(case, EndObservation("无异常"), None) == ["role-missing", "observation-running"]
    case = execute(case=case, command=Reopen("access_paths", "又能访问", PROOF), by=None, expected_version=None)
    assert (case.state, case.clearances.get(kind="access_paths").state) == ("clearance", "open")
    event = Event.objects.filter(stream=case.stream).latest("seq")
    assert (event.actor, event.verb, event.seq) == ("", "cases.reopened", case.version)


@pytest.mark.parametrize(("outcome", "ending"), [("retire", "retired"), ("merge", "merged")])
def test_a_system_ends_as_it_was_decided(cast: County, settings: Settings, outcome: str, ending: str) -> None:
    """C1."""
    details = {"successor": system().code} if outcome == "merge" else {}
    case = switched_off(cast, settings, outcome=outcome, **details)
    Case.objects.filter(pk=case.pk).update(observation_ends_on=walks.in_days(0))
    assert ends(do(case, EndObservation("无异常"), cast.one("clearance_verifier"))) == ("closed", ending, ending)


def test_a_successor_is_another_system_that_lives(cast: County) -> None:
    case = case_in(State.DECISION, cast)
    decider = cast.one("decision_maker")
    for code, told in (
        ("", "field-missing"),
        ("SYS-NONE", "system-unknown"),
        (case.system.code, "no-successor"),
        (system(stage="retired").code, "no-successor"),
    ):
        assert refused(case, Decide("merge", "并入", {"successor": code}), decider) == [told]


def test_keeping_names_the_day_on_which_it_is_looked_at_again(cast: County) -> None:
    case = case_in(State.DECISION, cast, objecting=("necessity", "economy", "social_benefit"))
    decider = cast.one("decision_maker")
    keep = {"re_evaluate_on": walks.in_days(0)}
    assert refused(case, Decide("keep", "仍有用", keep), decider) == ["not-ahead"]
    assert ends(walks.decided(case, cast, "keep", re_evaluate_on=walks.in_days(365))) == ("closed", "kept", "live")


def test_a_retirement_may_be_asked_for_by_the_sponsor(cast: County) -> None:
    case = walks.opened("retirement", cast, "sponsor_staff")
    assert (case.opener, case.lead) == (cast.sponsor, cast.bureau)
    case = walks.submitted(case, cast, "sponsor_staff")
    assert case.state == "intake"


def test_more_time_is_given_in_working_days_by_somebody_else_and_adds_up(cast: County) -> None:
    """T1."""
    case = case_in(State.REVIEW, cast)
    task = case.tasks.get(step="necessity")
    assert task.due_on is not None
    officer = cast.one("intake_officer")
    for days in (3, 4):
        case = do(case, Extend("necessity", days, "资料未齐"), officer)
    longer = Task.objects.get(pk=task.pk)
    assert (longer.due_on, longer.extended_days) == (working_days().add_working_days(task.due_on, 7), 7)
    assert refused(case, Extend("necessity", 4, "再延"), officer) == ["too-long"]
    assert refused(case, Extend("necessity", 1, "再延"), cast.reviewer("necessity")) == ["role-missing"]


def test_a_reminder_goes_out_once_a_day(cast: County) -> None:
    """T3."""
    case = do(case_in(State.REVIEW, cast), Remind("necessity"), cast.one("intake_officer"))
    assert refused(case, Remind("necessity"), cast.one("intake_officer")) == ["already-reminded"]


def returned_once(cast: County) -> Case:
    """Two reviews filed, returned, submitted again with another plan for the data, accepted, necessity claimed and declared."""
    case = file(file(case_in(State.REVIEW, cast), cast, "necessity"), cast, "economy")
    case = do(case, Return(("数据去向",)), cast.one("intake_officer"))
    content = {**case.submissions.get(round=1).content, "data_disposal": "全部移交档案馆"}
    case = do(case, Submit(content, ("已补",)), cast.one("case_officer"))
    case = do(case, cast.accept(), cast.one("intake_officer"))
    return taken(case, cast, "necessity")


def taken(case: Case, cast: County, step: str) -> Case:
    reviewer = cast.reviewer(step)
    return do(do(case, Claim(step), reviewer), Declare(step, "none"), reviewer)


def test_an_opinion_is_carried_forward_where_nothing_that_concerns_it_changed(cast: County) -> None:
    case, reviewer = returned_once(cast), cast.reviewer("economy")
    case = do(case, answers(case, "necessity"), cast.reviewer("necessity"))
    case = taken(case, cast, "economy")
    assert refused(case, CarryForward("economy", "0" * 64), reviewer) == ["difference-unseen"]
    case = do(case, CarryForward("economy", digest(difference_of(case))), reviewer)
    first, second = case.reviews.filter(step="economy").order_by("round")
    assert (second.round, second.opinion, second.reason) == (2, first.opinion, first.reason)
    values = [list(each.scores.order_by("criterion").values_list("criterion", "value")) for each in (first, second)]
    assert values[0] == values[1]
    assert case.tasks.get(round=2, step="social_benefit").state == "open"


def test_an_opinion_is_written_again_where_what_it_rests_on_changed(cast: County) -> None:
    case = returned_once(cast)
    command = CarryForward("necessity", digest(difference_of(case)))
    assert refused(case, command, cast.reviewer("necessity")) == ["dimension-changed"]
