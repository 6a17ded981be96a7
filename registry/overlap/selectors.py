"""Which systems of the register do what a draft would do."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from django.db.models import OuterRef, Q, QuerySet, Subquery

from registry.overlap.inverted import Found
from registry.overlap.loading import current_index
from registry.overlap.models import Indexed
from registry.overlap.rules.answers import is_to_be_answered
from registry.overlap.rules.features import features_of
from registry.overlap.rules.items import items_of
from registry.overlap.rules.pairs import Draft, Pair
from registry.overlap.rules.wording import recipe
from registry.systems.models import System

SAME_KIND = 0.02
"""What being of the draft's kind adds to similarity and coverage: it decides between equals, it hides nobody."""
_SPARE = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """A system that resembles a draft.

    ``score``: how alike as a whole, 0–1; ``containment``: how much of the draft it does already, 0–1.

    The two part where a small draft is one corner of a large platform: little alike, wholly contained. ``pairs``, best first,
    show which function of the draft matches which of theirs.
    """

    system: System
    score: float
    containment: float
    pairs: tuple[Pair, ...]

    @property
    def to_be_answered(self) -> bool:
        """Whether an application has to say why this one will not do."""
        return is_to_be_answered(self.score, self.containment)


def most_similar(
    *,
    name: str = "",
    functions: str = "",
    kind: str = "",
    exclude: Collection[str] = (),
    among: QuerySet[System] | None = None,
    limit: int = 10,
) -> list[Hit]:
    """The systems most like a draft, best first, whatever their stage: one that was retired is worth knowing too.

    ``exclude`` holds codes; ``among`` narrows to systems the asker may know of. Two queries when nothing was written since the
    last search, one more for each of ``exclude`` and ``among``.
    """
    features = features_of(name, functions)
    if not len(features):
        return []
    index = current_index()
    without = list(System.objects.filter(code__in=exclude).values_list("id", flat=True)) if exclude else []
    within = np.array(list(among.values_list("id", flat=True)), dtype=np.int64) if among is not None else None
    found = index.search(features, limit=limit + _SPARE, among=within, without=without)
    systems = System.objects.select_related("sponsor").in_bulk([each.system_id for each in found])
    there = [(each, systems[each.system_id]) for each in found if each.system_id in systems]
    there.sort(key=lambda pair: -_rank(pair[0], same_kind=pair[1].kind == kind))
    items = items_of(functions)
    draft = Draft(items, lambda buckets: index.rarity_of(buckets).tolist())
    hits = []
    for each, system in there[:limit]:
        pairs, contained = draft.pairs_with(items_of(system.functions))
        hits.append(Hit(system, each.similarity, contained if items else each.coverage, tuple(pairs)))
    return hits


def _rank(found: Found, *, same_kind: bool) -> float:
    return found.similarity + found.coverage + (SAME_KIND if same_kind else 0.0)


def behind() -> QuerySet[System]:
    """The systems that are not in the index, or only as another recipe made them."""
    made_with = Indexed.objects.filter(system=OuterRef("pk")).values("recipe")
    known = System.objects.annotate(made_with=Subquery(made_with[:1]))
    return known.filter(Q(made_with=None) | ~Q(made_with=recipe()))
