"""Splitting a description into its functions."""

import re
from dataclasses import dataclass

from registry.overlap.rules.wording import boilerplate, canonical, folded, without_filler

_SEPARATORS = re.compile(r"[,，、;；。!！?？:：\n\t|/·•()（）\[\]【】<>《》\"“”]+|以及|并且|同时|包括|包含|涵盖")
_NUMBERING = re.compile(
    r"^(?:[0-9]{1,2}[.)、]|[一二三四五六七八九十]{1,3}是|第[一二三四五六七八九十]{1,2}|[①-⑳]|[-—*])+"
)
LEAST = 2
"""Characters; less is no function."""


@dataclass(frozen=True, slots=True)
class Item:
    """One function: as it was written, and in canonical wording without filler."""

    written: str
    wording: str


def items_of(functions: str) -> list[Item]:
    """The functions of a description in their order, each once, without those every system has."""
    found: dict[str, Item] = {}
    for part in _SEPARATORS.split(functions):
        written = _NUMBERING.sub("", " ".join(part.split()))
        wording = canonical(folded(written))
        if len(wording) >= LEAST and wording not in boilerplate():
            bare = without_filler(wording)
            found.setdefault(bare, Item(written, bare))
    return list(found.values())
