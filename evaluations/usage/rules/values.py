"""One cell, from text or JSON, to a typed value or the reason why not.

Columns are read through a :class:`Memory`: a dictionary that reads each distinct value once, so that a column of 10,000
cells costs 10,000 look-ups and a few dozen readings.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from types import NoneType
from typing import Any

from django.utils.translation import gettext as _

EARLIEST = date(2000, 1, 1)
LONGEST_PERIOD = 366
MOST_USERS = 2_000_000_000
MOST = 1_000_000_000_000_000
LONGEST_CODE = 60
_QUOTED = 40
_MEMORY = 100_000
_PLAIN = {str, int, float, NoneType}
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+")
_WHOLE = re.compile(r"(\d+)(\.0+)?")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a cell cannot be read."""

    code: str
    message: str


class Memory(dict[Any, Any]):
    """Remembers what each raw value reads as. ``wrong`` turns true at the first value that does not."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self.read = read
        self.wrong = False

    def __missing__(self, raw: Any) -> Any:
        value = self.read(raw)
        if isinstance(value, Wrong):
            self.wrong = True
        if len(self) < _MEMORY:
            self[raw] = value
        return value

    def column(self, raw: Sequence[Any]) -> list[Any]:
        """Every value read, in order. Anything but text, numbers and null is wrong (and ``True`` is not 1)."""
        if set(map(type, raw)) <= _PLAIN:
            return list(map(self.__getitem__, raw))
        return [self[each] if type(each) in _PLAIN else self._not_plain() for each in raw]

    def _not_plain(self) -> Wrong:
        self.wrong = True
        return Wrong("not-a-value", _("Write text or a number here."))


def shown(raw: Any) -> str:
    """What somebody sent, short enough to quote back."""
    text = "".join(character if character.isprintable() else "·" for character in str(raw))
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def _plain_text(raw: Any) -> str:
    return unicodedata.normalize("NFKC", str(raw)).strip()


def count(raw: Any, *, most: int = MOST) -> int | Wrong | None:
    """A whole number from 0 to ``most``; empty is unknown (None), never 0. ``12.0`` and ``1,200`` are read, ``1.5`` is not."""
    if raw is None or raw == "":
        return None
    text = raw if type(raw) is str and raw.isascii() and raw.isdigit() else _plain_text(raw)
    if not text:
        return None
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if text.startswith("-") and _WHOLE.fullmatch(text[1:]):
        return Wrong("negative", _("%(value)s is below 0.") % {"value": shown(raw)})
    if not (found := _WHOLE.fullmatch(text)):
        return Wrong("not-a-whole-number", _("“%(value)s” is not a whole number.") % {"value": shown(raw)})
    if len(found[1].lstrip("0")) > len(str(most)) or int(found[1]) > most:
        return Wrong("too-large", _("%(value)s is more than can be.") % {"value": shown(raw)})
    return int(found[1])


def users(raw: Any) -> int | Wrong | None:
    return count(raw, most=MOST_USERS)


def eligible_users(raw: Any) -> int | Wrong | None:
    """Those the system is meant for: at least one, or unknown."""
    value = users(raw)
    return (
        Wrong("nobody-eligible", _("The number of eligible users is above 0, or left empty.")) if value == 0 else value
    )


def percent(raw: Any) -> int | Wrong | None:
    return count(raw, most=100)


def share(raw: Any) -> float | Wrong:
    """The part of the period that was seen, 0–1 or with a percent sign; empty is 1."""
    text = "" if raw is None else _plain_text(raw)
    if not text:
        return 1.0
    try:
        value = float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        return Wrong("not-a-share", _("“%(value)s” is not a share between 0 and 1.") % {"value": shown(raw)})
    if not 0 <= value <= 1:
        return Wrong("not-a-share", _("%(value)s is not between 0 and 1.") % {"value": shown(raw)})
    return value


def period(raw: Any) -> int | Wrong:
    """How many days the row stands for, 1–366; empty is 1."""
    value = count(raw)
    if value is None:
        return 1
    if isinstance(value, Wrong):
        return value
    if not 1 <= value <= LONGEST_PERIOD:
        return Wrong("period-out-of-range", _("A period has 1 to %(most)d days.") % {"most": LONGEST_PERIOD})
    return value


def day(raw: Any, *, today: date) -> date | Wrong:
    """``2026-11-21``, also with slashes, dots, 年月日, without separators or with a midnight after it; never after today."""
    text = "" if raw is None else _plain_text(raw)
    if not text:
        return Wrong("missing", _("The day is missing."))
    found = _DAY.fullmatch(text) or _COMPACT_DAY.fullmatch(text)
    try:
        value = date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        value = None
    if value is None:
        return Wrong("not-a-day", _("“%(value)s” is not a day; write it as 2026-01-31.") % {"value": shown(raw)})
    if value > today:
        return Wrong("future-day", _("%(day)s is in the future.") % {"day": value.isoformat()})
    if value < EARLIEST:
        return Wrong(
            "too-early", _("%(day)s is before %(earliest)s.") % {"day": value.isoformat(), "earliest": EARLIEST}
        )
    return value


def collector(raw: Any, *, default: str) -> str | Wrong:
    """The code of a collector: up to 60 printable characters; empty is ``default``."""
    text = "" if raw is None else _plain_text(raw)
    if not text:
        return default
    if len(text) > LONGEST_CODE or not text.isprintable():
        return Wrong(
            "not-a-collector",
            _("A collector's code has at most %(most)d printable characters.") % {"most": LONGEST_CODE},
        )
    return text


def contradiction(whole: int | None, part: int | None) -> Wrong | None:
    """What cannot both be: whoever did a substantive action was active. Everything else that looks odd may be true."""
    if whole is not None and part is not None and part > whole:
        message = _("%(part)d cannot be more than the %(whole)d it is a part of.")
        return Wrong("part-above-whole", message % {"part": part, "whole": whole})
    return None
