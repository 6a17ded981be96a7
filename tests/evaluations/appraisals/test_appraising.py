"""An appraisal fills itself in from what is stored, says what it could not measure, and is frozen."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from evaluations.appraisals.enums import Gap, Grade, Proposal, ProposalReason, Standing
from evaluations.appraisals.models import Appraisal, Reading
from evaluations.appraisals.rules.scoring import total_of
from evaluations.appraisals.services.appraising import appraise
from evaluations.appraisals.services.self_evaluations import read_off
from lifecycle.cases.receipts import sha256_of
from registry.ledger.models import Event
from registry.organisations.enums import Role
from registry.refusals import Refused
from registry.systems.enums import Cadence, Stage, SystemKind
from registry.systems.models import System
from tests import factories
from tests.evaluations.appraisals.factories import case_officer, commitment, daily, monthly, staff_of, system, yesterday
from tests.evaluations.findings.found import finding

pytestmark = pytest.mark.django_db


def made(of: System, *, days: int = 365) -> Appraisal:
    until = yesterday()
    return appraise(system=of, since=until - timedelta(days=days - 1), until=until, by=case_officer())


def value(appraisal: Appraisal, filled_from: str) -> tuple[str, str | None, str]:
    (found,) = [each for each in appraisal.values if each["filled_from"] == filled_from]
    return found["standing"], found["degree"], found["gap"]


def test_a_system_nobody_counts_leaves_everything_open() -> None:
    appraisal = made(system())
    assert (appraisal.points, appraisal.weight_counted, appraisal.weight_open) == tuple(map(Decimal, (0, 0, 100)))
    assert (appraisal.grade, appraisal.grade_least, appraisal.grade_most) == ("", Grade.POOR, Grade.EXCELLENT)
    assert {each["standing"] for each in appraisal.values} == {Standing.NOT_MEASURABLE, Standing.NOT_JUDGED}
    assert (appraisal.proposal, appraisal.proposal_reasons) == ("", [ProposalReason.NOT_ENOUGH])


def test_a_counted_zero_earns_nothing_and_is_not_open() -> None:
    of = system()
    daily(of, substantive_actions=0, sessions=0)
    assert value(made(of), "usage:cycles_with_use") == (Standing.MEASURED, "0.0000", "")


def test_usage_fills_the_measured_indicators() -> None:
    of = system()
    daily(of, substantive_actions=20, started=20, completed=19, sessions=50, errors=0)
    monthly(of, [30] * 14, until=yesterday())
    appraisal = made(of)
    assert value(appraisal, "usage:cycles_with_use") == (Standing.MEASURED, "1.0000", "")
    assert value(appraisal, "usage:effective_share") == (Standing.MEASURED, "1.0000", "")
    assert value(appraisal, "usage:completion_rate") == (Standing.MEASURED, "1.0000", "")
    assert value(appraisal, "usage:error_rate") == (Standing.MEASURED, "1.0000", "")
    assert value(appraisal, "commitments") == (Standing.NOT_MEASURABLE, None, Gap.NOTHING_DUE)
    assert value(appraisal, "review:necessity.need") == (Standing.NOT_JUDGED, None, Gap.NOT_FILED)
    assert (appraisal.points, appraisal.weight_counted, appraisal.weight_open) == tuple(map(Decimal, (20, 20, 80)))


def test_half_a_year_of_silence_makes_an_indicator_not_measurable() -> None:
    of = system()
    daily(of, days=180, substantive_actions=20, started=20, completed=19)
    assert value(made(of), "usage:completion_rate") == (Standing.NOT_MEASURABLE, None, Gap.LOW_COVERAGE)


def test_daily_users_that_leave_the_points_open_leave_the_weight_open() -> None:
    of = system()
    daily(of, effective_users=10)  # between 10 and 100 of 100 a month: 0.25 or all of the points
    assert value(made(of), "usage:effective_share") == (Standing.NOT_MEASURABLE, None, Gap.ONLY_BOUNDS)


def test_daily_users_that_earn_all_points_at_least_earn_all_points() -> None:
    of = system()
    daily(of, effective_users=40)
    assert value(made(of), "usage:effective_share") == (Standing.MEASURED, "1.0000", "")


def test_a_season_is_judged_by_its_own_days() -> None:
    of = system(cadence=Cadence.SEASONAL, duty_window="06-01~08-31")
    for year in (2025, 2026):
        daily(of, until=date(year, 8, 31), days=92, started=10, completed=10, substantive_actions=5)
    appraisal = appraise(system=of, since=date(2025, 11, 1), until=date(2026, 10, 31), by=None)
    assert value(appraisal, "usage:completion_rate") == (Standing.MEASURED, "1.0000", "")
    assert value(appraisal, "usage:cycles_with_use") == (Standing.MEASURED, "1.0000", "")


def test_commitments_are_met_within_tolerance_missed_or_not_measurable() -> None:
    of = system()
    daily(of, substantive_actions=30)  # 900 a month
    due = [yesterday() - timedelta(days=10)]
    commitment(of, due_on=due, target=Decimal(900))
    commitment(of, due_on=due, target=Decimal(1000))
    commitment(of, due_on=due, target=Decimal(1001))
    commitment(of, due_on=due, formula="completion_rate")
    commitment(of, due_on=due, data_source="survey", formula="")
    commitment(of, due_on=[yesterday() + timedelta(days=30)])
    appraisal = made(of)
    assert [each["verdict"] for each in appraisal.commitments] == [
        "met",
        "within_tolerance",
        "missed",
        "not_measurable",
        "not_measurable",
        "",
    ]
    assert value(appraisal, "commitments") == (Standing.NOT_MEASURABLE, None, Gap.LOW_COVERAGE)
    assert (appraisal.proposal, appraisal.proposal_reasons) == (Proposal.RECTIFY, [ProposalReason.MISSED])


def test_a_value_somebody_read_off_counts_with_its_evidence() -> None:
    of = system()
    due_on = yesterday() - timedelta(days=10)
    promised = commitment(of, due_on=[due_on], formula="", data_source="survey", unit="%", target=Decimal(85))
    for percent in (50, 86):
        read_off(
            commitment=promised,
            since=due_on - timedelta(days=30),
            until=due_on,
            value=Decimal(percent),
            evidence="survey 12/2026, 214 answers",
            by=staff_of(of),
        )
    appraisal = made(of)
    (said,) = appraisal.commitments
    assert (said["verdict"], said["low"], said["read_from"]) == ("met", "86.0000", "survey 12/2026, 214 answers")
    assert value(appraisal, "commitments") == (Standing.MEASURED, "1.0000", "")


def test_nobody_reads_off_what_the_program_computes() -> None:
    of = system()
    promised = commitment(of, due_on=[yesterday()])
    with pytest.raises(Refused) as refusal:
        read_off(
            commitment=promised, since=yesterday(), until=yesterday(), value=Decimal(1), evidence="", by=case_officer()
        )
    assert [each.code for each in refusal.value.obstacles] == ["computed", "evidence-missing"]
    assert (Reading.objects.count(), Event.objects.filter(verb="appraisals.read_off").count()) == (0, 0)


def test_a_finding_that_it_is_unused_proposes_retirement_and_decides_nothing() -> None:
    of = system()
    finding(system=of)
    appraisal = made(of)
    assert (appraisal.proposal, appraisal.proposal_reasons) == (Proposal.RETIRE, [ProposalReason.UNUSED])
    assert [each["code"] for each in appraisal.findings] == [of.findings.get().code]
    of.refresh_from_db()
    assert (of.stage, of.cases.count()) == (Stage.LIVE, 0)


def test_nothing_worse_than_rectification_is_proposed_for_a_young_system() -> None:
    of = system(launched_on=yesterday() - timedelta(days=200))
    finding(system=of)
    appraisal = made(of)
    assert (appraisal.proposal, appraisal.proposal_reasons) == (
        Proposal.RECTIFY,
        [ProposalReason.UNUSED, ProposalReason.YOUNG],
    )


def test_the_total_and_the_seal_can_be_computed_again() -> None:
    of = system()
    daily(of, substantive_actions=20, started=20, completed=15, sessions=50, errors=1)
    appraisal = Appraisal.objects.select_related("system", "scheme").get(pk=made(of).pk)
    total = total_of(appraisal.values)
    assert (total.points, total.weight_counted, total.weight_open) == (
        appraisal.points,
        appraisal.weight_counted,
        appraisal.weight_open,
    )
    assert sha256_of(appraisal.sealed) == appraisal.sha256
    event = Event.objects.get(verb="appraisals.made")
    assert (event.subject, event.data["sha256"]) == (appraisal.code, appraisal.sha256)


def test_each_appraisal_of_a_system_has_its_own_number() -> None:
    of = system()
    assert [made(of).code, made(of).code] == [f"AP-{of.code}-01", f"AP-{of.code}-02"]


@pytest.mark.parametrize(
    ("fields", "days", "codes"),
    [
        ({"stage": Stage.BUILDING}, 365, ["not-launched"]),
        ({"kind": SystemKind.WORK_GROUP}, 365, ["no-scheme"]),
        ({}, 27, ["period-out-of-bounds"]),
        (
            {"stage": Stage.RETIRED, "kind": SystemKind.WORK_GROUP},
            2000,
            ["period-out-of-bounds", "not-launched", "no-scheme"],
        ),
    ],
)
def test_what_cannot_be_appraised_is_refused_with_every_reason(
    fields: dict[str, str], days: int, codes: list[str]
) -> None:
    of = system(**fields)
    with pytest.raises(Refused) as refusal:
        made(of, days=days)
    assert [each.code for each in refusal.value.obstacles] == codes
    assert Appraisal.objects.count() == 0


@pytest.mark.parametrize("role", [Role.SPONSOR_STAFF, Role.DECISION_MAKER, Role.ADMINISTRATOR])
def test_only_a_case_officer_of_the_bureau_appraises(role: Role) -> None:
    of, until = system(), yesterday()
    with pytest.raises(Refused) as refusal:
        appraise(system=of, since=until - timedelta(days=90), until=until, by=factories.person(role=role))
    assert [(each.code, each.kind) for each in refusal.value.obstacles] == [("not-a-case-officer", "who")]
    assert Appraisal.objects.count() == 0


def _refused_by_the_database(change: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        change()


def test_the_database_refuses_to_change_or_remove_an_appraisal() -> None:
    appraisal = made(system())
    rows = list(Appraisal.objects.values())
    _refused_by_the_database(lambda: Appraisal.objects.update(points=Decimal(99)))
    _refused_by_the_database(appraisal.delete)

    def by_hand() -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE appraisals_appraisal SET grade = 'excellent'")

    _refused_by_the_database(by_hand)
    assert list(Appraisal.objects.values()) == rows
