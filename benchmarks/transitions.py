"""``python -m benchmarks.transitions --db sqlite|pg --size S|M|L --reps 5 --json FILE --check``: moving cases against bare SQL.

S = 10, M = 50, L = 250 retirements, each walked from its draft to the decision in 12 transitions by eight people. Three ways take
turns from the same start: ``execute``, the service everybody uses; ``execute_many``, its bulk form; and ``bare``, which replays the
INSERTs, UPDATEs and DELETEs that ``execute`` has just written, values and all, each transition in a transaction of its own: no
reading, no judging, no hashing. ``bare`` must leave every row of every table as ``execute`` did, ``execute_many`` as many rows.
``--check`` exits 1 when one does not, when a transition takes more statements with more cases and, from M on, below the ratio.
"""

import statistics
import sys
from collections.abc import Callable, Sequence
from hashlib import sha256
from time import perf_counter, process_time
from typing import Any

from benchmarks.command import Asked, Ratio, run, told

SIZES = {"S": 10, "M": 50, "L": 250}
REACH = {"sqlite": 0.18, "pg": 0.30}
WRITES = ("INSERT", "UPDATE", "DELETE")
Step = tuple[Any, Any]
"""A command and who gives it."""
Transition = list[tuple[str, Any]]
"""The statements one transition wrote with."""


def main() -> int:
    return run("transitions", says=__doc__, sizes=SIZES, reps=5, measured=measured)


def measured(asked: Asked) -> dict[str, Any]:
    """Transitions a second of each way, the ratios, statements a transition, and the limits passed."""
    from tests import pristine
    from tests.lifecycle.cases.factories import county, draft

    cast = county()
    cases = [draft(cast) for _number in range(SIZES[asked.size])]
    walk = _walk(cases[0], cast)
    pristine.keep()
    few = _statements(lambda: _execute(cases[:2], walk)) / 2
    writes: list[Transition] = []
    ways: dict[str, Callable[[], Any]] = {
        "execute": lambda: _execute(cases, walk, writes),
        "bare": lambda: _bare(writes),
        "execute_many": lambda: _execute_many(cases, walk),
    }
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    busy: dict[str, list[float]] = {way: [] for way in ways}
    differing = []
    for _rep in range(asked.reps):
        left = {}
        for way, act in ways.items():
            pristine.restore()
            began, cpu = perf_counter(), process_time()
            act()
            seconds[way].append(perf_counter() - began)
            busy[way].append(process_time() - cpu)
            left[way] = _left()
        differing += [left["bare"] != left["execute"], _counts(left["execute_many"]) != _counts(left["execute"])]
    many = _statements(lambda: _execute(cases, walk)) / len(cases)
    medians = {way: statistics.median(each) for way, each in seconds.items()}
    transitions = len(cases) * len(walk)
    ratio = medians["bare"] / medians["execute"]
    limits = {
        "the rows differ": any(differing),
        "statements grow with cases": many > few,
    }
    ratios = [
        Ratio(
            "a transition with its ledger",
            "the bare SQL",
            ratio,
            None if asked.size == "S" else REACH[asked.db],
            at_least=True,
        ),
        Ratio("a transition in bulk", "the bare SQL", medians["bare"] / medians["execute_many"], at_least=True),
    ]
    return {
        "transitions": transitions,
        "per_second": {way: round(transitions / each) for way, each in medians.items()},
        "cpu_ms_a_transition": {
            way: round(statistics.median(each) / transitions * 1000, 2) for way, each in busy.items()
        },
        "ratio_of_each_turn": [
            round(bare / ours, 3) for bare, ours in zip(seconds["bare"], seconds["execute"], strict=True)
        ],
        "statements_a_transition": round(many / len(walk), 1),
        "writes_a_transition": round(sum(map(len, writes)) / transitions, 1),
        **told(ratios, limits),
    }


def _walk(case: Any, cast: Any) -> list[Step]:
    """From the draft to the decision; the same commands move every case."""
    from lifecycle.cases.commands import Claim, Decide, Declare, Submit
    from tests.lifecycle.cases.factories import CONTENT, STEPS, answers

    walk: list[Step] = [(Submit(CONTENT), cast.one("case_officer")), (cast.accept(), cast.one("intake_officer"))]
    for step in STEPS:
        reviews = (Claim(step), Declare(step, "none"), answers(case, step))
        walk += [(command, cast.reviewer(step)) for command in reviews]
    return [*walk, (Decide("retire", "Not used.", {}), cast.one("decision_maker"))]


def _execute(cases: Sequence[Any], walk: list[Step], writes: list[Transition] | None = None) -> None:
    """One transition after the other; ``writes`` is filled with what each wrote."""
    from django.db import connection

    from lifecycle.cases.services import execute

    transitions: list[Transition] = []

    def note(run: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        if sql.startswith(WRITES):
            transitions[-1].append((sql, params))
        return run(sql, params, many, context)

    with connection.execute_wrapper(note):
        for command, by in walk:
            for case in cases:
                transitions.append([])
                execute(case=case, command=command, by=by, expected_version=None)
    if writes is not None:
        writes[:] = transitions


def _execute_many(cases: Sequence[Any], walk: list[Step]) -> None:
    from lifecycle.cases.services import execute_many
    from lifecycle.cases.services.bulk import Item

    for version, (command, by) in enumerate(walk, start=1):
        items = [Item(case.number, command, version) for case in cases]
        assert {ending.status for ending in execute_many(items=items, by=by, preview=False)} == {201}


def _bare(writes: list[Transition]) -> None:
    from django.db import connection

    begin = "BEGIN" if connection.vendor == "postgresql" else "BEGIN IMMEDIATE"
    with connection.cursor() as cursor:
        for transition in writes:
            cursor.execute(begin)
            for sql, params in transition:
                cursor.execute(sql, params)
            cursor.execute("COMMIT")


def _left() -> dict[str, tuple[int, str]]:
    """Of every table how many rows there are, and a hash of them all."""
    from django.db import connection

    from tests.pristine import PREFIX

    left = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if not table.startswith(PREFIX):
                cursor.execute(f"SELECT * FROM {table}")
                rows = sorted(map(repr, cursor.fetchall()))
                left[table] = len(rows), sha256("\n".join(rows).encode()).hexdigest()
    return left


def _counts(left: dict[str, tuple[int, str]]) -> dict[str, int]:
    return {table: count for table, (count, _hash) in left.items()}


def _statements(act: Callable[[], object]) -> int:
    """How many statements an act takes from the beginning."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests import pristine

    pristine.restore()
    with CaptureQueriesContext(connection) as statements:
        act()
    return len(statements)


if __name__ == "__main__":
    sys.exit(main())
