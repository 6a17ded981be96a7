"""The shape of a paper, the same for page and .docx."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


@dataclass(frozen=True)
class Row:
    """One row of the form; without paragraphs a line to write on stays empty."""

    label: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """``title`` as it stands on the paper, ``number`` of the case; ``foot`` says when and by whom it was drawn up."""

    title: str
    number: str
    rows: tuple[Row, ...]
    foot: tuple[str, ...] = field(default_factory=tuple)


def row(label: object, *paragraphs: object) -> Row:
    """Empty paragraphs are left out."""
    said = (text_of(each) for each in paragraphs)
    return Row(capfirst(str(label)), tuple(each for each in said if each))


def text_of(value: Any) -> str:
    """A value of a submission or a row for people: dates as ISO, moments to the minute, lists one after the other."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, dict):
        return "; ".join(filter(None, map(text_of, value.values())))
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, map(text_of, value)))
    return value.isoformat() if isinstance(value, date) else str(value)


def joined(*parts: object) -> str:
    """Parts of a line, those that say something."""
    return " · ".join(filter(None, (text_of(part) for part in parts)))


def labelled(label: object, value: object) -> str:
    """``label: value``, or nothing."""
    said = text_of(value)
    colon = pgettext("between a label and its value", ": ")
    return f"{capfirst(str(label))}{colon}{said}" if said else ""


def sha(label: object, digest: str) -> str:
    return f"{label} SHA-256 {digest}".strip() if digest else ""


def drawn_up(by: str, at: datetime) -> str:
    return _("Drawn up on %(at)s for %(name)s from what is stored.") % {"at": text_of(at), "name": by}


def lines(found: Iterable[str]) -> list[str]:
    """What was found, or the word that there was nothing."""
    return [each for each in found if each] or [_("none")]
