"""A lot can be drawn again by anybody, and nobody assesses whoever assesses them."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from evaluations.appraisals.rules.lots import (
    circle_of,
    neighbours,
    obstacles_to_circle,
    obstacles_to_draw,
    order_of,
    sample_of,
)

CODES = [f"unit-{number}" for number in range(12)]


def test_the_order_is_that_of_the_hashes() -> None:
    def by_hand(code: str) -> str:
        return hashlib.sha256(f"2026-11-21|0|{code}".encode()).hexdigest()

    assert order_of(CODES, seed="2026-11-21") == sorted(CODES, key=by_hand)


def test_the_same_seed_draws_the_same_whatever_the_order_of_the_pool() -> None:
    assert sample_of(CODES, size=4, seed="s") == sample_of(CODES[::-1], size=4, seed="s")
    assert circle_of(CODES, apart=set(), seed="s") == circle_of(CODES[::-1], apart=set(), seed="s")


def test_another_seed_draws_others() -> None:
    assert len({tuple(sample_of(CODES, size=4, seed=str(number))) for number in range(20)}) > 10


def test_a_sample_larger_than_the_pool_is_the_pool() -> None:
    assert sample_of(CODES, size=50, seed="s") == sorted(CODES)


def test_every_code_is_drawn_about_equally_often() -> None:
    drawn = [code for number in range(600) for code in sample_of(CODES, size=3, seed=str(number))]
    assert all(100 <= drawn.count(code) <= 200 for code in CODES)  # 150 on average


def test_three_sit_in_a_circle_and_two_do_not() -> None:
    assert circle_of(CODES[:2], apart=set(), seed="s") is None
    seated = circle_of(CODES[:3], apart=set(), seed="s")
    assert seated is not None
    assert sorted(seated[1]) == CODES[:3]


def test_a_tie_to_everybody_is_named() -> None:
    apart = {frozenset((CODES[0], other)) for other in CODES[1:4]}
    assert circle_of(CODES[:4], apart=apart, seed="s") is None
    found = obstacles_to_circle({code: f"Bureau of {code}" for code in CODES[:4]}, apart=apart)
    assert [obstacle.code for obstacle in found] == ["nobody-independent"]
    assert str(found[0]).startswith("Bureau of unit-0 is tied")


def test_an_order_that_does_not_exist_is_told_without_blaming_anybody() -> None:
    """Two groups that only meet in one organisation: everybody has two partners, yet no circle closes."""
    left, right = ["a", "b"], ["c", "d"]
    apart = {frozenset((one, other)) for one in left for other in right}
    assert circle_of([*left, *right, "m"], apart=apart, seed="s") is None
    assert [
        obstacle.code for obstacle in obstacles_to_circle({code: code for code in [*left, *right, "m"]}, apart=apart)
    ] == ["no-independent-order"]


def test_a_draw_needs_a_seed_a_size_and_enough_to_draw_from() -> None:
    found = obstacles_to_draw([], seed=" ", size=0, least=1)
    assert [(each.code, each.field) for each in found] == [
        ("seed-missing", "seed"),
        ("size-too-small", "size"),
        ("pool-too-small", "pool"),
    ]
    assert obstacles_to_draw(CODES, seed="s", size=1, least=3) == []


@st.composite
def ties(draw: st.DrawFn) -> tuple[list[str], set[frozenset[str]]]:
    codes = CODES[: draw(st.integers(5, len(CODES)))]
    pairs = [frozenset((one, other)) for place, one in enumerate(codes) for other in codes[place + 1 :]]
    return codes, set(draw(st.lists(st.sampled_from(pairs), max_size=len(codes))))


@given(ties(), st.text(min_size=1, max_size=8))
def test_a_circle_holds_everybody_once_and_no_tied_pair(
    known: tuple[list[str], set[frozenset[str]]], seed: str
) -> None:
    codes, apart = known
    seated = circle_of(codes, apart=apart, seed=seed)
    if seated is None:
        assert obstacles_to_circle({code: code for code in codes}, apart=apart)
        return
    pairs = neighbours(seated[1])
    assert sorted(one for one, _other in pairs) == sorted(other for _one, other in pairs) == sorted(codes)
    assert not apart & {frozenset(pair) for pair in pairs}
    assert not {(other, one) for one, other in pairs} & set(pairs)
