"""Before and after over windows of the same length; without effect the way back is tied up."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from evaluations.appraisals.enums import Effect, Purpose
from evaluations.appraisals.models import Appraisal, Bundle, Remeasurement
from evaluations.appraisals.rules.comparing import comparison_of, suggested
from evaluations.appraisals.rules.rectifying import honesty_of, window_after
from evaluations.appraisals.selectors.rectification import reported_done_on
from evaluations.appraisals.services.rectification import remeasure
from evaluations.appraisals.tasks import run
from lifecycle.cases.commands import Accept, Decide, ReportDone, Submit
from lifecycle.cases.enums import State
from lifecycle.cases.models import Case
from lifecycle.cases.services import open_case
from registry.jobs.models import Job
from registry.ledger.models import Event
from registry.refusals import Refused
from registry.systems.models import System
from tests import factories
from tests.evaluations.appraisals.factories import daily, yesterday
from tests.lifecycle.cases.factories import County, county, do

pytestmark = pytest.mark.django_db

PLAN = {
    "diagnosis": "technical",
    "causes": "It loses what was entered.",
    "measures": "A new form.",
    "due_on": "2027-06-30",
}
INEFFECTIVE = {
    "measured_again": "Nothing changed.",
    "honest_failure": {"answer": True, "why": "A pilot, run as agreed."},
}


def system_of(cast: County) -> System:
    return factories.system(sponsor=cast.sponsor, operator=cast.operator, eligible_users=100)


def rectified(cast: County, of: System) -> Case:
    """Reported as done today."""
    case = open_case(system=of, process="rectification", grounds={}, by=cast.one("case_officer"))
    sponsor = cast.one("sponsor_staff")
    case = do(case, Submit(PLAN), sponsor)
    case = do(case, Accept(), cast.one("intake_officer"))
    return do(case, ReportDone("The new form is in use."), sponsor)


def long_ago(case: Case, monkeypatch: pytest.MonkeyPatch, days: int = 92) -> date:
    """As if it had been reported done so many days ago: the ledger's day is what counts."""
    done_on = timezone.localdate() - timedelta(days=days)
    monkeypatch.setattr("evaluations.appraisals.selectors.rectification.reported_done_on", lambda case: done_on)
    monkeypatch.setattr("evaluations.appraisals.services.rectification.reported_done_on", lambda case: done_on)
    return done_on


def without_effect(cast: County, monkeypatch: pytest.MonkeyPatch) -> Case:
    """Measured again, and decided: it did not help, and nobody is to blame."""
    case = rectified(cast, system_of(cast))
    long_ago(case, monkeypatch)
    remeasure(case=case, by=None)
    return do(case, Decide("ineffective", "No change.", INEFFECTIVE), cast.one("decision_maker"))


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.code for each in refusal.value.obstacles]


def test_the_figures_of_before_are_frozen_when_it_is_ordered() -> None:
    cast = county()
    of = system_of(cast)
    daily(of, days=91, started=10, completed=6)
    case = open_case(system=of, process="rectification", grounds={}, by=cast.one("case_officer"))
    (before,) = Appraisal.objects.all()
    assert (before.case, before.purpose, before.until) == (case, Purpose.BEFORE, yesterday())
    assert (before.until - before.since).days + 1 == before.scheme.remeasure_days == 91


def test_nobody_decides_before_it_was_measured_again() -> None:
    cast = county()
    case = rectified(cast, system_of(cast))
    assert (case.state, reported_done_on(case)) == (State.DECISION, timezone.localdate())
    for outcome in ("effective", "ineffective"):
        with pytest.raises(Refused) as refusal:
            do(case, Decide(outcome, "Seen.", INEFFECTIVE), cast.one("decision_maker"))
        assert {"not-remeasured", "window-not-over"} <= set(codes(refusal))
    case.refresh_from_db()
    assert (case.state, case.decisions.count(), Bundle.objects.count()) == (State.DECISION, 0, 0)


def test_it_is_not_measured_again_before_its_window_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = county()
    case = rectified(cast, system_of(cast))
    rows = Appraisal.objects.count()
    long_ago(case, monkeypatch, days=91)
    with pytest.raises(Refused) as refusal:
        remeasure(case=case, by=cast.one("case_officer"))
    assert codes(refusal) == ["window-not-over"]
    assert (Appraisal.objects.count(), Remeasurement.objects.count()) == (rows, 0)


