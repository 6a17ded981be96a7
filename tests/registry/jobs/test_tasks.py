from collections.abc import Iterator

import pytest
from django.db import transaction

from registry.jobs import services, tasks
from registry.jobs.models import Job
from tests.registry.jobs.factories import handling, nothing


@pytest.fixture(autouse=True)
def kind() -> Iterator[None]:
    with handling("tests.nothing", nothing):
        yield


@pytest.mark.django_db
def test_a_drain_does_everything_that_is_due() -> None:
    for _number in range(3):
        services.add("tests.nothing", by=None, arguments={})

    tasks.drain()

    assert list(Job.objects.values_list("state", flat=True)) == ["done", "done", "done"]


@pytest.mark.django_db(transaction=True)
def test_a_nudge_without_a_broker_lets_the_page_answer_and_leaves_the_work_due(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with transaction.atomic():
        services.add("tests.nothing", by=None, arguments={})
        tasks.nudge()

    assert Job.objects.get().state == "due"
    (said,) = caplog.messages
    assert said.startswith("No worker was woken: Error 2 connecting to ")
