"""What workers that share a sweep leave for each other, and a night for the next: to text and bytes, and back to the very same."""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

import numpy as np
from django.core.serializers.json import DjangoJSONEncoder

from evaluations.findings.enums import FindingKind, Limb, SignalName, Tier
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector.axis import Axis
from evaluations.findings.rules.detector.outages import Watch
from evaluations.findings.rules.detector.verdicts import Verdict
from evaluations.findings.selectors.lines import Lines
from evaluations.findings.services.ground import Ground
from evaluations.findings.services.memory import Series

Kept = bytes | memoryview | None
"""What a column of bytes gives."""


def ground_kept(ground: Ground) -> str:
    """All of it but the roster, which goes by the shard."""
    told = {
        "axis": [ground.axis.first_week, ground.axis.weeks],
        "working": ground.working.astype(int).tolist(),
        "assessed": sorted(ground.assessed),
        "reporting": sorted(ground.reporting),
        "heirs": sorted(ground.heirs.items()),
    }
    return json.dumps(told)


def ground_of(kept: str, rosters: Iterable[str], numbers: Parameters) -> Ground:
    """The ground as far as these rosters go."""
    told = json.loads(kept)
    return Ground(
        Axis(*told["axis"]),
        numbers,
        [row for roster in rosters for row in _roster(roster)],
        np.array(told["working"], np.bool_),
        frozenset(told["assessed"]),
        frozenset(told["reporting"]),
        dict(told["heirs"]),
    )


def roster_kept(roster: Sequence[Mapping[str, Any]]) -> str:
    return json.dumps(roster, cls=DjangoJSONEncoder)


def _roster(kept: str) -> list[dict[str, Any]]:
    """As ``selectors.roster`` gave it: checksums of what the register says are taken of these very rows."""
    return [
        {
            **row,
            "launched_on": _day(row["launched_on"]),
            "contract_ends_on": _day(row["contract_ends_on"]),
            "contracts": [_day(each) for each in row["contracts"]],
            "promises": {of: (target, _day(due_on)) for of, (target, due_on) in row["promises"].items()},
            "rival": tuple(row["rival"]),
        }
        for row in json.loads(kept)
    ]


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)


def guard_kept(guard: Mapping[int, Watch]) -> str:
    return json.dumps(
        [
            [collector, watch.standing.tolist(), watch.share.tolist(), watch.usual.tolist()]
            for collector, watch in guard.items()
        ]
    )


def guard_of(kept: str) -> dict[int, Watch]:
    return {
        collector: Watch(np.array(standing, np.uint8), np.array(share, np.float64), np.array(usual, np.float64))
        for collector, standing, share, usual in json.loads(kept)
    }


def verdicts_kept(found: Iterable[Verdict], *, evidence: bool = True) -> str:
    """``evidence``: with what each rests on, which takes longest; else nobody may ask for it any more."""
    return json.dumps(
        [
            [
                each.system,
                each.kind,
                each.tier,
                each.limbs,
                each.signals,
                each.since.isoformat(),
                each.evidence() if evidence else None,
                None if np.isnan(each.reach) else each.reach,
                each.tier_beside_reach,
                each.paused,
            ]
            for each in found
        ]
    )


def verdicts_of(kept: str) -> list[Verdict]:
    return [
        Verdict(
            system,
            FindingKind(kind),
            Tier(tier) if tier else None,
            [Limb(each) for each in limbs],
            [SignalName(each) for each in signals],
            date.fromisoformat(since),
            partial(_evidence, evidence),
            np.nan if reach is None else reach,
            Tier(beside) if beside else None,
            paused,
        )
        for system, kind, tier, limbs, signals, since, evidence, reach, beside, paused in json.loads(kept)
    ]


def _evidence(kept: dict[str, Any] | None) -> dict[str, Any]:
    if kept is None:
        raise AssertionError("What a verdict rests on was not kept.")
    return kept


def lines_kept(lines: Lines) -> bytes:
    return _packed(told=lines.told, places=lines.places)


def lines_of(kept: Kept) -> Lines:
    return Lines(**_unpacked(kept))


def array_kept(array: np.ndarray) -> bytes:
    return _packed(array=array)


def array_of(kept: Kept) -> Any:
    return _unpacked(kept)["array"]


def series_kept(series: Series) -> bytes:
    return _packed(system=series.system, collector=series.collector, used=series.used)


def series_of(kept: Iterable[Kept], firsts: Iterable[int], *, weeks: int) -> Series:
    """Series of shards one after the other; ``firsts``: where on the roster the systems of each begin."""
    parts = [Series(**each).shifted(first) for each, first in zip(map(_unpacked, kept), firsts, strict=True)]
    return Series.merged(Series.none(weeks), *parts)


def _packed(**arrays: Any) -> bytes:
    """Packed in haste: as small as it could be, it would take as long again as reading the rows did."""
    written = BytesIO()
    np.savez(written, **arrays)
    return zlib.compress(written.getvalue(), level=1)


def _unpacked(kept: Kept) -> Mapping[str, Any]:
    with np.load(BytesIO(zlib.decompress(kept or b""))) as told:
        return dict(told)
