"""Finding the places of a text that speak of a red line. A match refuses nothing: a person answers it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lifecycle.red_lines.rules.lines import Phrase, RedLine, RuleSet
from lifecycle.red_lines.rules.normalising import Normal, normalised

AROUND = 12
"""Characters of the text shown on either side of a match."""
_SURROUNDINGS = 10
_LONGEST_DENIAL = 16
_DENIED = re.compile(
    r"(不(?![断仅同但少低止限够足漏落动])|无需|无须|没有|禁止|严禁|取消|杜绝|避免|减少|停止|清理|整治|拒绝|取代|代替|免(?!费))[^。；;!?！？，,\n]{0,12}$"
)
"""A denial in the same clause. "不少于10次打卡" and "未打卡人员通报" deny nothing."""


@dataclass(frozen=True, slots=True)
class Match:
    """A place in a text that speaks of a red line.

    ``start`` and ``end`` count characters of the text as it was written, ``excerpt`` is that place with what stands around it.
    ``likely`` is false where the words are weak, their surroundings usually harmless (积分落户), or they are denied (不设打卡): worth a
    look, no more.
    """

    code: str
    label: str
    excerpt: str
    source: str
    start: int
    end: int
    likely: bool


def scan(text: str, rule_set: RuleSet) -> list[Match]:
    """Every place that speaks of a red line, in the order of the text; one match for each place and line."""
    normal = normalised(text)
    found: list[Match] = []
    for line in rule_set.lines:
        taken: dict[tuple[int, int], bool] = {}
        holder: dict[int, tuple[int, int]] = {}
        for phrase in line.phrases:
            for start, end, likely in _places(normal, phrase):
                covered = next((holder[place] for place in range(start, end) if place in holder), None)
                if covered is None:
                    taken[start, end] = likely
                    holder |= dict.fromkeys(range(start, end), (start, end))
                elif likely:  # the phrase that is sure speaks for the place
                    taken[covered] = True
        found += (_match(text, normal, line, *span, likely=likely) for span, likely in taken.items())
    return sorted(found, key=lambda match: (match.start, match.code))


def _places(normal: Normal, phrase: Phrase) -> Iterator[tuple[int, int, bool]]:
    for place in _compiled(phrase.pattern).finditer(normal.text):
        start, end = place.span()
        around = normal.text[max(start - _SURROUNDINGS, 0) : end + _SURROUNDINGS]
        harmless = phrase.weak or bool(phrase.unless and _compiled(phrase.unless).search(around))
        yield start, end, not harmless and not _DENIED.search(normal.text[max(start - _LONGEST_DENIAL, 0) : start])


def _match(text: str, normal: Normal, line: RedLine, start: int, end: int, *, likely: bool) -> Match:
    first, last = normal.places[start], normal.places[end - 1] + 1
    begin, finish = max(first - AROUND, 0), min(last + AROUND, len(text))
    excerpt = " ".join(text[begin:finish].split())
    shown = f"{'…' if begin else ''}{excerpt}{'…' if finish < len(text) else ''}"
    return Match(line.code, line.label_in_words, shown, line.source_in_words, first, last, likely)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
