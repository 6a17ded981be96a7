"""What a search looks in: text in lower case, with the pinyin initials of every Chinese run (智慧社区 → zhsq)."""

import re
from functools import lru_cache
from typing import TypeVar

from django.db.models import Model, QuerySet

MOST_CHARACTERS = 100
"""How much may be asked for at once: each word is a condition more, and SQLite takes a thousand at most."""
_Row = TypeVar("_Row", bound=Model)
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


@lru_cache(maxsize=100_000)
def initials(text: str) -> str:
    """The first letters of how the text is read; what is not Chinese stays, without spaces."""
    from pypinyin import Style, lazy_pinyin  # half a second of dictionaries that only a process that writes names needs

    letters = _CHINESE.sub(lambda run: "".join(lazy_pinyin(run[0], style=Style.FIRST_LETTER)), text)
    return "".join(letters.split()).lower()


def searchable(*texts: str) -> str:
    """One line to search in with *contains*: the texts, and the initials of those that are Chinese."""
    words = [" ".join(text.lower().split()) for text in texts if text]
    words += [initials(text) for text in texts if _CHINESE.search(text)]
    return "\n".join(words)


def with_every_word(rows: QuerySet[_Row], field: str, said: str) -> QuerySet[_Row]:
    """The rows whose ``field``, made by :func:`searchable`, holds every word of ``said`` (at most :data:`MOST_CHARACTERS`)."""
    for word in said.lower().split():
        rows = rows.filter(**{f"{field}__contains": word})
    return rows
