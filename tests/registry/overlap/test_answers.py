"""Which similar systems have to be answered."""

from statistics import mean

import numpy as np
import pytest

from registry.overlap.inverted import Base, Index
from registry.overlap.rules.answers import is_to_be_answered
from registry.overlap.rules.features import features_of
from registry.overlap.rules.items import items_of
from registry.overlap.rules.pairs import Draft
from tests.registry.overlap.register import Text, made_up, purposes


@pytest.mark.parametrize(
    ("similarity", "containment", "asked"),
    [(0.149, 0.299, False), (0.15, 0.0, True), (0.0, 0.3, True)],
)
def test_similarity_or_containment_asks_for_an_answer(similarity: float, containment: float, asked: bool) -> None:
    assert is_to_be_answered(similarity, containment) is asked


def test_copies_are_always_asked_about_paraphrases_mostly_others_seldom() -> None:
    labelled = purposes()
    texts = [text for purpose in labelled for text in (purpose.original, *purpose.near)] + list(made_up(2000))
    rows = [features_of(text.name, text.functions) for text in texts]
    index = Index(Base.of(range(len(rows)), np.concatenate(rows), [len(row) for row in rows]))

    def asked_about(draft: Text) -> dict[str, bool]:
        functions = Draft(items_of(draft.functions), lambda buckets: index.rarity_of(buckets).tolist())
        told = {}
        for found in index.search(features_of(draft.name, draft.functions), limit=10):
            other = texts[found.system_id]
            _pairs, contained = functions.pairs_with(items_of(other.functions))
            told[other.name] = is_to_be_answered(found.similarity, contained)
        return told

    copies = [asked_about(purpose.copies[0])[purpose.original.name] for purpose in labelled]
    drafts = [(purpose.original.name, asked_about(purpose.draft)) for purpose in labelled]
    others = [asked for original, told in drafts for name, asked in told.items() if name != original]
    assert (mean(copies), mean(told.get(original, False) for original, told in drafts) > 0.6) == (1.0, True)
    assert mean(others) < 0.2
