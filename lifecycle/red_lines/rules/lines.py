"""The red lines as the rules read them."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Phrase:
    """A regular expression over normalised text, and another one for surroundings in which it is usually harmless.

    A ``weak`` phrase often means nothing forbidden: its matches are never likely.
    """

    pattern: str
    unless: str = ""
    weak: bool = False


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

    @property
    def title_in_words(self) -> str:
        """In the reader's language."""
        return _(self.title)

    def binding(self, kind: str) -> tuple[RedLine, ...]:
        """The lines that bind a kind of system; none for those the rules do not speak of."""
        return tuple(line for line in self.lines if kind in line.kinds)