def test_the_same_indicators_are_measured_over_a_window_of_the_same_length(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = county()
    of = system_of(cast)
    daily(of, days=91, started=10, completed=6)
    case = rectified(cast, of)
    of.usage.all().delete()
    done_on = long_ago(case, monkeypatch)
    daily(of, days=91, started=10, completed=9)
    found = remeasure(case=case, by=cast.one("case_officer"))
    assert (found.after.since, found.after.until) == (done_on + timedelta(days=1), done_on + timedelta(days=91))
    assert found.after.until - found.after.since == found.before.until - found.before.since
    assert found.after.scheme == found.before.scheme
    (line,) = [each for each in found.comparison if each["filled_from"] == "usage:completion_rate"]
    assert (line["before"]["low"], line["after"]["low"], line["became"]) == ("60.0000", "90.0000", "better")
    assert Event.objects.filter(verb="appraisals.remeasured", subject=found.code).count() == 1
    with pytest.raises(Refused) as refusal:
        remeasure(case=case, by=cast.one("case_officer"))
    assert codes(refusal) == ["remeasured-already"]


def test_the_schedule_measures_what_is_due_once(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = county()
    case = rectified(cast, system_of(cast))
    job = Job(kind="appraisals.remeasure")
    assert run(job, lambda done, total, line="": None) == {"remeasured": []}
    long_ago(case, monkeypatch)
    assert len(run(job, lambda done, total, line="": None)["remeasured"]) == 1
    assert run(job, lambda done, total, line="": None) == {"remeasured": []}


def test_without_effect_the_way_back_is_tied_up_with_the_mark_of_an_honest_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cast = county()
    of = system_of(cast)
    case = rectified(cast, of)
    long_ago(case, monkeypatch)
    found = remeasure(case=case, by=None)
    case = do(case, Decide("ineffective", "No change.", INEFFECTIVE), cast.one("decision_maker"))
    tied = Bundle.objects.get(case=case)
    assert (tied.honest_failure, tied.honest_failure_reason) == (True, "A pilot, run as agreed.")
    assert [each["sha256"] for each in tied.content["remeasurements"]] == [found.sha256]
    assert tied.content["rectification"]["decisions"][0]["sha256"] == case.decisions.get().sha256
    assert [each["code"] for each in tied.content["appraisals"]] == list(
        Appraisal.objects.order_by("pk").values_list("code", flat=True)
    )
    following = Case.objects.get(system=of, process="retirement")
    assert following.follows == case


def test_an_effective_rectification_ties_up_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = county()
    case = rectified(cast, system_of(cast))
    long_ago(case, monkeypatch)
    remeasure(case=case, by=None)
    case = do(case, Decide("effective", "Better.", {"measured_again": "Better."}), cast.one("decision_maker"))
    assert (case.state, Bundle.objects.count()) == (State.CLOSED, 0)


def test_an_honest_failure_needs_a_reason() -> None:
    assert honesty_of({"honest_failure": {"answer": True, "why": " "}}) == (False, "")
    assert honesty_of({"honest_failure": {"answer": False, "why": "No."}}) == (False, "No.")
    assert honesty_of({}) == (False, "")


def test_the_window_begins_the_day_after_it_was_reported_done() -> None:
    assert window_after(date(2026, 3, 1), 28) == (date(2026, 3, 2), date(2026, 3, 29))


def line(filled_from: str, degree: str | None, weight: str = "10", *, surface: bool = False) -> dict[str, object]:
    return {
        "filled_from": filled_from,
        "label": filled_from,
        "dimension": "output",
        "weight": weight,
        "surface": surface,
        "unit": "%",
        "standing": "measured" if degree is not None else "not_measurable",
        "degree": degree,
        "low": degree,
        "high": degree,
        "coverage": "1",
        "gap": "",
    }


@pytest.mark.parametrize(
    ("before", "after", "suggests"),
    [
        (["0.2"], ["0.8"], Effect.EFFECTIVE),
        (["0.2"], ["0.22"], Effect.INEFFECTIVE),
        (["0.8"], ["0.2"], Effect.INEFFECTIVE),
        (["0.2"], [None], Effect.UNCLEAR),
        ([None], ["0.2"], Effect.UNCLEAR),
        (["0.2", "0.9", "0.5"], ["0.8", "0.8", None], Effect.EFFECTIVE),
        (["0.2", None, None], ["0.8", None, None], Effect.UNCLEAR),
    ],
)
def test_points_won_and_lost_suggest_an_effect(
    before: list[str | None], after: list[str | None], suggests: Effect
) -> None:
    lines = [[line(f"usage:{place}", degree) for place, degree in enumerate(side)] for side in (before, after)]
    assert suggested(comparison_of(*lines)) == suggests


def test_surface_indicators_and_judged_ones_suggest_nothing() -> None:
    before = [line("usage:login_rate", "0.1", surface=True), line("review:necessity.need", "0.1")]
    after = [line("usage:login_rate", "1", surface=True), line("review:necessity.need", "1")]
    found = comparison_of(before, after)
    assert [each["filled_from"] for each in found] == ["usage:login_rate"]
    assert suggested(found) == Effect.UNCLEAR


def test_the_change_is_exact() -> None:
    (found,) = comparison_of([line("usage:a", "0.1000")], [line("usage:a", "0.3000")])
    assert Decimal(found["change"]) == Decimal("0.2")
