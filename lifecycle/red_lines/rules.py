"""Scanning a text for red lines, and what a complete set of answers is. Pure: the rule set comes from ``selectors.rule_set``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from registry.refusals import Obstacle


@dataclass(frozen=True, slots=True)
class Phrase:
    """A regular expression over normalised text, and another one for surroundings in which it is usually harmless."""

    pattern: str
    unless: str = ""


@dataclass(frozen=True, slots=True)
class RedLine:
    """One thing that is forbidden to the ``kinds`` it binds."""

    code: str
    label: str
    question: str
    guidance: str
    source: str
    source_text: str
    kinds: frozenset[str]
    phrases: tuple[Phrase, ...]

    @property
    def label_in_words(self) -> str:
        """In the reader's language."""
        return _(self.label)

    @property
    def question_in_words(self) -> str:
        """In the reader's language."""
        return _(self.question)

    @property
    def guidance_in_words(self) -> str:
        """In the reader's language; may be empty."""
        return _(self.guidance) if self.guidance else ""

    @property
    def source_in_words(self) -> str:
        """In the reader's language."""
        return _(self.source_text)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One edition of the red lines."""

    version: int
    title: str
    effective_on: date
    lines: tuple[RedLine, ...]

    @property
    def code(self) -> str:
        return f"red-lines/{self.version}"

    def binding(self, kind: str) -> tuple[RedLine, ...]:
        """The lines that bind a kind of system."""
        return tuple(line for line in self.lines if kind in line.kinds)


@dataclass(frozen=True, slots=True)
class Match:
    """A place in a text that speaks of a red line.

    ``start`` and ``end`` count characters of the text as it was written, ``excerpt`` is that place with what stands around it.
    ``likely`` is false where the surroundings usually make it harmless (积分落户) or deny it (不设打卡): worth a look, no more.
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
    raise NotImplementedError


def obstacles_to_answers(
    answers: Mapping[str, Mapping[str, Any]], lines: Iterable[RedLine], *, matches: Iterable[Match] = ()
) -> list[Obstacle]:
    """Everything that keeps the answers from being complete; ``field`` of an obstacle is ``red_lines.CODE``.

    ``{code: {"answer": "no"|"yes", "note": "…", "exception": ""|"safety"|"emergency", "justification": "…"}}``: a "yes" needs an
    exception with its own justification; a "no" needs a note where a likely match says otherwise.
    """
    raise NotImplementedError
