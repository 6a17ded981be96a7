"""What a search looks in: text in lower case, with the pinyin initials of every Chinese run (智慧社区 → zhsq)."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Any, TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet, TextField
from django.db.models.lookups import Contains
from django.db.models.sql.compiler import SQLCompiler

MOST_CHARACTERS = 100
"""How much may be asked for at once: each word is a condition more, and SQLite takes a thousand at most."""
PAIRS = "search_pairs"
"""The column beside a :class:`SearchText` that PostgreSQL keeps of its pairs of neighbouring characters; no model knows it."""
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


class SearchText(TextField):  # type: ignore[type-arg]  # it takes none when it runs
    """Text made by :func:`searchable` of a table with too many rows to look through; PostgreSQL finds them by :data:`PAIRS`.

    Chinese words have two characters more often than any other number, and an index of three finds nothing for them. SQLite keeps no
    such index: at 10,000 rows looking through them takes three milliseconds.
    """

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """As plain text: databases know no other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


@SearchText.register_lookup
class _ContainsPairs(Contains):
    """*Contains*, asked of the rows that hold every pair of what is looked for; a single character has none."""

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        sql, params = self.as_sql(compiler, connection)
        pairs = [first + second for first, second in pairwise(self.rhs)]
        if not pairs:
            return sql, tuple(params)
        found, answered = f"{compiler.quote_name_unless_alias(self.lhs.alias)}.{PAIRS} @@ %s::tsquery", _all_of(pairs)
        if pairs == [self.rhs]:
            return found, (answered,)
        return f"({found} AND {sql})", (answered, *params)


def _all_of(pairs: Iterable[str]) -> str:
    """As PostgreSQL writes a question that all of these answer."""
    quoted = (pair.replace("\\", "\\\\").replace("'", "''") for pair in dict.fromkeys(pairs))
    return " & ".join(f"'{pair}'" for pair in quoted)
