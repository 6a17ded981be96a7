"""A county with one system of every sort, and how findings follow what is measured."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from evaluations.findings.enums import FindingState
from evaluations.findings.models import Finding, Incident, Policy, Sweep
from evaluations.findings.presenters import sentence
from evaluations.findings.services import sweep
from evaluations.findings.services.incidents import reject_incident
from evaluations.usage.models import Heartbeat, UsageRow
from registry.ledger.models import Event
from registry.refusals import Refused
from registry.systems.enums import Stage
from registry.systems.models import System
from tests.evaluations.findings.factories import FIRST, collector, days, week_end, weeks
from tests.evaluations.findings.found import case_officer
from tests.factories import organisation, person, system

pytestmark = pytest.mark.django_db
WEEKS = 60
AS_OF = week_end(WEEKS - 1)
BIG: dict[str, Any] = {"eligible_users": 1000, "launched_on": date(2022, 1, 1)}


def said() -> dict[str, tuple[str, str, str]]:
    """What is said of each system by name: kind, tier, state."""
    standing = Finding.objects.exclude(state=FindingState.LAPSED).select_related("system")
    return {each.system.name: (each.kind, each.tier, each.state) for each in standing}


def rows() -> list[dict[str, Any]]:
    return [dict(row) for row in Finding.objects.order_by("id").values()]


@contextmanager
def statements() -> Iterator[list[str]]:
    told: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        told.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield told


def test_what_is_said_of_every_sort_of_system() -> None:
    weeks(system("never", **BIG), [0] * WEEKS)
    weeks(system("decayed", **BIG), [300] * 30 + [0] * 30)
    seldom = [1 if number % 6 == 0 else 0 for number in range(WEEKS)]
    weeks(system("trickle", **BIG), seldom, measure="effective_users")
    weeks(system("strays", **BIG), seldom)
    weeks(system("healthy", **BIG), [300] * WEEKS)
    season = [300 if 12 <= number <= 20 else 0 for number in range(WEEKS)]
    weeks(system("seasonal", **BIG, cadence="seasonal", duty_window="04-01~05-31"), season)
    weeks(system("standby", **BIG, cadence="event_driven"), [0] * WEEKS)
    now_and_then = [1 if number % 3 == 0 else 0 for number in range(WEEKS)]
    weeks(system("experts", eligible_users=6, launched_on=date(2022, 1, 1)), now_and_then)
    weeks(system("back end", **BIG), [0] * WEEKS, inbound_calls=900)
    weeks(system("new", eligible_users=1000, launched_on=AS_OF.replace(month=1)), [0] * WEEKS)
    weeks(system("gaps", **BIG), [300] * 50 + [None] * 10)
    system("unseen", **BIG)
    weeks(system("retired", **BIG, stage=Stage.RETIRED), [0] * WEEKS)
    by_the_day = [50 if day % 7 < 5 else 0 for day in range(7 * 30)] + [0] * (7 * 30)
    days(system("decayed, by the day", **BIG), by_the_day, by=collector("api"), measure="effective_users")

    done = sweep(as_of=AS_OF, by=None)

    assert said() == {
        "never": ("unused", "A", "candidate"),
        "decayed": ("unused", "B", "candidate"),
        "decayed, by the day": ("unused", "B", "candidate"),
        "trickle": ("unused", "B", "candidate"),
        "strays": ("unused", "A", "candidate"),
        "back end": ("back_end_only", "C", "watch"),
        "gaps": ("not_monitored", "", "watch"),
        "unseen": ("not_monitored", "", "watch"),
    }
    assert (done.counts["systems"], done.counts["opened"], done.counts["without_rows"]) == (13, 8, 1)
    assert {kind: count for kind, count in done.counts["kinds"].items() if count} == {
        "unused": 5,
        "back_end_only": 1,
        "not_monitored": 2,
    }
    assert done.counts["tiers"] == {"A": 2, "B": 3, "C": 1}


def test_a_system_with_two_signs_of_hardship_is_hard_to_use_and_with_one_it_is_not() -> None:
    weeks(system("both", **BIG), [300] * WEEKS, started=100, completed=60, errors=9)
    weeks(system("one", **BIG), [300] * WEEKS, started=100, completed=60, errors=1)
    sweep(as_of=AS_OF, by=None)
    assert said() == {"both": ("hard_to_use", "", "candidate")}
    finding = Finding.objects.get()
    began = week_end(2)  # in which a second block of four weeks begins: one alone says nothing
    assert (finding.signals, finding.since) == (["H1", "H2"], began)
    assert [(each["signal"], each["value"], each["part"], each["whole"]) for each in finding.evidence["signals"]] == [
        ("H1", 0.6, 60 * 14, 100 * 14),  # three blocks of four weeks, and two weeks of the one that runs
        ("H2", 0.03, 9 * 14, 300 * 14),
    ]
    fourteen_weeks_ago = date.fromisoformat(finding.evidence["evaluated_on"]) - timedelta(days=14 * 7 - 1)
    assert {each["counted_from"] for each in finding.evidence["signals"]} == {fourteen_weeks_ago.isoformat()}
    assert f"from {fourteen_weeks_ago} to" in sentence(finding)


def test_a_system_with_two_signs_of_flattery_has_its_figures_checked() -> None:
    actions: dict[str, Any] = {"measure": "substantive_actions", "checkins": 700, "records": 100, "records_read": 5}
    weeks(system("flattered", **BIG), [300] * WEEKS, **actions)
    weeks(system("check-ins only", **BIG), [300] * WEEKS, **actions | {"records_read": 90})
    sweep(as_of=AS_OF, by=None)
    assert said() == {"flattered": ("flattered", "", "candidate")}
    assert Finding.objects.get().signals == ["G1", "G6"]


def test_where_flattered_use_leaves_the_count_the_evidence_says_how_much_is_left() -> None:
    actions: dict[str, Any] = {"measure": "substantive_actions", "checkins": 700, "records": 100, "records_read": 2}
    weeks(system("flattered", **BIG), [300] * WEEKS, **actions)
    sweep(as_of=AS_OF, by=None)
    unused = Finding.objects.get(kind="unused")
    assert [(told["signal"], told["kept"]) for told in unused.evidence["signals"]] == [("U1", 0.1)]
    assert "only 10 % of the use counted is held for use here" in sentence(unused)


def test_days_and_weeks_of_the_same_use_are_judged_alike() -> None:
    pattern = [40] * 25 + [0] * 35
    weeks(system("weekly", **BIG), pattern)
    by_the_day = [count if day == 6 else 0 for count in pattern for day in range(7)]
    days(system("daily", **BIG), by_the_day, by=collector("api"))
    sweep(as_of=AS_OF, by=None)
    weekly, daily = Finding.objects.order_by("system__name").reverse()
    assert (weekly.tier, weekly.signals, weekly.since) == (daily.tier, daily.signals, daily.since)


def test_months_are_spread_over_their_days() -> None:
    monthly = system("monthly rows", **BIG)
    by = collector("file")
    for month in range(1, 13):
        last = date(2025 + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        UsageRow.objects.create(system=monthly, collector=by, day=last, period_days=last.day, active_users=0)
    sweep(as_of=date(2025, 12, 31), by=None)
    finding = Finding.objects.get()
    assert (finding.tier, finding.evidence["records_begin_on"]) == ("A", "2025-01-01")
    assert (finding.evidence["measures"], finding.evidence["coverage"]) == (["active_users"], 1.0)


def test_use_that_one_collector_sees_is_use() -> None:
    two = system("two collectors", **BIG)
    weeks(two, [0] * WEEKS, by=collector("portal"))
    weeks(two, [300] * WEEKS, by=collector("log"))
    sweep(as_of=AS_OF, by=None)
    assert said() == {}


def test_a_positive_wider_measure_does_not_hide_a_zero_of_effective_use() -> None:
    weeks(system("logins only", **BIG), [0] * WEEKS, measure="effective_users", sessions=900)
    sweep(as_of=AS_OF, by=None)
    finding = Finding.objects.get()
    assert (finding.tier, finding.evidence["measures"]) == ("A", ["effective_users"])


def test_silence_is_zero_where_the_collector_had_a_heartbeat_and_missing_where_not() -> None:
    for name, by in (("heard", collector("beating")), ("unheard", collector("mute"))):
        weeks(system(name, **BIG), [300] * 20 + [None] * 40, by=by)
    Heartbeat.objects.bulk_create(
        Heartbeat(collector=collector("beating"), day=week_end(number), period_days=7) for number in range(WEEKS)
    )
    sweep(as_of=AS_OF, by=None)
    assert said() == {"heard": ("unused", "B", "candidate"), "unheard": ("not_monitored", "", "watch")}
    assert Finding.objects.get(system__name="heard").evidence["measures"] == ["heartbeat"]


def test_an_outage_makes_no_candidate_and_opens_an_incident() -> None:
    sponsor = organisation()
    for number in range(30):
        broken = [300] * 50 + [0] * 8 + [300] * 2 if number < 28 else [300] * WEEKS
        weeks(system(f"steady {number}", sponsor=sponsor, **BIG), broken)
    weeks(system("dying", sponsor=sponsor, **BIG), [300] * 33 + [0] * 27)
    done = sweep(as_of=AS_OF, by=None)
    assert said() == {}
    assert done.counts["incidents_opened"] == 8
    assert Incident.objects.count() == 8
    assert Incident.objects.order_by("week_ends_on")[0].week_ends_on == week_end(50)
    assert sweep(as_of=AS_OF, by=None).counts["incidents_opened"] == 0


def test_people_have_the_last_word_on_incidents() -> None:
    sponsor = organisation()
    for number in range(30):
        weeks(system(f"steady {number}", sponsor=sponsor, **BIG), [300] * 35 + [0] * 25 if number else [300] * WEEKS)
    sweep(as_of=AS_OF, by=None)
    assert len(said()) == 0
    officer = case_officer()
    for incident in Incident.objects.all():
        reject_incident(incident=incident, reason="the services were closed", by=officer)
    before = list(Incident.objects.values())
    sweep(as_of=AS_OF, by=None)
    assert list(Incident.objects.values()) == before
    assert set(said().values()) == {("unused", "B", "candidate")}
    assert len(said()) == 29


def test_a_second_run_changes_nothing() -> None:
    weeks(system("never", **BIG), [0] * WEEKS)
    weeks(system("gaps", **BIG), [300] * 40 + [None] * 20)
    sweep(as_of=AS_OF, by=None)
    before = rows()
    counts = sweep(as_of=AS_OF, by=None).counts
    assert rows() == before
    assert (counts["opened"], counts["refreshed"], counts["unchanged"], counts["lapsed"]) == (0, 0, 2, 0)


def test_a_first_sweep_judges_as_if_it_had_run_all_along() -> None:
    history = [300] * 10 + [0] * 30 + [300, 0, 0, 300] * 5
    weeks(system("wavering", **BIG), history)
    for number in range(WEEKS):
        sweep(as_of=week_end(number), by=None)
    along = Finding.objects.exclude(state=FindingState.LAPSED).values("kind", "tier", "since", "evidence").get()
    Finding.objects.all().delete()
    sweep(as_of=AS_OF, by=None)
    assert Finding.objects.values("kind", "tier", "since", "evidence").get() == along


def test_a_finding_is_renewed_until_it_lapses() -> None:
    one = system("back again", **BIG)
    weeks(one, [300] * 10 + [0] * 30 + [300] * 30)
    sweep(as_of=week_end(38), by=None)
    first = Finding.objects.get()
    sweep(as_of=week_end(39), by=None)
    renewed = Finding.objects.get()
    assert (renewed.pk, renewed.first_seen_on) == (first.pk, first.first_seen_on)
    assert renewed.evidence_sha256 != first.evidence_sha256
    sweep(as_of=week_end(69), by=None)
    lapsed = Finding.objects.get()
    assert (lapsed.state, lapsed.lapsed_on) == (FindingState.LAPSED, week_end(69))


def test_a_claimed_finding_is_frozen() -> None:
    weeks(system("never", **BIG), [0] * WEEKS)
    sweep(as_of=week_end(50), by=None)
    Finding.objects.update(state=FindingState.CLAIMED, claimed_by=person(), claimed_at=timezone.now())
    before = rows()
    counts = sweep(as_of=AS_OF, by=None).counts
    assert (rows(), counts["silenced"]) == (before, 1)


def test_a_dismissed_finding_stays_silent_until_its_date() -> None:
    weeks(system("never", **BIG), [0] * WEEKS)
    sweep(as_of=week_end(50), by=None)
    Finding.objects.update(state=FindingState.DISMISSED, dismissed_until=week_end(55))
    sweep(as_of=week_end(55), by=None)
    assert Finding.objects.count() == 1
    sweep(as_of=week_end(56), by=None)
    assert list(Finding.objects.order_by("id").values_list("state", flat=True)) == ["dismissed", "candidate"]


def test_a_dismissed_finding_speaks_again_when_the_disuse_grows_by_half() -> None:
    weeks(system("given up", **BIG), [300] * 10 + [0] * 50)
    sweep(as_of=week_end(40), by=None)  # 147 duty days without use; at the end of week 55 they are 221
    Finding.objects.update(state=FindingState.DISMISSED, dismissed_until=week_end(59))
    sweep(as_of=week_end(54), by=None)
    assert list(Finding.objects.values_list("state", flat=True)) == ["dismissed"]
    sweep(as_of=week_end(55), by=None)
    assert list(Finding.objects.order_by("id").values_list("state", flat=True)) == ["dismissed", "candidate"]
    assert sweep(as_of=week_end(55), by=None).counts["unchanged"] == 1


def test_a_confirmed_finding_is_not_found_again_while_the_same_disuse_lasts() -> None:
    weeks(system("never", **BIG), [0] * WEEKS)
    sweep(as_of=week_end(50), by=None)
    Finding.objects.update(state=FindingState.CONFIRMED, confirmed_as="unused", decided_at=timezone.now())
    sweep(as_of=AS_OF, by=None)
    assert list(Finding.objects.values_list("state", flat=True)) == ["confirmed"]


def test_systems_that_are_no_longer_live_lapse() -> None:
    weeks(system("never", **BIG), [0] * WEEKS)
    sweep(as_of=AS_OF, by=None)
    System.objects.update(stage=Stage.RETIRED)
    sweep(as_of=AS_OF, by=None)
    assert Finding.objects.get().state == FindingState.LAPSED


def test_the_order_in_which_rows_arrive_does_not_matter() -> None:
    one = system("mixed", **BIG)
    weeks(one, [300] * 20 + [0] * 40)
    days(one, [5] * 30 + [None] * 200 + [0] * 30)
    weeks(one, [0] * WEEKS, by=collector("other"), measure="active_users")
    sweep(as_of=AS_OF, by=None)
    before = Finding.objects.values_list("evidence_sha256", flat=True).get()
    kept = list(UsageRow.objects.order_by("-day", "-period_days"))
    UsageRow.objects.all().delete()
    for row in kept:
        row.pk = None
    UsageRow.objects.bulk_create(kept)
    assert sweep(as_of=AS_OF, by=None).counts["unchanged"] == 1
    assert Finding.objects.values_list("evidence_sha256", flat=True).get() == before


@pytest.mark.parametrize("as_of", [FIRST, AS_OF])
def test_the_number_of_statements_does_not_depend_on_the_number_of_systems(as_of: date) -> None:
    sponsor = organisation()
    sweep(as_of=as_of, by=None)  # the first event of the ledger takes other statements than those after it
    counted = []
    for fleet in (1, 10, 30):
        for number in range(fleet):
            one = system(f"{fleet}-{number}", sponsor=sponsor, **BIG)
            weeks(one, [(0, 300, None)[number % 3]] * WEEKS)
        sweep(as_of=as_of, by=None)
        for full in (False, True):
            Finding.objects.all().delete()
            with statements() as told:
                sweep(as_of=as_of, by=None, full=full)
            counted.append(len(told))
    assert counted == counted[:2] * 3


def test_without_any_usage_nothing_is_said() -> None:
    system("alone", **BIG)
    counts = sweep(as_of=AS_OF, by=None).counts
    assert (counts["systems"], counts["weeks"], said()) == (1, 0, {})


def test_the_future_cannot_be_swept() -> None:
    with pytest.raises(Refused) as refused:
        sweep(as_of=timezone.localdate() + timedelta(days=1), by=None)
    assert [each.code for each in refused.value.obstacles] == ["future-day"]
    assert (Sweep.objects.count(), Event.objects.count()) == (0, 0)


def test_each_sweep_is_one_event_that_names_its_policy() -> None:
    weeks(system("never", **BIG), [0] * WEEKS)
    done = sweep(as_of=AS_OF, by=None)
    event = Event.objects.get()
    assert (event.verb, event.subject, event.data["policy"]) == ("findings.swept", done.code, 1)
    assert event.data["counts"] == done.counts


def test_a_finding_rests_on_the_policy_in_force() -> None:
    weeks(system("never", **BIG), [0] * WEEKS)
    sweep(as_of=AS_OF, by=None)
    old = Policy.objects.get()
    lenient = old.parameters | {"window_duty_days": {"value": 400, "unit": "duty days", "provenance": "own"}}
    Policy.objects.create(version=2, parameters=lenient, source="本单位设定", effective_on=timezone.localdate())
    sweep(as_of=AS_OF, by=None)
    assert [(each.policy.version, each.state) for each in Finding.objects.all()] == [(1, "lapsed")]
