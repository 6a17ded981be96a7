from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lifecycle.clearances.enums import Reason, Verdict
from lifecycle.clearances.limits import Limits
from lifecycle.clearances.rules.listing import (
    obstacles_to_list,
    obstacles_to_probe,
    obstacles_to_remove,
    obstacles_to_take_list,
    obstacles_to_waive,
)
from lifecycle.clearances.rules.observing import due_days, obstacles_to_end_observation
from lifecycle.clearances.rules.pictures import ItemView, ListView, Look, Picture, normalised, streak_of
from lifecycle.clearances.rules.proof import (
    obstacles_left,
    obstacles_to_attest,
    obstacles_to_confirm_shutdown,
    obstacles_to_verify,
)
from registry.refusals import Obstacle

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
LIMITS = Limits(probes_needed=3, probes_span=timedelta(hours=72), fresh_for=timedelta(days=7))
OPERATOR, VERIFIER, OFFICER = 1, 2, 3


def look(hours_ago: float, verdict: str = Verdict.GONE, reason: str = Reason.REFUSED) -> Look:
    return Look(NOW - timedelta(hours=hours_ago), verdict, reason)


GONE_LONG = (look(1), look(37), look(74))


def path(*looks: Look, waived_by: int | None = None, source: str = "register") -> ItemView:
    return ItemView("http://a.test/", source, waived_by, looks)


def account(label: str = "zhang", waived_by: int | None = None) -> ItemView:
    return ItemView(label, "entered", waived_by)


def paths(*items: ItemView, **more: object) -> Picture:
    picture = Picture(
        "access_paths", "access paths", "clearance", "attested", OPERATOR, NOW - timedelta(hours=5), "off", items
    )
    return replace(picture, **more)  # type: ignore[arg-type]


def accounts(*items: ItemView, **more: object) -> Picture:
    return paths(*items, kind="accounts", label="accounts", **more)


def listed(*remaining: str, hours_ago: float = 1, by: int = VERIFIER) -> ListView:
    return ListView(NOW - timedelta(hours=hours_ago), NOW, by, frozenset(remaining))


def codes(obstacles: list[Obstacle]) -> list[str]:
    return [obstacle.code for obstacle in obstacles]


def verify(picture: Picture, by: int = VERIFIER) -> list[str]:
    return codes(obstacles_to_verify(picture, by=by, at=NOW, limits=LIMITS))


def test_three_probes_over_three_days_verify() -> None:
    assert verify(paths(path(*GONE_LONG))) == []


@pytest.mark.parametrize(
    ("looks", "obstacles"),
    [
        ((), ["never-probed"]),
        ((look(1, Verdict.STILL_THERE, Reason.ANSWERS), *GONE_LONG), ["still-there"]),
        ((look(1, Verdict.UNKNOWN, Reason.TIMED_OUT), *GONE_LONG), ["unknown"]),
        ((look(1), look(80)), ["too-few-probes"]),
        ((look(1), look(2), look(3)), ["too-short"]),
        ((look(1),), ["too-few-probes", "too-short"]),
        ((look(1), look(40, Verdict.UNKNOWN, Reason.TIMED_OUT), look(80), look(90)), ["too-few-probes", "too-short"]),
        ((look(1), look(2, Verdict.STILL_THERE, Reason.ANSWERS), *GONE_LONG), ["too-few-probes", "too-short"]),
        ((look(6), look(50), look(100)), ["probed-before-attested"]),
    ],
)
def test_anything_but_a_long_row_of_gone_blocks(looks: tuple[Look, ...], obstacles: list[str]) -> None:
    assert verify(paths(path(*looks))) == obstacles


def test_an_old_proof_blocks() -> None:
    picture = paths(path(look(169), look(250), look(300)), attested_at=NOW - timedelta(hours=200))
    assert verify(picture) == ["stale-probe"]


def test_a_waived_item_blocks_nothing_but_whoever_waived_it() -> None:
    picture = paths(path(look(1, Verdict.STILL_THERE, Reason.ANSWERS), waived_by=OFFICER))
    assert verify(picture) == []
    assert verify(picture, by=OFFICER) == ["waived-by-verifier"]


