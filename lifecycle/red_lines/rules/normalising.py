"""Making a text comparable without losing where its characters were."""

import re
import unicodedata
from dataclasses import dataclass

_HIDDEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_GAP = re.compile(r"[^\S\n]|[·•・‧*~_\-]")
_WORD = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Normal:
    """``text``: half width, lower case, nothing between the characters of a Chinese word; ``places``: where each one was."""

    text: str
    places: tuple[int, ...]


def normalised(text: str) -> Normal:
    """Fold width and case, drop invisible characters, and spaces or dots that only part Chinese characters (打 卡, 打·卡).

    A line break stays: what stands in two lines is two things.
    """
    folded: list[tuple[str, int]] = []
    for place, character in enumerate(text):
        if not _HIDDEN.match(character):
            folded += ((each, place) for each in unicodedata.normalize("NFKC", character).lower())
    kept: list[tuple[str, int]] = []
    waiting: list[tuple[str, int]] = []
    for each in folded:
        if _GAP.match(each[0]):
            waiting.append(each)
            continue
        if not (kept and _WORD.match(kept[-1][0]) and _WORD.match(each[0])):
            kept += waiting
        waiting = []
        kept.append(each)
    return Normal("".join(each for each, _place in kept), tuple(place for _each, place in kept))
