import logging
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import translation

from registry.jobs import services
from registry.jobs.handlers import Progress
from registry.jobs.models import Job
from registry.organisations.models import Organisation, Person
from registry.refusals import Obstacle, Refused
from tests.registry.jobs.factories import handling, nothing

pytestmark = pytest.mark.django_db


def make_organisation(job: Job, progress: Progress) -> dict[str, Any]:
    Organisation.objects.create(code=f"LOCAL-{job.arguments['n']}", name="甲")
    progress(1, 1, "made")
    return {"url": "/systems/"}


def test_a_handlers_answer_is_the_jobs_result() -> None:
    with handling("tests.make", make_organisation):
        services.add("tests.make", by=None, arguments={"n": 1})
        services.work_next()

    job = Job.objects.get()
    assert (job.state, job.result, job.log) == ("done", {"url": "/systems/"}, "made\n")
    assert Organisation.objects.count() == 1


def test_a_refusal_is_final_and_tells_its_reason() -> None:
    def refuse(job: Job, progress: Progress) -> dict[str, Any]:
        raise Refused([Obstacle("no", "The file is empty.")])

    with handling("tests.refuse", refuse):
        services.add("tests.refuse", by=None, arguments={})
        services.work_next()

    job = Job.objects.get()
    assert (job.state, job.error, job.attempts) == ("failed", "The file is empty.", 1)


def test_a_bug_is_logged_and_tried_again_later(caplog: pytest.LogCaptureFixture) -> None:
    def stumble(job: Job, progress: Progress) -> dict[str, Any]:
        raise ZeroDivisionError

    with handling("tests.stumble", stumble), caplog.at_level(logging.ERROR):
        services.add("tests.stumble", by=None, arguments={})
        services.work_next()

    job = Job.objects.get()
    assert (job.state, job.attempts) == ("due", 1)
    assert job.error == "Something went wrong inside the program; the server's log says what."
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [ZeroDivisionError]


@pytest.mark.parametrize(("atomic", "left"), [(True, 0), (False, 1)])
def test_only_an_atomic_handlers_writes_go_when_it_was_cancelled_meanwhile(atomic: bool, left: int) -> None:
    person = Person.objects.create(username="li", name="李")

    def write_and_be_cancelled(job: Job, progress: Progress) -> dict[str, Any]:
        make_organisation(job, lambda done, total, line="": None)
        services.cancel(job=Job.objects.get(), by=person)
        return {}

    with handling("tests.write", write_and_be_cancelled, atomic=atomic):
        services.add("tests.write", by=person, arguments={"n": 1})
        services.work_next()

    assert Organisation.objects.count() == left


def test_a_handler_speaks_the_language_of_the_page_it_was_asked_for_on() -> None:
    spoken = []

    def speak(job: Job, progress: Progress) -> dict[str, Any]:
        spoken.append(translation.get_language())
        return {}

    with handling("tests.speak", speak):
        with translation.override("zh-hans"):
            services.add("tests.speak", by=None, arguments={})
        services.work_next()

    assert spoken == ["zh-hans"]


def test_a_kind_of_another_version_fails_and_says_so() -> None:
    with handling("tests.gone", nothing):
        services.add("tests.gone", by=None, arguments={})

    services.work_next()

    job = Job.objects.get()
    assert (job.state, job.error) == ("failed", "This version of the program does not know this kind of job.")


def test_many_reports_write_little() -> None:
    def hurry(job: Job, progress: Progress) -> dict[str, Any]:
        for number in range(1000):
            progress(number, 1001)
        return {"seen": Job.objects.get().done}

    with handling("tests.hurry", hurry):
        services.add("tests.hurry", by=None, arguments={})
        services.work_next()

    assert Job.objects.get().result["seen"] < 1000


def test_work_once_does_everything_that_is_due() -> None:
    out = StringIO()
    with handling("tests.nothing", nothing):
        first, second = (services.add("tests.nothing", by=None, arguments={}) for _ in range(2))
        call_command("work_once", stdout=out)

    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    assert out.getvalue() == f"{first.code} tests.nothing: done\n{second.code} tests.nothing: done\n2 done.\n"
