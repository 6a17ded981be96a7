import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from evaluations.findings.models import Finding
from registry.jobs.models import Job
from registry.jobs.services import add, work_next
from tests.evaluations.findings.factories import week_end, weeks
from tests.factories import organisation, system

pytestmark = pytest.mark.django_db
AS_OF = week_end(59).isoformat()


@pytest.fixture
def county() -> None:
    sponsor = organisation("示例县民政局", code="LOCAL-1")
    fields: dict[str, Any] = {"eligible_users": 1000, "launched_on": date(2022, 1, 1), "sponsor": sponsor}
    weeks(system("never", code="S-1", **fields), [0] * 60)
    weeks(system("decayed", code="S-2", **fields), [300] * 30 + [0] * 30)
    weeks(system("gaps", code="S-3", **fields), [300] * 40 + [None] * 20)
    weeks(system("healthy", code="S-4", **fields), [300] * 60)


def printed(*words: str) -> dict[str, Any]:
    out = StringIO()
    call_command(*words, "--json", stdout=out)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


@pytest.mark.usefixtures("county")
def test_sweep_prints_what_it_did() -> None:
    told = printed("sweep", "--as-of", AS_OF)
    assert (told["ok"], told["as_of"], told["policy_version"], told["errors"]) == (True, AS_OF, 1, [])
    assert told["counts"]["opened"] == 3


@pytest.mark.usefixtures("county")
def test_a_sweep_long_after_the_last_usage_says_through_when_there_was_any() -> None:
    said = {}
    for number in (59, 64):
        out = StringIO()
        call_command("sweep", "--as-of", week_end(number).isoformat(), stdout=out)
        said[number] = [line for line in out.getvalue().splitlines() if line.startswith("Note")]
    last = week_end(59)
    assert said == {59: [], 64: [f"Note: nothing was told of any day after {last}; --as-of {last} judges what was."]}


def test_a_sweep_of_the_future_says_so_and_fails() -> None:
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("sweep", "--as-of", "2999-01-01", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert refused.value.returncode == 1
    assert (told["ok"], [each["code"] for each in told["errors"]]) == (False, ["future-day"])


@pytest.mark.usefixtures("county")
def test_findings_prints_systems_with_what_is_said_of_them() -> None:
    call_command("sweep", "--as-of", AS_OF, stdout=StringIO())
    told = printed("findings", "--tier", "A")
    assert (told["ok"], told["count"]) == (True, 1)
    found = told["findings"][0]
    assert found["system"] == {"code": "S-1", "name": "never"}
    assert found["sponsor"] == {"code": "LOCAL-1", "name": "示例县民政局"}
    assert (found["kind"], found["tier"], found["state"]) == ("unused", "A", "candidate")
    assert (found["limbs"], found["policy_version"]) == (["detached", "low_use"], 1)
    assert [each["signal"] for each in found["evidence"]["signals"]] == found["signals"] == ["U0", "U1", "U2", "U3"]


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ((), ["S-3", "S-1", "S-2"]),
        (("--kind", "not_monitored"), ["S-3"]),
        (("--state", "candidate"), ["S-1", "S-2"]),
        (("--state", "lapsed"), []),
        (("--as-of", AS_OF), ["S-3", "S-1", "S-2"]),
        (("--as-of", "2025-01-01"), []),
    ],
)
def test_findings_can_be_narrowed(*, words: tuple[str, ...], codes: list[str]) -> None:
    call_command("sweep", "--as-of", AS_OF, stdout=StringIO())
    assert [each["system"]["code"] for each in printed("findings", *words)["findings"]] == codes


@pytest.mark.usefixtures("county")
def test_for_people_the_commands_print_sentences() -> None:
    out = StringIO()
    call_command("sweep", "--as-of", AS_OF, stdout=out)
    call_command("findings", "--tier", "A", stdout=out)
    lines = out.getvalue().splitlines()
    assert "opened: 3" in lines
    assert lines[-2] == (
        "A unused candidate S-1 never: Never used since records begin on 2025-01-06: 283 duty days without use. "
        "None of the 1000 eligible users used it in any week of the window. "
        "No use on 283 duty days since records begin on 2025-01-06. "
        "Not used in any of the 18 weeks in which use was expected. "
        "Use is measured by: sessions; 100 % of the window was seen."
    )
    assert lines[-1] == "1 findings."


@pytest.mark.usefixtures("county")
def test_the_nightly_job_sweeps_as_of_today() -> None:
    add("findings.sweep", by=None, arguments={})
    work_next()
    job = Job.objects.get()
    assert (job.state, job.result["counts"]["systems"]) == ("done", 4)
    assert Finding.objects.count() == 4  # by today nothing has been seen of any of them for long
