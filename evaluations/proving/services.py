"""Proving the detector: runs over seeds, several processes at a time, and the report that is kept."""

import hashlib
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from django.db import connections, transaction

import evaluations.findings
from evaluations.findings.models import Policy
from evaluations.findings.policy import Parameters
from evaluations.proving.enums import Generator
from evaluations.proving.models import Proof
from evaluations.proving.rules.figures import classes, figures, flips, times
from evaluations.proving.rules.runs import Piece, added, done, pieces
from evaluations.proving.rules.scoring import Tally
from evaluations.proving.rules.variants import Variant, ablations, moved
from registry.ledger.services import Actor, record

TUNED_ON = {Generator.FIRST: "1-20", Generator.SECOND: "1-10"}
"""Seeds of each generator that were looked at while the detector was changed: what is said of them proves nothing."""
Progress = Callable[[int, int], None]


def prove(
    *,
    seeds: Sequence[int],
    systems: int,
    numbers: Parameters,
    variants_on: int,
    generator: Generator = Generator.FIRST,
    workers: int = 1,
    progress: Progress = lambda done, total: None,
) -> dict[str, Any]:
    """Make up a fleet for each seed, judge it week by week, and report; the first ``variants_on`` of them under every variant too.

    Reads and writes no database. About four seconds of one processor a seed of 600 systems, and as much again for each variant.
    """
    began = perf_counter()
    variants = [*ablations(numbers), *moved(numbers)]
    work = pieces(seeds, systems, numbers, generator=generator)
    some, all_of_them = seeds[:variants_on], [Variant("", "base"), *variants]
    compared = pieces(some, systems, numbers, generator=generator, variants=all_of_them) if variants_on else []
    parts = list(_worked([*work, *compared], workers, progress))
    whole = added(parts[: len(work)])[""]
    under = added(parts[len(work) :])
    return {
        "generator": str(generator),
        "seeds": told(seeds),
        "tuned_on": TUNED_ON[generator],
        "systems": systems,
        "fleets": len(seeds),
        "figures": [each.as_dict() for each in figures(whole)],
        "classes": classes(whole),
        "flips": flips(whole),
        "times": times(whole),
        "variants_on": told(seeds[:variants_on]),
        "variants": [
            _compared(each, under[each.name]) for each in (Variant("", "base"), *variants) if each.name in under
        ],
        "code_sha256": code_of_the_detector(),
        "seconds": round(perf_counter() - began, 1),
    }


@transaction.atomic
def keep(*, report: dict[str, Any], policy: Policy, by: Actor | None) -> Proof:
    """Keep a report to be shown."""
    proof = Proof.objects.create(
        generator=report["generator"],
        seeds=report["seeds"],
        systems=report["systems"],
        policy=policy,
        code_sha256=report["code_sha256"],
        report=report,
    )
    missed = [each["name"] for each in report["figures"] if each["met"] is False]
    record(
        "proving.proved",
        subject=proof,
        by=by,
        generator=proof.generator,
        seeds=proof.seeds,
        policy=policy.version,
        missed=missed,
    )
    return proof


def told(seeds: Sequence[int]) -> str:
    """``1-20,31``"""
    ranges: list[list[int]] = []
    for seed in sorted(seeds):
        if ranges and seed == ranges[-1][1] + 1:
            ranges[-1][1] = seed
        else:
            ranges.append([seed, seed])
    return ",".join(str(low) if low == high else f"{low}-{high}" for low, high in ranges)


def code_of_the_detector() -> str:
    """SHA-256 over the source of the room that judges, file by file in the order of their names."""
    digest = hashlib.sha256()
    root = Path(evaluations.findings.__path__[0])
    for path in sorted(root.rglob("*.py")):
        digest.update(f"{path.relative_to(root)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _worked(work: Sequence[Piece], workers: int, progress: Progress) -> Iterator[dict[str, Tally]]:
    progress(0, len(work))
    if workers == 1:
        for at, piece in enumerate(work, start=1):
            yield done(piece)
            progress(at, len(work))
        return
    connections.close_all()  # what a forked process inherits it must not close
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        for at, part in enumerate(pool.imap(done, work), start=1):
            yield part
            progress(at, len(work))


def _compared(variant: Variant, tally: Tally) -> dict[str, Any]:
    shares = {each.name: each.share for each in figures(tally)}
    return {
        "name": variant.name,
        "kind": variant.kind,
        "changes": variant.changes,
        "shares": shares,
        "flips": flips(tally),
        "legitimate_a": tally["legitimate/A"],
        "outage_new": tally["outage/new"],
    }
