"""What the overlap check costs as the register grows.

``python -m benchmarks.overlap --db sqlite|pg --size S|M|L --json FILE --check``

The register is made up from a seed and grows to 2,000, 10,000 and 100,000 systems (S stops at the first, M at the second). At each
size the labelled drafts of ``tests/registry/overlap`` are checked: whole answers with the functions that match, the search in memory
alone, and a bare scan that multiplies every system's features with the draft's, in turns; and processes are started that answer a
first draft from the files of the index. ``--check`` exits 1 when a limit is passed.
"""

import statistics
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from time import perf_counter, process_time
from typing import Any

import numpy as np

from benchmarks.command import Asked, Ratio, peak_mb, run, told

SIZES = {"S": (2_000,), "M": (2_000, 10_000), "L": (2_000, 10_000, 100_000)}
ANSWER_MS = 200
MEMORY_MB = 600
SAME_TEN = 0.95
SCAN_RATIO, SCANNED = 1.0, 10_000
"""Of the search against the bare scan, from so many systems on."""
STARTS = 5
FIRST_ANSWER = """
import django
django.setup()
from time import perf_counter, process_time
from registry.overlap.selectors import most_similar
from tests.registry.overlap.register import purposes
draft = purposes()[0].draft
began, busy = perf_counter(), process_time()
most_similar(name=draft.name, functions=draft.functions)
print(perf_counter() - began, process_time() - busy)
"""


def main() -> int:
    return run("overlap", says=__doc__, sizes=SIZES, measured=_steps)


def _steps(asked: Asked) -> dict[str, Any]:
    steps = [measured(size) for size in SIZES[asked.size]]
    ratios = [
        Ratio(
            f"search among {step['systems']:,} systems",
            "bare scan of all features",
            step["ratio"],
            SCAN_RATIO if step["systems"] >= SCANNED else None,
            grows=f"{step['answer_cpu_ms']['p95']} ms an answer at most",
        )
        for step in steps
    ]
    limits = {limit: True for step in steps for limit in step["passed_limits"]}
    return {"steps": steps, "peak_mb": steps[-1]["peak_mb"], **told(ratios, limits)}


def measured(systems: int) -> dict[str, Any]:
    """Grow the register to ``systems``, then measure."""
    from registry.overlap import loading
    from registry.overlap.rules.features import features_of
    from registry.overlap.selectors import most_similar
    from registry.overlap.services import index_all, index_systems
    from registry.systems.models import System
    from tests.registry.overlap.register import purposes

    _fill(systems)
    indexing = _seconds(index_all)
    anew = _seconds(lambda: loading._whole(loading._newest_write()))
    first = [_first_answer() for _start in range(STARTS)]
    drafts = [purpose.draft for purpose in purposes()]
    whole = [_spent(partial(most_similar, name=draft.name, functions=draft.functions)) for draft in drafts]
    most = peak_mb()  # before the bare scan takes its own
    index, scan = loading.current_index(), _bare_scan()
    searches, scans, same = [], [], []
    for draft in drafts:
        features = features_of(draft.name, draft.functions)
        searches.append(_seconds(partial(index.search, features, limit=10)))
        scans.append(_seconds(partial(scan, features)))
        found = [each.system_id for each in index.search(features, limit=10)]
        same.append(len(set(found) & set(scan(features))) / max(len(found), 1))
    changed = System.objects.order_by("?").first()
    assert changed is not None
    System.objects.filter(pk=changed.pk).update(functions=f"{changed.functions}、充电桩查询")
    writing = _seconds(lambda: index_systems(codes=[changed.code]))
    after = _seconds(lambda: most_similar(functions="充电桩查询"))
    ratio = statistics.median(searches) / statistics.median(scans)
    answers, answers_cpu = ([round(each * 1000, 1) for each in sorted(column)] for column in zip(*whole, strict=True))
    firsts, firsts_cpu = ([round(each * 1000) for each in sorted(column)] for column in zip(*first, strict=True))
    slowest = int(len(whole) * 0.95)
    limits = {
        f"a first answer takes more than {ANSWER_MS} ms": statistics.median(firsts_cpu) > ANSWER_MS,
        f"an answer takes more than {ANSWER_MS} ms": answers_cpu[slowest] > ANSWER_MS,
        f"memory above {MEMORY_MB} MB": most > MEMORY_MB,
        "the search finds other systems than a bare scan": statistics.mean(same) < SAME_TEN,
    }
    return {
        "systems": systems,
        "answer_ms": {"median": statistics.median(answers), "p95": answers[slowest]},
        "answer_cpu_ms": {"median": statistics.median(answers_cpu), "p95": answers_cpu[slowest]},
        "search_ms": round(statistics.median(searches) * 1000, 2),
        "bare_scan_ms": round(statistics.median(scans) * 1000, 2),
        "ratio": round(ratio, 3),
        "same_ten": round(statistics.mean(same), 3),
        "indexing_seconds": round(indexing, 2),
        "made_anew_seconds": round(anew, 2),
        "first_answer_ms": firsts,
        "first_answer_cpu_ms": firsts_cpu,
        "one_system_written_ms": round(writing * 1000, 1),
        "answer_after_a_write_ms": round(after * 1000, 1),
        "peak_mb": most,
        "passed_limits": [limit for limit, passed in limits.items() if passed],
    }


