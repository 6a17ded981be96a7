"""Home shows a person's own work, the most pressing first, and sends everybody else to sign in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from evaluations.findings.enums import FindingKind, FindingState, Tier
from evaluations.findings.services import acts
from evaluations.overview.selectors import Home, home_of
from lifecycle.cases.commands import Claim
from lifecycle.cases.enums import State
from lifecycle.cases.rules.due import Urgency
from registry.organisations.enums import Role
from registry.organisations.models import Person
from registry.systems.enums import Stage
from tests import factories
from tests.evaluations.findings.found import case_officer, claimed, finding, notices_on, sponsor_staff
from tests.lifecycle.cases.factories import County, case_in, county, do

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def cast() -> County:
    return county()


def home(person: Person) -> Home:
    return home_of(person, today=timezone.localdate())


def counts(found: Home) -> dict[str, int]:
    return {figure.query: figure.count for figure in found.figures}


def test_a_stranger_is_sent_to_the_sign_in_page(client: Client) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/")


def test_a_reviewer_finds_what_waits_and_what_to_claim(cast: County) -> None:
    claimed, free = case_in(State.REVIEW, cast), case_in(State.REVIEW, cast)
    reviewer, colleague = cast.reviewer("necessity"), cast.reviewer("necessity", 1)
    do(claimed, Claim("necessity"), reviewer)
    found = home(reviewer)
    assert [work.task.case for work in found.mine] == [claimed]
    assert [work.task.case for work in found.unclaimed] == [free]
    assert counts(found) == {"?mine=todo": 1, "?mine=unit": 1, "?mine=done": 0, "?mine=opened": 0}
    assert [work.task.case for work in home(colleague).unclaimed] == [free]


def test_a_task_leads_straight_to_what_is_to_be_done(cast: County, sign_in: SignIn) -> None:
    case = case_in(State.REVIEW, cast)
    reviewer = cast.reviewer("necessity")
    do(case, Claim("necessity"), reviewer)
    client = sign_in(reviewer)

    assert f'href="/cases/{case.number}/task/"' in client.get("/").content.decode()
    assert client.get(f"/cases/{case.number}/task/")["Location"] == f"/cases/{case.number}/do/declare/necessity/"


def test_the_most_pressing_comes_first_and_is_named(cast: County) -> None:
    later, late = case_in(State.REVIEW, cast), case_in(State.REVIEW, cast)
    late.tasks.filter(step="necessity").update(due_on=timezone.localdate() - timedelta(days=30))
    found = home(cast.reviewer("necessity"))
    assert [work.task.case for work in found.unclaimed] == [late, later]
    assert found.unclaimed[0].urgency == Urgency.SEVERELY_OVERDUE


def test_another_organisation_s_work_is_not_shown(cast: County) -> None:
    case_in(State.REVIEW, cast)
    found = home(factories.person(role=Role.NECESSITY_REVIEWER))
    assert (found.mine, found.unclaimed, set(counts(found).values())) == ([], [], {0})


def test_the_register_is_counted_by_stage(cast: County) -> None:
    for stage in (Stage.LIVE, Stage.LIVE, Stage.RETIRED):
        factories.system(stage=stage)
    found = home(cast.one("leader"))
    assert {figure.query: figure.count for figure in found.register} == {
        "?stage=live": 2,
        "?stage=retiring": 0,
        "?stage=retired": 1,
    }


@pytest.mark.parametrize("how_many", [1, 3])
def test_home_takes_the_same_queries_whatever_there_is_to_do(
    cast: County, sign_in: SignIn, how_many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(how_many):
        case_in(State.REVIEW, cast)
    client = sign_in(cast.reviewer("necessity"))
    with django_assert_num_queries(17):
        answer = client.get("/")
    assert len(answer.context["home"].unclaimed) == how_many


def test_findings_of_every_kind_wait_the_surest_first_and_the_figure_counts_its_list(sign_in: SignIn) -> None:
    untiered = finding(system=factories.system(), kind=FindingKind.HARD_TO_USE, tier="")
    unsure, sure = (finding(system=factories.system(), tier=tier) for tier in (Tier.B, Tier.A))
    finding(system=factories.system(), tier=Tier.C, state=FindingState.WATCH)
    officer = case_officer()

    found = home(officer)

    assert list(found.findings) == [sure, unsure, untiered]
    figure = found.figures[-1]
    assert figure.count == len(sign_in(officer).get(f"/findings/{figure.query}").context["rows"]) == 3


def test_an_answer_that_is_owed_waits_on_home_with_its_day(sign_in: SignIn) -> None:
    one = claimed()
    notices_on()
    acts.ask_sponsor(finding=one, words="", by=case_officer())
    staff = sponsor_staff(one)
    stranger = factories.person(role=Role.SPONSOR_STAFF)

    (owed,) = home(staff).owed

    assert (owed.inquiry.finding, owed.urgency, home(stranger).owed) == (one, Urgency.IN_TIME, [])
    assert f'href="/findings/{one.code}/"' in sign_in(staff).get("/").content.decode()
