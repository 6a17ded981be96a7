"""Hashing, and an export in a stranger's hands."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.ledger import chain
from registry.ledger.chain import Break, End, breaks_of_export, digest, hash_of
from registry.ledger.enums import Algorithm

Events = list[dict[str, Any]]
FIELDS: dict[str, Any] = {
    "stream": "s",
    "seq": 1,
    "at": "2026-11-21T00:00:00.000000+00:00",
    "verb": "things.counted",
    "actor": "",
    "actor_name": "",
    "subject_type": "Thing",
    "subject": "T-1",
    "data": {},
    "algorithm": "sha256",
    "previous_hash": "",
}


def hang(events: Events, *, stream: str, algorithm: str) -> None:
    """One event more at the end of a stream."""
    chained = [event for event in events if event["stream"] == stream]
    told = FIELDS | {
        "stream": stream,
        "seq": len(chained) + 1,
        "data": {"number": len(chained) + 1, "者": "张三"},
        "algorithm": algorithm,
        "previous_hash": chained[-1]["hash"] if chained else "",
    }
    events.append(told | {"hash": digest(told)})


def ledger() -> Events:
    """Three streams of eight events, two of which change their algorithm midway."""
    events: Events = []
    for stream, changes_at in (("case/RT-1", 3), ("case/RT-2", 9), ("systems", 6)):
        for number in range(1, 9):
            hang(events, stream=stream, algorithm="sm3" if number >= changes_at else "sha256")
    return events


def heads_of(events: Events) -> list[End]:
    ends = {event["stream"]: End(event["stream"], event["seq"], event["hash"]) for event in events}
    return sorted(ends.values())


def breaks(events: Events, heads: list[End], checkpoints: tuple[dict[str, Any], ...] = ()) -> list[Break]:
    lines = [*(json.dumps({"event": event}) for event in events), *(json.dumps({"head": end}) for end in heads)]
    return breaks_of_export(lines, checkpoints)[1]


def places(found: list[Break]) -> list[tuple[str, int, str]]:
    return [(each.stream, each.seq, each.problem) for each in found]


def rehash(events: Events) -> Events:
    """What somebody does who can write to the whole database: every hash made anew, so that the chains hold again."""
    last: dict[str, str] = {}
    for event in events:
        event["previous_hash"] = last.get(event["stream"], "")
        last[event["stream"]] = event["hash"] = digest(event)
    return events


def test_the_published_example_of_sm3_comes_out() -> None:
    """GB/T 32905-2016, appendix A.1."""
    assert hash_of(b"abc", "sm3") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_every_algorithm_of_the_ledger_can_be_computed_and_no_other() -> None:
    assert [len(hash_of(b"", algorithm)) for algorithm in Algorithm.values] == [64, 64]
    with pytest.raises(ValueError, match="md5"):
        hash_of(b"", "md5")


@given(st.text(), st.text())
def test_different_contents_have_different_hashes(one: str, other: str) -> None:
    assert (digest({**FIELDS, "data": one}) == digest({**FIELDS, "data": other})) == (one == other)


def test_an_untouched_export_holds_though_its_chains_changed_their_algorithm() -> None:
    events = ledger()
    assert {event["algorithm"] for event in events if event["stream"] == "case/RT-1"} == {"sha256", "sm3"}
    walk, found = breaks_of_export(
        [*(json.dumps({"event": event}) for event in events), *(json.dumps({"head": end}) for end in heads_of(events))]
    )
    assert (walk.events, len(walk.ends), found) == (24, 3, [])


@pytest.mark.parametrize("field", [*chain.HASHED_FIELDS, "hash"])
def test_an_edit_of_any_field_of_any_event_is_found(field: str) -> None:
    events = ledger()
    others = {"seq": 99, "data": {"number": 0}, "algorithm": "md5", "stream": "case/RT-9", "previous_hash": "0" * 64}
    for position in range(len(events)):
        tampered = deepcopy(events)
        tampered[position][field] = others.get(field, "edited")
        assert breaks(tampered, heads_of(events)) != [], position


def test_an_edit_whose_hash_was_made_anew_is_found_at_the_next_event_or_at_the_head() -> None:
    events = ledger()
    for position in range(len(events)):
        tampered = deepcopy(events)
        event = tampered[position]
        event["actor_name"] = "李四"
        event["hash"] = digest(event)
        last = event["seq"] == 8
        where = (event["stream"], event["seq"] if last else event["seq"] + 1, "altered" if last else "unlinked")
        assert places(breaks(tampered, heads_of(events))) == [where]


def test_every_deletion_is_found() -> None:
    events = ledger()
    for position, gone in enumerate(events):
        left = events[:position] + events[position + 1 :]
        last = gone["seq"] == 8
        where = (gone["stream"], 8 if last else gone["seq"] + 1, "cut" if last else "missing")
        assert places(breaks(left, heads_of(events))) == [where]


def test_every_insertion_is_found_however_well_it_was_hashed() -> None:
    events = ledger()
    for position, before in enumerate(events):
        forged = {**before, "seq": before["seq"] + 1, "previous_hash": before["hash"], "verb": "things.forged"}
        forged["hash"] = digest(forged)
        tampered = [*events[: position + 1], forged, *events[position + 1 :]]
        assert breaks(tampered, heads_of(events)) != [], position


def test_every_exchange_of_two_events_is_found_with_and_without_their_numbers() -> None:
    events = ledger()
    for one in range(len(events)):
        for other in range(one + 1, len(events)):
            moved = deepcopy(events)
            moved[one], moved[other] = moved[other], moved[one]
            if events[one]["stream"] == events[other]["stream"]:
                assert breaks(moved, heads_of(events)) != [], (one, other)
            for name in ("stream", "seq"):
                moved[one][name], moved[other][name] = moved[other][name], moved[one][name]
            assert breaks(moved, heads_of(events)) != [], (one, other)


def test_every_cut_tail_is_found() -> None:
    """L2."""
    events = ledger()
    for stream in ("case/RT-1", "case/RT-2", "systems"):
        for kept in range(8):
            left = [event for event in events if event["stream"] != stream or event["seq"] <= kept]
            assert places(breaks(left, heads_of(events))) == [(stream, 8, "cut")]


def test_a_line_that_is_neither_event_nor_head_is_a_break() -> None:
    events = ledger()
    lines = [*(json.dumps({"event": event}) for event in events), "[]", "{", '{"event": {"stream": "x"}}']
    lines += [json.dumps({"head": end}) for end in heads_of(events)]
    assert places(breaks_of_export(lines)[1]) == [("export", number, "altered") for number in (25, 26, 27)]


def sealed(events: Events, number: int = 1) -> dict[str, Any]:
    """What of a checkpoint counts once its signature was found right."""
    return {"body": {"number": number}, "heads": [list(end) for end in heads_of(events)]}


def test_rewriting_events_and_heads_alike_is_found_by_a_checkpoint_and_by_nothing_else() -> None:
    events = ledger()
    checkpoint = sealed(events)
    for position in range(len(events)):
        tampered = deepcopy(events)
        tampered[position]["actor_name"] = "李四"
        rehash(tampered)
        assert breaks(tampered, heads_of(tampered)) == []
        where = (events[position]["stream"], 8, "rewritten")
        assert places(breaks(tampered, heads_of(tampered), (checkpoint,))) == [where]


def test_cutting_events_and_heads_alike_is_found_by_a_checkpoint() -> None:
    events = ledger()
    for kept in range(8):
        left = [event for event in events if event["stream"] != "systems" or event["seq"] <= kept]
        assert breaks(left, heads_of(left)) == []
        assert places(breaks(left, heads_of(left), (sealed(events),))) == [("systems", 8, "cut")]


def test_what_was_recorded_since_a_checkpoint_is_no_break() -> None:
    events = ledger()
    checkpoint = sealed(events)
    hang(events, stream="systems", algorithm="sha256")
    hang(events, stream="new", algorithm="sm3")
    assert breaks(events, heads_of(events), (checkpoint,)) == []
