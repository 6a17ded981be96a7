import hashlib
from dataclasses import replace

import numpy as np
import pytest

from evaluations.proving.enums import LEGITIMATE, Truth
from evaluations.proving.generator import fleets as first
from evaluations.proving.generator.classes import SHARES, TRUTHS, are
from evaluations.proving.generator.collectors import (
    ACCESS_LOG,
    APP_LOG,
    CLOUD,
    COLLECTORS,
    GATEWAY,
    MONTHLY,
    WEEKLY,
)
from evaluations.proving.generator.days import Days
from evaluations.proving.generator.fleets import Fleet
from evaluations.proving.generator.rows import UNKNOWN, Block
from evaluations.proving.second.county import RETURNS, settled
from evaluations.proving.second.deliveries import Desk, periods
from evaluations.proving.second.doings import LAGS, _ended
from evaluations.proving.second.fleets import generate
from evaluations.proving.second.hardship import hardened
from evaluations.proving.second.rankings import ranked
from evaluations.proving.second.takeup import taken_up
from evaluations.proving.second.watching import watched
from tests.evaluations.proving.second.worlds import world

SYSTEMS = 300


@pytest.fixture(scope="module")
def fleet() -> Fleet:
    return generate(7, SYSTEMS)


def places(fleet: Fleet, *truths: Truth) -> list[int]:
    found: list[int] = np.flatnonzero(are(fleet.truths.of, *truths)).tolist()
    return found


def rows(fleet: Fleet, place: int, measure: str, *, since: int = 0) -> np.ndarray:
    """What collectors told of a measure of a system, of periods that began at a day or later, unknown left out."""
    found = [np.zeros(0, np.int64)]
    for block in fleet.blocks:
        if measure in block.measures:
            mine = (block.system == place) & (block.day - block.period + 1 >= since)
            found.append(block.measures[measure][mine])
    told = np.concatenate(found)
    return np.asarray(told[told != UNKNOWN])