def test_an_address_of_the_register_that_is_not_listed_blocks() -> None:
    picture = paths(unlisted=("http://b.test/",))
    assert verify(picture) == codes(obstacles_to_attest(picture, by=1, statement="none")) == ["not-on-the-list"]


@pytest.mark.parametrize(
    ("newest", "obstacles"),
    [
        (None, ["no-list"]),
        (listed(), []),
        (listed("zhang"), ["still-listed"]),
        (listed("li"), []),
        (listed(hours_ago=6), ["list-before-attested"]),
        (listed(by=OPERATOR), ["list-from-attester"]),
        (listed("zhang", hours_ago=6, by=OPERATOR), ["list-before-attested", "list-from-attester", "still-listed"]),
    ],
)
def test_accounts_need_a_list_that_is_fresh_independent_and_empty_of_them(
    newest: ListView | None, obstacles: list[str]
) -> None:
    assert verify(accounts(account(), newest_list=newest)) == obstacles


def test_a_list_grows_stale() -> None:
    picture = accounts(account(), newest_list=listed(hours_ago=169), attested_at=NOW - timedelta(hours=200))
    assert verify(picture) == ["stale-list"]


def test_a_remaining_account_is_named() -> None:
    found = obstacles_to_verify(
        accounts(account(), account("li"), newest_list=listed("zhang")), by=VERIFIER, at=NOW, limits=LIMITS
    )
    assert [str(one.message) for one in found] == ["accounts: “zhang” is still in the list of 2026-03-10 16:00."]


def test_where_there_was_nothing_a_statement_is_enough_and_needed() -> None:
    assert codes(obstacles_to_attest(accounts(), by=1, statement=" ")) == ["no-items"]
    assert obstacles_to_attest(accounts(), by=1, statement="It had none.") == []
    assert verify(accounts()) == []


def test_nobody_attests_what_was_seen_to_answer_last() -> None:
    answering = look(1, Verdict.STILL_THERE, Reason.ANSWERS)
    assert codes(obstacles_to_attest(paths(path(answering, *GONE_LONG)), by=1, statement="off")) == ["still-there"]
    assert obstacles_to_attest(paths(path(look(1), answering)), by=1, statement="off") == []
    assert obstacles_to_attest(paths(path(look(1, Verdict.UNKNOWN, Reason.TIMED_OUT))), by=1, statement="off") == []


def test_a_verified_clearance_that_no_longer_holds_blocks_the_shutdown() -> None:
    back = paths(path(look(1, Verdict.STILL_THERE, Reason.ANSWERS)), state="verified")
    held = paths(path(*GONE_LONG), state="verified")
    unverified = paths(path(), state="attested")
    assert codes(obstacles_to_confirm_shutdown([back, held, unverified], at=NOW, limits=LIMITS)) == ["still-there"]


def test_what_is_left_is_said_to_anybody() -> None:
    assert codes(obstacles_left(paths(path(), state="open"), at=NOW, limits=LIMITS)) == ["not-attested", "never-probed"]


def test_the_list_is_fixed_by_the_attestation_and_outside_clearance() -> None:
    assert codes(obstacles_to_list(paths())) == ["already-attested"]
    assert codes(obstacles_to_list(paths(state="open", case_state="shutdown"))) == ["not-in-clearance"]
    assert obstacles_to_list(paths(state="open")) == []


def test_what_the_register_knows_or_was_probed_is_not_removed() -> None:
    picture = paths(state="open")
    assert codes(obstacles_to_remove(picture, path())) == ["from-the-register"]
    assert codes(obstacles_to_remove(picture, path(look(1), source="entered"))) == ["already-probed"]
    assert obstacles_to_remove(picture, path(source="entered")) == []


def test_waiving_takes_a_reason_and_not_the_attester() -> None:
    assert codes(obstacles_to_waive(paths(), path(), reason="short", by=OPERATOR)) == ["same-person", "reason-missing"]
    assert codes(obstacles_to_waive(paths(), path(waived_by=OFFICER), reason="long enough", by=OFFICER)) == [
        "already-waived"
    ]
    assert obstacles_to_waive(paths(), path(), reason="long enough", by=OFFICER) == []


