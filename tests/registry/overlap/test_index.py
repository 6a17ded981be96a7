"""The index in memory."""

from random import Random

import numpy as np
import pytest

from registry.overlap.inverted import SUPPOSED, Base, Found, Index
from registry.overlap.rules.features import Features, buckets_of, features_of, weights_of
from tests.registry.overlap.register import made_up


def index_of(rows: list[Features]) -> Index:
    return Index(Base.of(range(1, len(rows) + 1), np.concatenate(rows), [len(row) for row in rows]))


def compared_one_by_one(rows: list[Features], draft: Features) -> dict[int, tuple[float, float]]:
    """Similarity and coverage as they are defined, without an index."""
    having: dict[int, int] = {}
    for row in rows:
        for bucket in buckets_of(row).tolist():
            having[bucket] = having.get(bucket, 0) + 1
    rarest = float(np.log((len(rows) + SUPPOSED) / 0.5))

    def vector(row: Features) -> dict[int, float]:
        pairs = zip(buckets_of(row).tolist(), weights_of(row).tolist(), strict=True)
        return {
            bucket: weight
            * (float(np.log((len(rows) + SUPPOSED) / (having[bucket] + 0.5))) if bucket in having else rarest)
            for bucket, weight in pairs
        }

    mine = vector(draft)
    told = {}
    for number, row in enumerate(rows, start=1):
        theirs = vector(row)
        shared = mine.keys() & theirs.keys()
        lengths = np.linalg.norm(list(mine.values())) * np.linalg.norm(list(theirs.values()))
        similarity = sum(mine[bucket] * theirs[bucket] for bucket in shared) / lengths
        told[number] = float(similarity), sum(mine[bucket] for bucket in shared) / sum(mine.values())
    return told


ROWS = [features_of(text.name, text.functions) for text in made_up(300, seed=7)]
DRAFT = features_of("园区招商管理平台", "招商计划编制、园区合同备案、企业对账、股权变更")


def test_the_index_says_what_a_comparison_one_by_one_says() -> None:
    expected = compared_one_by_one(ROWS, DRAFT)
    for found in index_of(ROWS).search(DRAFT, limit=300):
        assert (found.similarity, found.coverage) == pytest.approx(expected[found.system_id], abs=1e-4)


def test_the_best_come_first_and_equals_in_the_order_of_their_ids() -> None:
    found = index_of([ROWS[0], ROWS[1], ROWS[0], ROWS[2], ROWS[0]]).search(ROWS[0], limit=5)
    assert [each.system_id for each in found][:3] == [1, 3, 5]
    assert found[0] == pytest.approx(Found(1, 1.0, 1.0))


@pytest.mark.parametrize("seed", range(5))
def test_an_extended_index_finds_what_one_made_anew_finds(seed: int) -> None:
    dice = Random(seed)
    new = [features_of(text.name, text.functions) for text in made_up(20, seed=100 + seed)]
    changed = {dice.randint(1, 330): row for row in new}
    extended = index_of(ROWS).extended(list(changed.items()))
    everything = {**dict(enumerate(ROWS, start=1)), **changed}

    assert (len(extended), extended.tail) == (len(everything), len(changed))
    lengths = [len(row) for row in everything.values()]
    anew = Index(Base.of(list(everything), np.concatenate(list(everything.values())), lengths))
    for draft in (DRAFT, *new[:3]):
        theirs = {found.system_id: found for found in anew.search(draft, limit=len(everything))}
        for found in extended.search(draft, limit=10):  # not the same to the last digit: rarities are the base's
            assert found.similarity == pytest.approx(theirs[found.system_id].similarity, abs=0.05)
            assert found.coverage == pytest.approx(theirs[found.system_id].coverage, abs=0.05)


def test_what_was_extended_stays_as_it_was() -> None:
    before = index_of(ROWS)
    before.extended([(1, DRAFT)])
    assert before.search(DRAFT, limit=1)[0].similarity < 0.99


def test_a_search_can_be_narrowed() -> None:
    index = index_of(ROWS).extended([(900, DRAFT)])
    assert index.search(DRAFT, limit=3)[0].system_id == 900
    assert 900 not in {each.system_id for each in index.search(DRAFT, limit=300, without=[900])}
    assert {each.system_id for each in index.search(DRAFT, limit=9, among=np.array([900, 5]))} <= {900, 5}


def test_an_empty_register_finds_nothing_and_takes_its_first_system() -> None:
    empty = Index(Base.of([], np.empty(0, dtype=np.uint32), []))
    assert (len(empty), empty.search(DRAFT, limit=10)) == (0, [])
    assert [each.system_id for each in empty.extended([(4, DRAFT)]).search(DRAFT, limit=10)] == [4]


def test_a_system_that_says_nothing_is_never_found() -> None:
    silent = np.empty(0, dtype=np.uint32)
    assert [each.system_id for each in index_of([silent, DRAFT, silent]).search(DRAFT, limit=3)] == [2]
