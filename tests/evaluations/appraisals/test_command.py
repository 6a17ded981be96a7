"""``manage.py appraise``."""

import json
from contextlib import suppress
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from evaluations.appraisals.models import Appraisal
from registry.systems.enums import Stage, SystemKind
from tests.evaluations.appraisals.factories import daily, system, yesterday

pytestmark = pytest.mark.django_db


def told(*arguments: str) -> Any:
    out = StringIO()
    with suppress(CommandError):
        call_command("appraise", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_every_live_system_with_a_scheme_is_appraised() -> None:
    one, two = system(), system()
    system(stage=Stage.RETIRED)
    system(kind=SystemKind.WORK_GROUP)
    daily(one, started=10, completed=9)
    said = told()
    assert (said["ok"], said["count"], said["until"], said["errors"]) == (True, 2, yesterday().isoformat(), [])
    assert {each["system"]["code"] for each in said["appraisals"]} == {one.code, two.code}
    assert {each["points"] for each in said["appraisals"]} == {"10.44", "0.00"}
    assert Appraisal.objects.count() == 2


def test_what_cannot_be_appraised_is_told_and_fails_the_command() -> None:
    of = system(stage=Stage.BUILDING)
    with pytest.raises(CommandError):
        call_command("appraise", of.code, "NOBODY", stdout=StringIO())
    said = told(of.code, "NOBODY")
    assert (said["ok"], said["count"]) == (False, 0)
    assert [(each["system"], each["code"]) for each in said["errors"]] == [
        ("NOBODY", "unknown-system"),
        (of.code, "not-launched"),
    ]
    assert Appraisal.objects.count() == 0


def test_a_period_can_be_given() -> None:
    said = told(system().code, "--since", "2026-01-01", "--until", "2026-06-30")
    assert [(each["since"], each["until"]) for each in said["appraisals"]] == [("2026-01-01", "2026-06-30")]