def test_whoever_clears_or_verifies_anything_in_the_case_waives_nothing_and_whoever_is_recused_neither() -> None:
    picture = paths(attested_by=None, executors=frozenset({VERIFIER}), recused=frozenset({OFFICER}))
    assert codes(obstacles_to_waive(picture, path(), reason="long enough", by=VERIFIER)) == ["same-person"]
    assert codes(obstacles_to_waive(picture, path(), reason="long enough", by=OFFICER)) == ["recused"]


def test_whoever_waived_an_item_does_not_attest_the_rest() -> None:
    picture = paths(path(), path(waived_by=OFFICER))
    assert codes(obstacles_to_attest(picture, by=OFFICER, statement="off")) == ["waived-by-attester"]
    assert obstacles_to_attest(picture, by=OPERATOR, statement="off") == []


TODAY = NOW.date()


def days_ago(days: int, verdict: str = Verdict.GONE, reason: str = Reason.REFUSED) -> Look:
    return look(24 * days, verdict, reason)


def test_each_due_day_takes_a_clean_look_of_its_own_or_a_later_one() -> None:
    began = TODAY - timedelta(days=95)
    due = due_days(began, (90, 30))
    assert due == (began + timedelta(days=30), began + timedelta(days=90))
    early = paths(path(days_ago(70)))
    assert codes(obstacles_to_end_observation(early, due=due)) == ["not-looked-again", "not-looked-again"]
    once = paths(path(days_ago(60), days_ago(70)))
    assert [str(one.message)[-52:] for one in obstacles_to_end_observation(once, due=due)] == [
        f"since {due[1].isoformat()}, when it had to be looked at again."
    ]
    assert obstacles_to_end_observation(paths(path(days_ago(1), days_ago(60))), due=due) == []
    assert obstacles_to_end_observation(paths(path(days_ago(1))), due=due) == []


def test_unknown_ends_no_observation_and_an_answer_even_less() -> None:
    due = (TODAY - timedelta(days=1),)
    unknown = paths(path(look(1, Verdict.UNKNOWN, Reason.TIMED_OUT), look(2)))
    assert codes(obstacles_to_end_observation(unknown, due=due)) == ["unknown"]
    never = paths(path(look(1, Verdict.UNKNOWN, Reason.TIMED_OUT)))
    assert codes(obstacles_to_end_observation(never, due=due)) == ["unknown", "not-looked-again"]
    back = paths(path(look(1, Verdict.STILL_THERE, Reason.ANSWERS), look(2)))
    assert codes(obstacles_to_end_observation(back, due=due)) == ["still-there"]
    assert codes(obstacles_to_end_observation(paths(path()), due=due)) == ["not-looked-again"]
    assert obstacles_to_end_observation(paths(path(waived_by=OFFICER)), due=due) == []


def test_a_list_is_of_the_past_and_not_of_addresses() -> None:
    found = obstacles_to_take_list(paths(), exported_at=NOW + timedelta(minutes=1), at=NOW)
    assert codes(found) == ["no-lists-here", "future-export"]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("decision", ["not-in-clearance"]),
        ("clearance", []),
        ("shutdown", []),
        ("observation", []),
        ("closed", ["not-in-clearance"]),
    ],
)
def test_it_is_looked_from_the_decision_until_the_case_ends(state: str, expected: list[str]) -> None:
    assert codes(obstacles_to_probe(paths(case_state=state))) == expected


def test_a_row_of_gone_ends_at_the_first_other_look() -> None:
    streak = streak_of([look(1), look(5), look(9, Verdict.UNKNOWN), look(20)])
    assert (streak.count, streak.span) == (2, timedelta(hours=4))


@pytest.mark.parametrize("text", ["Zhang San", "zhangsan", "ＺＨＡＮＧ　ＳＡＮ", "zhang\u200bsan", " ZHANG san\t"])
def test_labels_are_compared_without_case_width_and_blanks(text: str) -> None:
    assert normalised(text) == "zhangsan"