def _fill(systems: int) -> None:
    """Add made-up systems up to ``systems``, the labelled ones first."""
    from registry.organisations.models import Organisation
    from registry.systems.models import System
    from tests.registry.overlap.register import made_up, purposes

    sponsor = Organisation.objects.get_or_create(code="LOCAL-BENCH", defaults={"name": "Bench"})[0]
    there = System.objects.count()
    labelled = [text for purpose in purposes() for text in (purpose.original, *purpose.copies, *purpose.near)]
    texts = [*(labelled if not there else []), *made_up(systems - max(there, len(labelled)), seed=systems)]
    System.objects.bulk_create(
        (
            System(code=f"B-{number:06d}", name=text.name, functions=text.functions, sponsor=sponsor)
            for number, text in enumerate(texts, start=there)
        ),
        batch_size=1000,
    )


def _first_answer() -> tuple[float, float]:
    """Seconds, and seconds of processor time, of the first answer of a new process."""
    told = subprocess.run([sys.executable, "-c", FIRST_ANSWER], check=True, capture_output=True, text=True).stdout
    seconds, cpu = map(float, told.split())
    return seconds, cpu


def _bare_scan() -> Callable[[Any], list[int]]:
    """Every feature of every system against the draft's, without an index: what numpy does with rows as they are stored."""
    from registry.overlap.inverted import SUPPOSED
    from registry.overlap.models import Indexed
    from registry.overlap.rules.features import BUCKETS, buckets_of, weights_of

    rows = list(Indexed.objects.order_by("system_id").values_list("system_id", "features"))
    ids = np.array([key for key, _packed in rows])
    features = np.frombuffer(b"".join(bytes(packed) for _key, packed in rows), dtype=np.uint32)
    starts = np.cumsum([0, *(len(packed) // 4 for _key, packed in rows)][:-1])
    buckets = buckets_of(features)
    rarity = np.log((len(ids) + SUPPOSED) / (np.bincount(buckets, minlength=BUCKETS) + 0.5)).astype(np.float32)
    weighted = weights_of(features) * rarity[buckets]
    norms = np.sqrt(np.add.reduceat(weighted * weighted, starts))

    def scan(draft: Any) -> list[int]:
        places = buckets_of(draft)
        asked = weights_of(draft) * rarity[places]
        query = np.zeros(BUCKETS, dtype=np.float32)
        query[places] = asked
        shared = query[buckets]
        similarity = np.add.reduceat(shared * weighted, starts) / (norms * np.linalg.norm(asked))
        coverage = np.add.reduceat(shared, starts) / asked.sum()
        rank = similarity + coverage
        return [int(ids[row]) for row in np.argpartition(-rank, 9)[:10]]

    return scan


def _spent(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds, and seconds of this process's own time: on a machine that others use the second says more."""
    began, busy = perf_counter(), process_time()
    work()
    return perf_counter() - began, process_time() - busy


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
