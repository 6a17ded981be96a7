from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from registry.jobs import services
from registry.jobs.models import Job
from registry.ledger.models import Event
from registry.organisations.enums import Role
from registry.organisations.models import Person
from tests.factories import person
from tests.registry.jobs.factories import handling, nothing

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def kind() -> Iterator[None]:
    with handling("tests.nothing", nothing):
        yield


def job_of(owner: Person) -> Job:
    return services.add("tests.nothing", by=owner, arguments={})


def test_a_stranger_finds_no_job_of_others(sign_in: SignIn) -> None:
    owner, stranger = person(role=Role.SPONSOR_STAFF), person(role=Role.SPONSOR_STAFF)
    job = job_of(owner)
    browser = sign_in(stranger)

    assert [browser.get(f"/jobs/{job.pk}/").status_code, browser.post(f"/jobs/{job.pk}/cancel/").status_code] == [
        404
    ] * 2
    assert f"/jobs/{job.pk}/" not in browser.get("/jobs/").content.decode()
    assert sign_in(owner).get(f"/jobs/{job.pk}/").status_code == 200
    assert Job.objects.get().state == "due"


def test_the_data_bureau_sees_everybodys(sign_in: SignIn) -> None:
    job = job_of(person(role=Role.SPONSOR_STAFF))

    browser = sign_in(person(role=Role.CASE_OFFICER))

    assert browser.get(f"/jobs/{job.pk}/").status_code == 200
    assert f"/jobs/{job.pk}/" in browser.get("/jobs/").content.decode()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CASE_OFFICER, Role.DECISION_MAKER, Role.INTAKE_OFFICER])
def test_who_sees_a_job_of_another_does_not_cancel_it(sign_in: SignIn, role: Role) -> None:
    job = job_of(person(role=Role.SPONSOR_STAFF))
    browser = sign_in(person(role=role))

    page = browser.post(f"/jobs/{job.pk}/cancel/", follow=True).content.decode()

    assert page.count("Only the person who asked for this job, or an administrator, can cancel it.") == 2
    assert f'action="/jobs/{job.pk}/cancel/"' not in page
    assert (Job.objects.get().state, Event.objects.count()) == ("due", 0)


def test_an_administrator_cancels_the_job_of_another(sign_in: SignIn) -> None:
    job = job_of(person(role=Role.SPONSOR_STAFF))

    sign_in(person(role=Role.ADMINISTRATOR)).post(f"/jobs/{job.pk}/cancel/")

    assert Job.objects.get().state == "cancelled"


def test_who_has_not_signed_in_is_asked_to(client: Client) -> None:
    assert client.get("/jobs/").headers["Location"] == "/sign-in/?next=/jobs/"


def test_the_page_of_a_job_fetches_itself_until_it_is_over(sign_in: SignIn) -> None:
    owner = person(role=Role.SPONSOR_STAFF)
    job, browser = job_of(owner), sign_in(owner)
    assert 'hx-trigger="every 2s"' in browser.get(f"/jobs/{job.pk}/").content.decode()

    Job.objects.update(state="done", result={"url": "/systems/"}, log="all well\n")
    page = browser.get(f"/jobs/{job.pk}/").content.decode()

    assert "hx-trigger" not in page
    assert 'href="/systems/">Go to the result</a>' in page
    assert "all well" in page


def test_cancelling_takes_a_post_and_says_why_it_cannot(sign_in: SignIn) -> None:
    owner = person(role=Role.SPONSOR_STAFF)
    job, browser = job_of(owner), sign_in(owner)
    assert browser.get(f"/jobs/{job.pk}/cancel/").status_code == 405

    browser.post(f"/jobs/{job.pk}/cancel/")
    assert Job.objects.get().state == "cancelled"

    page = browser.post(f"/jobs/{job.pk}/cancel/", follow=True).content.decode()
    assert "This job is over; there is nothing left to cancel." in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(
    sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    owner = person(role=Role.SPONSOR_STAFF)
    for _number in range(count):
        job_of(owner)
    browser = sign_in(owner)

    with django_assert_max_num_queries(6):
        page = browser.get("/jobs/").content.decode()
    assert page.count("label of tests.nothing") == count
