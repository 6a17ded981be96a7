"""A day's requests made sessions: the same whether they come at once, in parts, in order or not."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from evaluations.usage.rules.tallies import PAUSE, Tally

MIDNIGHT, LAST_SECOND = 1, 86_401
Requests = list[tuple[int, int]]
requests = st.lists(
    st.tuples(
        st.sampled_from([-(1 << 63), -7, 0, 3, (1 << 63) - 1]),
        st.integers(MIDNIGHT, LAST_SECOND) | st.sampled_from([MIDNIGHT, MIDNIGHT + PAUSE, LAST_SECOND - PAUSE]),
    ),
    max_size=40,
)


def noted(tally: Tally, some: Requests) -> Tally:
    for visitor, second in some:
        tally.asked_by.append(visitor)
        tally.asked_at.append(second)
    return tally


def spelled_out(tally: Tally) -> set[tuple[int, int, int]]:
    """Visitor, first and last second of each session."""
    visitors = tally.visitors.tolist()
    return {(visitors[span >> 34], span >> 17 & 0x1FFFF, span & 0x1FFFF) for span in tally.spans.tolist()}


def expected(some: Requests) -> set[tuple[int, int, int]]:
    found = set()
    for visitor in {visitor for visitor, _second in some}:
        seconds = sorted(second for each, second in some if each == visitor)
        ends = [at for at, (one, other) in enumerate(pairwise(seconds), start=1) if other - one > PAUSE]
        found |= {(visitor, seconds[first], seconds[last - 1]) for first, last in pairwise([0, *ends, len(seconds)])}
    return found


@given(requests, requests, requests)
def test_requests_in_parts_come_to_the_same_sessions(some: Requests, more: Requests, others: Requests) -> None:
    tally = noted(Tally(), some)
    assert spelled_out(tally) == expected(some)
    tally.add(noted(Tally(), others))
    noted(tally, more)
    everything = expected([*some, *more, *others])
    assert spelled_out(tally) == everything
    assert (len(tally.visitors), tally.sessions) == (len({each[0] for each in everything}), len(everything))


@given(requests)
def test_what_was_kept_is_taken_over_whole(some: Requests) -> None:
    tally, kept = noted(Tally(), some), Tally()
    kept.keep(tally.visitors, tally.spans)
    assert spelled_out(kept) == expected(some)
    assert kept.visitors.tolist() == sorted({visitor for visitor, _second in some})
