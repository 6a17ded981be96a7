"""Reminders and escalation: on working days, once, and without any effect on a case."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from lifecycle.calendar.rules import WorkingDays
from lifecycle.calendar.schedules import SCHEDULES
from lifecycle.cases.commands import Assign, Claim, Decide, Extend, Remind, Return
from lifecycle.cases.enums import State, TaskState
from lifecycle.cases.models import Case, Duty, Task
from lifecycle.cases.rules.reminding import is_due_soon, is_to_be_escalated
from lifecycle.cases.services import open_case
from lifecycle.cases.services.reminding import remind_of_another_look, remind_of_due_work, warn_of_unknown_year
from lifecycle.notices.agenda import agenda_of
from lifecycle.notices.models import Notice
from registry.jobs.services import add, work_next
from registry.organisations.enums import Role
from registry.organisations.models import Delegation, Membership
from tests.factories import person, system
from tests.lifecycle.cases.factories import case_in, county, do

EXCEPTIONS = {date.fromisoformat(day): kind for year in SCHEDULES.values() for day, kind in year.items()}
CALENDAR = WorkingDays(EXCEPTIONS, frozenset(SCHEDULES))
DAYS = st.dates(date(2023, 2, 1), date(2026, 11, 30))
MONDAY = date(2026, 3, 2)


def told(kind: str = "") -> list[tuple[str, str]]:
    notices = Notice.objects.filter(kind__startswith=kind).select_related("person").order_by("id")
    return [(notice.kind, notice.person.account) for notice in notices]


def remind(today: date) -> dict[str, int]:
    return remind_of_due_work(today=today, calendar=CALENDAR)


def due(case: Case, step: str, day: date) -> Task:
    task = case.tasks.get(round=case.round, step=step)
    task.due_on = day
    task.save()
    return task


@given(DAYS, st.integers(0, 10))
def test_what_is_due_soon_was_not_late_before_and_stays_due_soon_until_its_day(day: date, ahead: int) -> None:
    """T1: the window opens once and closes with the due day."""
    window = [day + timedelta(days=number) for number in range(-30, 5)]
    said = [is_due_soon(day, today=today, calendar=CALENDAR, ahead=ahead) for today in window]
    assert said == sorted(said[:31]) + [False] * 4
    assert said[30]


@given(DAYS, st.integers(1, 10))
def test_lateness_is_escalated_from_one_day_on_and_never_before_the_due_day(day: date, after: int) -> None:
    first = CALENDAR.add_working_days(day, after)
    window = [day + timedelta(days=number) for number in range(-5, 40)]
    said = [is_to_be_escalated(day, today=today, calendar=CALENDAR, after=after) for today in window]
    assert said == [today >= first for today in window]


@pytest.mark.django_db
def test_whoever_holds_a_step_is_reminded_once() -> None:
    """T3."""
    cast = county()
    case = do(case_in(State.REVIEW, cast), Claim("necessity"), cast.reviewer("necessity"))
    due(case, "necessity", MONDAY + timedelta(days=2))

    assert [remind(MONDAY), remind(MONDAY), remind(MONDAY + timedelta(days=1))] == [
        {"reminded": 1, "escalated": 0},
        {"reminded": 0, "escalated": 0},
        {"reminded": 0, "escalated": 0},
    ]
    notice = Notice.objects.get()
    assert (notice.person, notice.url) == (cast.reviewer("necessity"), f"/cases/{case.number}/task/")
    assert notice.sentence == f"Due on 2026-03-04: Necessity review, {case.system.name} ({case.number})"


@pytest.mark.django_db
def test_a_step_nobody_holds_reminds_everybody_who_could_take_it_and_nobody_else() -> None:
    cast = county()
    case = case_in(State.REVIEW, cast)
    due(case, "necessity", MONDAY)
    bound, left = person(role=Role.NECESSITY_REVIEWER, organisation=cast.reviewing["necessity"]), person()
    Duty.objects.create(case=case, person=bound, kind="recused", since=timezone.now())
    ended = Membership.objects.create(
        person=left,
        organisation=cast.reviewing["necessity"],
        role=Role.NECESSITY_REVIEWER,
        since=date(2020, 1, 1),
        until=MONDAY - timedelta(days=1),
    )
    assert ended.person == left

    remind(MONDAY)

    assert told() == [("cases.due_soon", each.account) for each in cast.people["necessity_reviewer"]]


@pytest.mark.django_db
def test_late_work_is_told_to_the_leaders_of_its_organisation_once(settings: Settings) -> None:
    settings.ESCALATION_WORKING_DAYS = 3
    cast = county()
    case = case_in(State.REVIEW, cast)
    leader = person(role=Role.LEADER, organisation=cast.reviewing["necessity"])
    due(case, "necessity", MONDAY - timedelta(days=3))  # a Friday; the Saturday after it is worked

    counts = [remind(MONDAY), remind(MONDAY + timedelta(days=1)), remind(MONDAY + timedelta(days=2))]

    assert [each["escalated"] for each in counts] == [0, 1, 0]
    assert told() == [("cases.overdue", leader.account)]


@pytest.mark.django_db
def test_where_an_organisation_has_no_leader_those_of_the_leading_bureau_hear_of_it() -> None:
    cast = county()
    due(case_in(State.REVIEW, cast), "necessity", MONDAY - timedelta(days=3))
    remind(MONDAY)
    assert told() == [("cases.overdue", each.account) for each in cast.people["leader"]]


@pytest.mark.django_db
@pytest.mark.parametrize("day", [date(2026, 2, 16), date(2026, 2, 28), date(2026, 3, 1)])
def test_days_off_bring_no_notices_and_make_up_days_do(day: date) -> None:
    """2026-02-16 is the eve of Spring Festival, 2026-02-28 a Saturday that is worked, 2026-03-01 a Sunday."""
    cast = county()
    due(case_in(State.REVIEW, cast), "necessity", day)
    remind(day)
    assert (told() != []) == (day == date(2026, 2, 28))


@pytest.mark.django_db
def test_a_new_due_day_brings_a_new_reminder() -> None:
    cast = county()
    case = do(case_in(State.REVIEW, cast), Claim("necessity"), cast.reviewer("necessity"))
    due(case, "necessity", MONDAY)
    remind(MONDAY)
    due(case, "necessity", MONDAY + timedelta(days=7))
    remind(MONDAY + timedelta(days=7))
    assert len(told()) == 2


@pytest.mark.django_db
def test_work_that_is_done_or_waits_for_others_reminds_nobody() -> None:
    cast = county()
    case = case_in(State.REVIEW, cast)
    Task.objects.filter(case=case).update(due_on=MONDAY)
    Task.objects.filter(case=case, step="necessity").update(state=TaskState.DONE)
    assert remind(MONDAY) == {"reminded": 0, "escalated": 0}


def rows() -> dict[str, list[Any]]:
    """Everything the room of cases has stored."""
    tables = [name for name in connection.introspection.table_names() if name.startswith("cases_")]
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(tables):
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            found[table] = cursor.fetchall()
    return found


@pytest.mark.django_db
def test_no_clock_changes_a_case() -> None:
    """T2 and T4: whatever day it is, reminding and escalating leave every row of every case as it was."""
    cast = county()
    for state in (State.DRAFT, State.INTAKE, State.REVIEW, State.DECISION, State.CLEARANCE, State.SHUTDOWN):
        case_in(state, cast, about=None)
    before = rows()
    last = timezone.localdate() + timedelta(days=60)
    for number in range(0, 90, 7):
        remind(last - timedelta(days=number))
    assert told() != []
    assert rows() == before


@pytest.mark.django_db
def test_the_scheduled_job_reminds() -> None:
    cast = county()
    case = case_in(State.REVIEW, cast)
    due(case, "necessity", timezone.localdate())
    add("cases.remind", by=None, arguments={})
    job = work_next()
    assert job is not None
    job.refresh_from_db()
    expected = 2 if CALENDAR.is_working_day(timezone.localdate()) else 0
    assert job.result == {"reminded": expected, "escalated": 0, "to_look_again": 0, "warned": 0}


@pytest.mark.django_db
def test_administrators_hear_once_in_december_of_a_year_nobody_entered() -> None:
    administrator = person(role=Role.ADMINISTRATOR)
    days = [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)]
    assert [warn_of_unknown_year(today=day, calendar=CALENDAR) for day in days] == [0, 1, 0]
    assert warn_of_unknown_year(today=date(2025, 12, 1), calendar=CALENDAR) == 0
    notice = Notice.objects.get()
    assert (notice.person, notice.url) == (administrator, "/calendar/")
    assert notice.sentence == "The working days of 2027 are not known yet: import the announcement"


@pytest.mark.django_db
def test_people_hear_of_work_given_to_them_returned_to_them_and_decided() -> None:
    cast = county()
    case = case_in(State.REVIEW, cast)
    leader = person(role=Role.LEADER, organisation=cast.reviewing["necessity"])
    do(case, Assign("necessity", cast.reviewer("necessity").account), leader)
    do(case, Return(("the data plan",)), cast.one("intake_officer"))
    decided = case_in(State.DECISION, cast)
    do(decided, Decide("retire", "Not used."), cast.one("decision_maker"))

    author = cast.one("case_officer").account
    assert told() == [
        ("cases.given", cast.reviewer("necessity").account),
        ("cases.sent_back", author),
        ("cases.ruled", author),
    ]
    said = [notice.sentence for notice in Notice.objects.order_by("id")]
    assert said == [
        f"Work was given to you: {case.system.name} ({case.number})",
        f"Your case was returned: {case.system.name} ({case.number})",
        f"A decision was taken: {decided.system.name} ({decided.number})",
    ]


@pytest.mark.django_db
def test_an_emergency_is_told_at_once_and_a_proposal_to_whoever_can_sign_it() -> None:
    cast = county()
    about, deciders = system(sponsor=cast.sponsor, operator=cast.operator), cast.people["decision_maker"]
    open_case(system=about, process="suspension", grounds={}, by=cast.one("case_officer"))
    able = {each.account for each in [*deciders, *cast.people["clearance_verifier"]]}
    assert {account for kind, account in told() if kind == "cases.asked_for"} == able
    contested = case_in(State.DECISION, cast, objecting=("necessity",))
    do(contested, Decide("retire", "Not used."), deciders[0])
    assert [account for kind, account in told() if kind == "cases.to_sign"] == [deciders[1].account]


@pytest.mark.django_db
def test_no_notice_says_what_anybody_thought_or_decided() -> None:
    """P3: nothing a reviewer or decision maker wrote or chose stands in a notice, in its data or its sentence."""
    cast = county()
    case = case_in(State.CLEARANCE, cast, objecting=("necessity",))
    remind(timezone.localdate() + timedelta(days=40))
    notices = list(Notice.objects.all())
    assert notices != []
    secrets = {"object", "support", "retire", "keep", "Seen in the evidence.", "Not used.", "Agreed."}
    held = [str(value) for notice in notices for value in notice.data.values()]
    assert [value for value in held if value in secrets] == []
    assert {key for notice in notices for key in notice.data} <= {"system", "step", "target", "due_on"}
    assert case.state == State.CLEARANCE


@pytest.mark.django_db
def test_asking_by_hand_reminds_the_holders_once_a_day() -> None:
    cast = county()
    case = do(case_in(State.REVIEW, cast), Claim("necessity"), cast.reviewer("necessity"))
    do(case, Remind("necessity"), cast.one("intake_officer"))
    assert told() == [("cases.asked_for", cast.reviewer("necessity").account)]


@pytest.mark.django_db
def test_a_person_s_calendar_holds_what_they_hold_and_follows_its_day() -> None:
    cast = county()
    case = do(case_in(State.REVIEW, cast), Claim("necessity"), cast.reviewer("necessity"))
    task = case.tasks.get(step="necessity")
    (entry,) = agenda_of(cast.reviewer("necessity"))
    assert (entry.uid, entry.day, entry.url) == (
        f"task-{task.pk}@taizhang",
        task.due_on,
        f"/cases/{case.number}/task/",
    )
    do(case, Extend("necessity", 3, "Illness."), cast.one("intake_officer"))
    task.refresh_from_db()
    (moved,) = agenda_of(cast.reviewer("necessity"))
    assert (moved.uid, moved.day) == (entry.uid, task.due_on)
    assert agenda_of(cast.reviewer("necessity", 1)) == []


@pytest.mark.django_db
def test_a_deputy_hears_of_what_waits_for_whom_they_act_for() -> None:
    cast = county()
    case = case_in(State.REVIEW, cast)
    due(case, "necessity", MONDAY)
    giver, deputy = cast.reviewer("necessity"), person(role=Role.LEADER, organisation=cast.reviewing["necessity"])
    Delegation.objects.create(
        giver=giver,
        taker=deputy,
        role=Role.NECESSITY_REVIEWER,
        organisation=cast.reviewing["necessity"],
        since=MONDAY,
        until=MONDAY,
        reason="leave",
    )
    remind(MONDAY)
    assert ("cases.due_soon", deputy.account) in told()
    Notice.objects.all().delete()
    due(case, "necessity", MONDAY + timedelta(days=1))
    remind(MONDAY + timedelta(days=1))
    assert "cases.due_soon" in {kind for kind, _account in told()}
    assert ("cases.due_soon", deputy.account) not in told()


@pytest.mark.django_db
def test_whoever_leads_hears_in_time_that_what_was_kept_is_to_be_evaluated_again() -> None:
    cast = county()
    objecting = ("necessity", "economy", "social_benefit")
    day = timezone.localdate() + timedelta(days=365)
    case = case_in(State.DECISION, cast, objecting=objecting)
    case = do(case, Decide("keep", "Needed.", {"re_evaluate_on": day.isoformat()}), cast.one("decision_maker"))
    Notice.objects.all().delete()
    days = [day - timedelta(days=61), day - timedelta(days=60), day]
    assert [remind_of_another_look(today=each) for each in days] == [0, len(cast.people["case_officer"]), 0]
    notice = Notice.objects.first()
    assert notice is not None
    assert notice.sentence == (
        f"Kept on condition: to be evaluated again by {day.isoformat()}: {case.system.name} ({case.number})"
    )
    Notice.objects.all().delete()
    open_case(system=case.system, process="evaluation", grounds={"origin": "observation"}, by=cast.one("case_officer"))
    assert remind_of_another_look(today=day) == 0
