"""Drafts in other words find what they double: measured on the labelled set, among systems of other purposes.

The labelled texts were written by hand before the ranking was tuned (``labelled.txt``). Recall@10 is the share of the systems of
a draft's purpose (the original and a county's copy) that are among the first ten.
"""

from dataclasses import dataclass
from statistics import mean

import numpy as np
import pytest

from registry.overlap.inverted import Base, Index
from registry.overlap.rules import features, items, wording
from registry.overlap.rules.features import features_of
from tests.registry.overlap.register import LABELLED_LATER, Purpose, Text, made_up, purposes

OTHERS = 2_000
LEAST_RECALL = 0.95


@dataclass(frozen=True)
class Tried:
    """Per purpose: the share found among the first ten, and whether the near miss stood below the original."""

    recall: list[float]
    near_below: list[bool]


def tried(purposes: list[Purpose]) -> Tried:
    texts: list[Text] = []
    for purpose in purposes:
        texts += [purpose.original, *purpose.copies, *purpose.near]
    places = {id(text): place for place, text in enumerate(texts)}
    texts += made_up(OTHERS)
    rows = [features_of(text.name, text.functions) for text in texts]
    index = Index(Base.of(range(len(rows)), np.concatenate(rows), [len(row) for row in rows]))
    recall, near_below = [], []
    for purpose in purposes:
        draft = features_of(purpose.draft.name, purpose.draft.functions)
        order = [found.system_id for found in index.search(draft, limit=len(texts))]
        wanted = {places[id(text)] for text in (purpose.original, *purpose.copies)}
        recall.append(len(wanted & set(order[:10])) / len(wanted))
        ranks = {place: rank for rank, place in enumerate(order)}
        original = ranks.get(places[id(purpose.original)], len(order))
        near_below += [original < ranks.get(places[id(text)], len(order)) for text in purpose.near]
    return Tried(recall, near_below)


@pytest.fixture(scope="module")
def labelled() -> list[Purpose]:
    return purposes()


def test_the_labelled_set_is_large_enough(labelled: list[Purpose]) -> None:
    assert (
        len(labelled),
        {len(purpose.copies) for purpose in labelled},
        {len(purpose.near) for purpose in labelled},
    ) == (
        68,
        {1},
        {1},
    )


def test_no_draft_copies_what_it_must_find(labelled: list[Purpose]) -> None:
    """A paraphrase that shares a function word for word would prove nothing."""
    for purpose in labelled:
        drafted = {item.written for item in items.items_of(purpose.draft.functions)}
        there = {item.written for item in items.items_of(purpose.original.functions)}
        assert len(drafted & there) <= 1, purpose.draft.name


def test_recall_at_ten(labelled: list[Purpose]) -> None:
    found = tried(labelled)
    assert mean(found.recall) >= LEAST_RECALL
    assert mean(found.near_below) >= LEAST_RECALL


def test_recall_at_ten_holds_for_purposes_nobody_tuned_it_with() -> None:
    later = purposes(LABELLED_LATER)
    assert len(later) == 20
    assert mean(tried(later).recall) >= LEAST_RECALL


def test_without_synonyms_the_same_drafts_are_not_found(
    labelled: list[Purpose], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: the measure falls when the thing it measures is taken away."""
    for module in (wording, items, features):
        monkeypatch.setattr(module, "canonical", lambda text: text)
    assert mean(tried(labelled).recall) < LEAST_RECALL - 0.05


def test_a_copy_of_another_county_finds_its_original_first(labelled: list[Purpose]) -> None:
    copied = [Purpose(purpose.copies[0], purpose.original) for purpose in labelled]
    assert mean(tried(copied).recall) == 1.0
