"""Similar systems of the register, each of which is to be answered."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from lifecycle.cases.enums import OverlapAnswer
from lifecycle.cases.forms.parts.leaf import Leaf, one_of, text
from lifecycle.cases.forms.parts.part import Data, Part
from lifecycle.cases.processes.table import Field
from registry.overlap.selectors import Hit


class OverlapsPart(Part):
    """One card a hit, with the functions that match."""

    template = "cases/parts/overlaps.html"

    def __init__(self, asked: Field, name: str, data: Data, value: Any, *, hits: Sequence[Hit]) -> None:
        kept = value if isinstance(value, Mapping) else {}
        super().__init__(
            asked,
            name,
            [
                Leaf(
                    f"{name}.{hit.system.code}",
                    data,
                    {
                        "answer": one_of(_("answer"), OverlapAnswer.choices),
                        "why": text(_("In a few words, why"), rows=2),
                    },
                    kept.get(hit.system.code, {}),
                )
                for hit in hits
            ],
        )
        self.hits = hits

    @property
    def is_required(self) -> bool:
        """Every hit is to be answered; where there is none, nothing is."""
        return bool(self.leaves)

    @property
    def cards(self) -> list[tuple[Hit, Leaf, int]]:
        """(hit, its inputs, how much of the draft it does already in percent)"""
        return [(hit, leaf, round(hit.containment * 100)) for hit, leaf in zip(self.hits, self.leaves, strict=True)]

    def value(self) -> dict[str, Any] | None:
        told = {hit.system.code: leaf.said() for hit, leaf, _share in self.cards}
        return {code: answer for code, answer in told.items() if answer} or None