def checksum(fleet: Fleet) -> str:
    digest = hashlib.sha256(fleet.truths.of.tobytes())
    for block in fleet.blocks:
        for values in (block.system, block.day, block.arrives, block.coverage, *block.measures.values()):
            digest.update(np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()


def test_the_shares_are_those_of_the_first_generator(fleet: Fleet) -> None:
    dealt = {truth: len(places(fleet, truth)) / SYSTEMS for truth in TRUTHS}
    assert dealt == {truth: SHARES.get(truth, 0.55) for truth in TRUTHS}
    assert round(sum(SHARES[truth] for truth in LEGITIMATE), 2) == 0.15


def test_the_same_seed_makes_the_same_fleet_another_one_and_the_first_generator_another() -> None:
    some = generate(7, 40)
    assert checksum(generate(7, 40)) == checksum(some)
    assert checksum(generate(8, 40)) != checksum(some)
    other = first.generate(7, 40)
    assert checksum(other) != checksum(some)
    assert not np.array_equal(other.register.eligible, some.register.eligible)


def test_what_was_never_used_has_no_act_but_test_cases_of_its_makers(fleet: Fleet) -> None:
    """One office at most, three people, on a handful of days."""
    unused = places(fleet, Truth.NEVER_USED)
    assert len(unused) == 9
    for place in unused:
        people, offices = rows(fleet, place, "effective_users"), rows(fleet, place, "using_organisations")
        assert people.max(initial=0) <= 15  # of a week or month
        assert offices.max(initial=0) <= 1
        assert np.count_nonzero(rows(fleet, place, "substantive_actions")) <= 12
        assert fleet.truths.begins[place] == max(0, fleet.register.launched[place] // 7)


def test_visits_of_makers_and_of_the_duty_roster_are_left_out_but_for_one_in_ten() -> None:
    """Nine in ten of what would be two visits in a month, or one each morning; others' visits outside a season are counted."""
    for truth, most in ((Truth.NEVER_USED, 4), (Truth.BACK_END, 4), (Truth.STANDBY, 40)):
        made = world(truth, 30)
        told_of = made.doings.measured["active_users"] - made.doings.measured["effective_users"]
        quiet = np.where(made.sittings.people > 0, 0, told_of).sum(axis=1)
        assert 0 < np.percentile(quiet, 90) <= np.ceil(1.5 * most), truth
    season = world(Truth.SEASONAL, 30)
    assert (season.doings.measured["active_users"] > 0)[season.sittings.people == 0].sum() > 30 * 5


def test_what_decayed_was_used_and_is_not_since_the_week_it_was_given_up(fleet: Fleet) -> None:
    decayed = places(fleet, Truth.DECAYED)
    used_before = 0
    for place in decayed:
        for measure in ("effective_users", "substantive_actions"):
            assert rows(fleet, place, measure, since=int(fleet.truths.begins[place]) * 7).sum() == 0
        used_before += rows(fleet, place, "sessions").sum() > 100
    assert used_before >= len(decayed) / 2


def test_of_what_was_given_up_three_monthly_forms_in_four_still_come() -> None:
    """With zeros, but for who looks up an old record, which happens to three in ten: the fourth is not written any more."""
    made, dice = world(Truth.DECAYED, 40), np.random.default_rng(5)
    watching = watched(made.county, made.hardship, made.pressure.ways, made.days, dice)
    watching.watch.sees[:, MONTHLY] = True
    measured = made.doings.measured
    desk = Desk(made.county, made.taken, made.sittings, measured, made.pressure, watching, made.days, dice)
    block, (first, last) = desk.blocks()[MONTHLY], periods("month", made.days)
    since, in_time = made.taken.begins * 7, last < made.days.count - 31
    due = int((in_time & (first >= np.maximum(since, made.county.register.launched)[:, None])).sum())
    came = np.isin(block.day, last[in_time]) & (block.day - block.period + 1 >= since[block.system])
    assert due > 200
    assert came.sum() / due == pytest.approx(0.75, abs=0.06)
    assert (block.measures["active_users"][came] == 0).mean() > 0.7
    assert block.measures["substantive_actions"][came].max() == 0


def test_what_is_vestigial_is_used_by_next_to_nobody_of_those_it_is_meant_for(fleet: Fleet) -> None:
    for place in places(fleet, Truth.VESTIGIAL):
        since = int(fleet.truths.begins[place]) * 7
        most = 25 if fleet.register.public[place] else 3
        assert rows(fleet, place, "effective_users", since=since).max(initial=0) <= most
        assert fleet.register.eligible[place] >= 20 * (1 if most == 3 else most)


def test_of_returns_one_clerk_is_left_who_hands_in_on_one_to_three_days_before_a_deadline() -> None:
    made, told = world(Truth.VESTIGIAL, 120), 0
    months = made.days.months - made.days.months[0]
    for place in np.flatnonzero(np.isin(np.array(made.county.cadence), RETURNS)).tolist():
        since = int(made.taken.begins[place]) * 7
        people = made.sittings.people[place, since:]
        assert people.max() == 1
        assert (made.sittings.by_office[made.county.offices.of(place), since:].sum(axis=1) > 0).sum() == 1
        sat = np.bincount(months[since:][people > 0], minlength=months[-1] + 1)
        # A deadline early in a month may be met at the end of the one before, and one just after the history within it.
        deadlines = len(np.unique(months[since:])) // (3 if made.county.cadence[place] == "quarterly" else 1) + 2
        assert sat.sum() <= 3 * deadlines
        assert sat.max() <= 6
        opened = int((made.doings.measured["active_users"][place, since:] > 0).sum())
        assert opened == (people > 0).sum()
        told += 1
    assert told >= 8


def test_experts_are_ten_at_most_and_programs_are_called_and_not_used(fleet: Fleet) -> None:
    for place in places(fleet, Truth.EXPERTS):
        assert 3 <= fleet.register.eligible[place] <= 10
    for place in places(fleet, Truth.BACK_END):
        assert rows(fleet, place, "inbound_calls").sum() > 1_000
        assert rows(fleet, place, "effective_users").sum() == 0


def test_what_is_made_to_look_used_has_a_sixth_to_a_half_of_ordinary_work_left() -> None:
    """The same county by the same dice, once as it is and once as if all of it were in healthy use."""
    days = Days()
    county = settled(np.full(100, list(TRUTHS).index(Truth.FLATTERED)), days, np.random.default_rng(3))
    healthy = replace(county, register=replace(county.register, truths=np.zeros(100, np.int64)))
    rates = [taken_up(each, days, np.random.default_rng(4)).rate for each in (county, healthy)]
    left = rates[0] / rates[1]
    assert TRUTHS[0] == Truth.HEALTHY
    assert 1 / 6 < left.min() < 0.2
    assert 0.45 < left.max() < 1 / 2


@pytest.mark.parametrize("truth", [Truth.FLATTERED, Truth.STANDBY])
def test_no_case_is_finished_before_it_was_begun(truth: Truth) -> None:
    measured = world(truth, 40).doings.measured
    begun, finished = measured["started"], measured["completed"]
    assert (np.cumsum(finished, axis=1) <= np.cumsum(begun, axis=1)).all()
    assert (measured["corrected"] <= finished).all()
    assert not measured["case_seconds"][finished == 0].any()
    assert (measured["records_read"] <= measured["records"]).all()
    assert (measured["records"] <= measured["substantive_actions"]).all()


def test_what_is_caught_up_before_an_inspection_holds_cases_as_other_work_does() -> None:
    made = world(Truth.FLATTERED, 60)
    acts, begun, finished = (made.doings.measured[name] for name in ("substantive_actions", "started", "completed"))
    working, told = np.flatnonzero(made.days.working), 0
    for place, ways in enumerate(made.pressure.ways):
        if ways & {"batch_entry", "target"} != {"batch_entry"}:
            continue
        ordinary = begun[place].sum() / acts[place].sum()
        for inspection in made.days.assessments()[1:]:
            last = working[working <= inspection][-5:]
            if last[0] >= made.pressure.begins[place] * 7 and (entered := acts[place, last].sum()) > 200:
                told += 1
                assert begun[place, last].sum() / entered == pytest.approx(ordinary, abs=0.12)
                # The rest is ordinary work, which may end a week later.
                assert finished[place, last].sum() > 0.6 * begun[place, last].sum()
    assert told > 10


def test_made_to_look_used_is_done_in_two_ways_or_three_and_a_single_oddity_is_ordinary_life() -> None:
    days, flattered = Days(), list(TRUTHS).index(Truth.FLATTERED)
    county = settled(np.repeat([flattered, 0], [200, 2000]), days, np.random.default_rng(3))
    ways = [len(each) for each in ranked(county, days, np.random.default_rng(4)).ways]
    assert {ways[place] for place in range(200)} == {2, 3}
    assert ways[:200].count(2) / 200 == pytest.approx(0.6, abs=0.1)
    staff = ~county.register.public[200:]
    odd = np.array(ways[200:])
    assert set(odd[staff].tolist()) == {0, 1}
    assert odd[staff].mean() == pytest.approx(1 / 40, abs=0.01)
    assert not odd[~staff].any()


def test_what_has_one_oddity_is_healthy_since_ever(fleet: Fleet) -> None:
    for place in places(fleet, Truth.HEALTHY):
        assert (fleet.truths.flattered[place], fleet.truths.begins[place]) == (set(), 0)


def test_what_is_hard_to_use_is_told_of_by_somebody_who_counts_its_cases(fleet: Fleet) -> None:
    """Two of its troubles at least can be read somewhere; a form tells no failures, and slow is said against a promise only."""
    for place in places(fleet, Truth.HARD_TO_USE):
        troubles, sees = fleet.truths.hard[place], fleet.truths.watch.sees[place]
        assert 2 <= len(troubles) <= 4
        assert sees[[APP_LOG, WEEKLY]].sum() == 1
        by_program = sees[APP_LOG]
        assert by_program or len(troubles - {"errors"}) >= 2
        if "slow" in troubles:
            assert fleet.register.promised_seconds[place] > 0
        block = fleet.blocks[APP_LOG if by_program else WEEKLY]
        for name in (
            "started",
            "completed",
            "corrected",
            "case_seconds",
            "complaints",
            *(["after_order"] if "on_order" in troubles else []),
        ):
            assert _known(block, name)[block.system == place].all()
        assert (block.system == place).any()


def test_work_on_order_is_done_on_the_first_days_after_it() -> None:
    """Of what is used on order only, most of the week on its first three working days; of other staff's systems on no day of many."""
    made = world(Truth.HARD_TO_USE, 60)
    ordered, acts = made.doings.measured["after_order"], made.doings.measured["substantive_actions"]
    only = np.flatnonzero(made.hardship.having("on_order")).tolist()
    week = np.cumsum(made.days.working.reshape(-1, 7), axis=1).ravel()
    for place in only:
        since = np.arange(made.days.count) >= made.hardship.begins[place] * 7
        assert ordered[place, since & (week > 3)].sum() <= 0.1 * ordered[place, since].sum()
        if acts[place, since].sum() > 200:
            assert 0.7 < ordered[place, since].sum() / acts[place, since].sum() < 0.95
    others = np.setdiff1d(np.flatnonzero(acts.sum(axis=1)), only)
    assert len(only) > 20
    assert ((ordered[others] > 0).sum(axis=1) <= 2 * 6).all()


def test_time_per_case_evens_out_over_many_cases() -> None:
    """Of a hundred cases a tenth as much as of one."""
    measured = world(Truth.HEALTHY, 60).doings.measured
    finished, seconds = measured["completed"], measured["case_seconds"]
    usual = seconds.sum(axis=1) / np.maximum(finished.sum(axis=1), 1)
    for low, high in ((1, 2), (80, 120)):
        at = (finished >= low) & (finished <= high) & (usual[:, None] > 0)
        off = (seconds / np.maximum(finished, 1) / np.maximum(usual, 1)[:, None])[at] - 1
        assert off.std() * np.sqrt(finished[at].mean()) == pytest.approx(1, abs=0.15)


def test_slow_is_what_takes_more_than_twice_the_time_promised() -> None:
    made = world(Truth.HARD_TO_USE, 60)
    for place in np.flatnonzero(made.hardship.having("slow")).tolist():
        since = slice(int(made.hardship.begins[place]) * 7, None)
        finished, seconds = (made.doings.measured[name][place, since].sum() for name in ("completed", "case_seconds"))
        assert seconds > 2 * made.county.register.promised_seconds[place] * finished > 0


def test_of_the_cases_of_events_as_many_are_finished_as_of_any() -> None:
    share = {}
    for truth in (Truth.STANDBY, Truth.HEALTHY):
        made = world(truth, 60)
        begun, finished = (made.doings.measured[name] for name in ("started", "completed"))
        # What would have ended after the last day on which anybody sat down is open still.
        days, last = np.arange(made.days.count), made.days.count - np.argmax(made.sittings.people[:, ::-1] > 0, axis=1)
        due = sum(part * np.where(days + lag < last[:, None], begun, 0).sum(axis=1) for lag, part in LAGS.items())
        assert not finished[made.sittings.people == 0].any()
        share[truth] = float(np.mean(np.minimum(finished.sum(axis=1)[due > 0] / due[due > 0], 1)))
    assert share[Truth.STANDBY] == pytest.approx(share[Truth.HEALTHY], abs=0.03)


def test_some_cases_of_every_system_end_the_same_day_and_some_a_week_later() -> None:
    """Half, three in ten and a fifth: seen where only one day of a month sees work begin."""
    begun = np.zeros((2, 40), np.int64)
    begun[:, 3] = 100_000
    sat = np.ones(begun.shape, np.bool_)
    sat[1, 4:12] = False
    daily, seldom = _ended(begun, sat, np.random.default_rng(3)) / 100_000
    assert {at: round(daily[at], 1) for at in np.flatnonzero(daily).tolist()} == {3: 0.5, 4: 0.3, 10: 0.2}
    assert {at: round(seldom[at], 1) for at in np.flatnonzero(seldom).tolist()} == {3: 0.5, 12: 0.5}


def test_seasonal_and_annual_work_is_done_in_its_window_or_days_after(fleet: Fleet) -> None:
    told = 0
    for place in places(fleet, Truth.SEASONAL, Truth.ANNUAL):
        on = fleet.days.within(fleet.register.window[place]).astype(int)
        near = np.flatnonzero(np.convolve(on, np.ones(29), mode="same") > 0)
        for block in fleet.blocks:
            if "substantive_actions" in block.measures and COLLECTORS[block.collector].period == "day":
                mine = (block.system == place) & (block.measures["substantive_actions"] > 0)
                told += int(mine.sum())
                assert np.isin(block.day[mine], near).all()
    assert told > 50


def test_flattery_and_hardship_are_named_and_stand_in_what_was_told(fleet: Fleet) -> None:
    for place, truth in enumerate(fleet.truths.of.tolist()):
        assert bool(fleet.truths.flattered[place]) == (TRUTHS[truth] == Truth.FLATTERED)
        assert bool(fleet.truths.hard[place]) == (TRUTHS[truth] == Truth.HARD_TO_USE)


def test_who_ranks_sign_ins_or_runs_a_script_shows_in_the_figures() -> None:
    made = world(Truth.FLATTERED, 60)
    seen = {"signing_in": 0, "script": 0}
    for place, ways in enumerate(made.pressure.ways):
        at = np.arange(made.days.count) >= made.pressure.begins[place] * 7
        mine = {name: values[place, at] for name, values in made.doings.measured.items()}
        if "signing_in" in ways:
            seen["signing_in"] += 1
            assert mine["checkins"].max() > made.county.register.eligible[place] * 0.3
        elif "script" in ways:
            seen["script"] += 1
            assert mine["busiest_minute"].sum() > mine["sessions"].sum() / 4
    assert min(seen.values()) > 0


def test_rows_are_well_formed(fleet: Fleet) -> None:
    for block in fleet.blocks:
        keys = np.column_stack([block.system, block.day, block.period])
        assert len(np.unique(keys, axis=0)) == len(block)
        assert (np.lexsort((block.day, block.system)) == np.arange(len(block))).all()
        assert ((block.coverage > 0) & (block.coverage <= 1)).all()
        assert ((block.arrives > block.day) & (block.arrives <= fleet.days.count)).all()
        began = block.day - block.period + 1
        assert (began >= np.maximum(fleet.register.launched[block.system], 0)).all()
        assert {each.shape for each in block.measures.values()} <= {block.day.shape}
        assert fleet.truths.watch.sees[block.system, block.collector].all()
    lengths = {each.code: set(block.period.tolist()) for each, block in zip(COLLECTORS, fleet.blocks, strict=True)}
    assert (lengths["gateway"], lengths["weekly-report"]) == ({1}, {7})
    assert lengths["monthly-report"] <= {28, 29, 30, 31}


def test_no_part_is_above_its_whole_and_what_is_unknown_stays_so(fleet: Fleet) -> None:
    for block in fleet.blocks:
        assert all((values >= UNKNOWN).all() for values in block.measures.values())
        for part, whole in {
            "effective_users": "active_users",
            "active_users": "sessions",
            "good_ratings": "ratings",
            "using_organisations": "eligible_organisations",
            "records_read": "records",
            "busiest_minute": "sessions",
        }.items():
            known = _known(block, part) & _known(block, whole)
            if known.any():
                assert (block.measures[part][known] <= block.measures[whole][known]).all(), (part, whole)
        if (known := _known(block, "active_users")).any():
            assert (block.measures["active_users"] <= fleet.register.eligible[block.system])[known].all()
        # A counter counts of a system, or it does not: never of one day and not of the next.
        for name in block.measures:
            unknown = ~_known(block, name)
            assert not np.intersect1d(block.system[unknown], block.system[~unknown]).size


def test_few_collectors_know_who_acted(fleet: Fleet) -> None:
    assert "effective_users" not in fleet.blocks[GATEWAY].measures
    for collector, most in ((APP_LOG, 0.85), (WEEKLY, 0.6), (MONTHLY, 0.5)):
        block = fleet.blocks[collector]
        known = np.unique(block.system[_known(block, "effective_users")])
        assert 0 < len(known) < most * len(np.unique(block.system))
    behind_sign_on = _known(fleet.blocks[GATEWAY], "active_users").mean()
    assert 0.2 < behind_sign_on < 0.6


def _known(block: Block, name: str) -> np.ndarray:
    return block.measures[name] != UNKNOWN if name in block.measures else np.zeros(len(block), np.bool_)


def test_a_gateway_tells_of_use_only_and_of_each_route_once(fleet: Fleet) -> None:
    gateway, watch = fleet.blocks[GATEWAY], fleet.truths.watch
    used = gateway.measures["sessions"] + gateway.measures["inbound_calls"] > 0
    opening = np.diff(gateway.system, prepend=-1) != 0
    assert (used | opening).all()
    told_of = np.unique(gateway.system)
    launched = np.flatnonzero(watch.sees[:, GATEWAY] & (fleet.register.launched < fleet.days.count - 21))
    assert np.isin(launched, told_of).all()
    assert set(fleet.up) == {GATEWAY}


def test_outages_silence_a_collector_for_all_its_systems_and_gaps_one(fleet: Fleet) -> None:
    watch = fleet.truths.watch
    silent = ~fleet.up[GATEWAY]
    assert not np.isin(fleet.blocks[GATEWAY].day, np.flatnonzero(silent)).any()
    assert ((silent & fleet.days.working).reshape(-1, 7).any(axis=1) <= watch.out[GATEWAY]).all()
    assert watch.out[[GATEWAY, APP_LOG, ACCESS_LOG]].any(axis=1).all()
    assert (watch.zeros <= watch.out).all()
    gaps = places(fleet, Truth.GAPS)
    assert np.array_equal(np.flatnonzero(watch.gaps.any(axis=1)), gaps)
    for block in fleet.blocks:
        if block.collector != CLOUD:
            assert not watch.gaps[block.system, block.day].any()


def test_a_week_counts_as_failed_when_a_working_day_of_it_was_lost() -> None:
    only_days_off = 0
    for seed in range(8):
        days, dice = Days(), np.random.default_rng(seed)
        county = settled(np.zeros(5, np.int64), days, dice)
        watching = watched(county, hardened(county, days, dice), [set()] * 5, days, dice)
        lost = (watching.down & days.working).reshape(len(COLLECTORS), -1, 7).any(axis=2)
        assert np.array_equal(watching.watch.out, lost)
        only_days_off += int((watching.down.reshape(len(COLLECTORS), -1, 7).any(axis=2) & ~lost).sum())
        assert (watching.empty <= watching.down).all()
    assert only_days_off > 0


def test_some_rows_come_late_and_forms_later_than_programs(fleet: Fleet) -> None:
    late = {block.collector: block.arrives - block.day for block in fleet.blocks}
    assert 0.02 < float((late[APP_LOG] > 1).mean()) < 0.2
    assert np.median(late[APP_LOG]) == 1 < np.median(late[WEEKLY]) < np.median(late[MONTHLY])


def test_festivals_stop_the_work_of_offices_and_month_ends_raise_it(fleet: Fleet) -> None:
    """Summed over healthy daily systems for staff that count their acts: the week of the Spring Festival is next to nothing."""
    block = fleet.blocks[APP_LOG]
    daily = np.array([each == "daily" for each in fleet.register.cadence])
    mine = are(fleet.truths.of, Truth.HEALTHY) & ~fleet.register.public & daily
    acts = np.where(mine[block.system], np.maximum(block.measures["effective_users"], 0), 0)
    by_week = np.bincount(block.day // 7, weights=acts, minlength=fleet.days.weeks)
    festival = next(week for week in range(50, 78) if not fleet.days.working[week * 7 : week * 7 + 5].any())
    assert by_week[festival] < np.median(by_week) / 5
    by_weekday = np.bincount(block.day % 7, weights=acts, minlength=7)
    assert by_weekday[0] > by_weekday[4] > 5 * by_weekday[6]
