"""What the text of a cell means. Each reader returns the value or raises :class:`WrongCell` with a sentence for people."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from registry.sheets.columns import folded

FEN_PER_WAN = 1_000_000
MOST_WAN = Decimal(10_000_000)
MOST_USERS = 2_000_000_000
EARLIEST, LATEST = date(1980, 1, 1), date(2100, 12, 31)
CODE = re.compile(r"[A-Za-z0-9\u3400-\u9fff][\w.\-]{0,39}")
ADDRESS_CHARACTERS = 500

_DATE = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日?|(\d\d)(\d\d))"
)
_CLOCK = re.compile(r"[T ]\d{1,2}:\d\d(:\d\d(\.\d+)?)?$")
_SEPARATORS = re.compile(r"[\s;；、,，]+")
_WINDOW = re.compile(r"(\d{1,2})(?:-|月)(\d{1,2})日?(?:~|-|至|到|—|–)+(\d{1,2})(?:-|月)(\d{1,2})日?")
_DIVISION = re.compile(r"\d{6}(\d{3}(\d{3})?)?")
_HOST = re.compile(r"[\w.\-]+")
_A_LEAP_YEAR = 2024
_RESERVED = frozenset({"new", "import", "of-sponsor"})  # what the register's own pages are called


class WrongCell(Exception):
    """``code`` is stable, ``message`` says what to write instead."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def text(cell: str, *, most: int) -> str:
    """One line of at most ``most`` characters."""
    line = " ".join(cell.split())
    if len(line) > most:
        raise WrongCell(
            "too-long", _("At most %(most)s characters; this has %(has)s.") % {"most": most, "has": len(line)}
        )
    return line


def word(cell: str, words: Mapping[str, str], choices: type[TextChoices]) -> str:
    """The value a word of either language stands for."""
    try:
        return words[folded(cell)]
    except KeyError:
        known = "、".join(str(label) for label in choices.labels)
        told = {"word": cell, "known": known}
        raise WrongCell("unknown-word", _("“%(word)s” is not known here. Write one of: %(known)s.") % told) from None


def day(cell: str, *, latest: date = LATEST) -> str:
    """A day as ISO text from ``2023-05-01``, ``2023/5/1``, ``2023.5.1``, ``2023年5月1日`` or ``20230501``; a clock time is dropped."""
    plain = _CLOCK.sub("", unicodedata.normalize("NFKC", cell)).replace(" ", "")
    match = _DATE.fullmatch(plain)
    try:
        year, month, number = (int(part) for part in match.groups() if part) if match else (0, 0, 0)
        found = date(year, month, number)
    except ValueError:
        raise WrongCell("not-a-date", _("“%(cell)s” is no day. Write it like 2023-05-01.") % {"cell": cell}) from None
    if not EARLIEST <= found <= LATEST:
        raise WrongCell("date-out-of-range", _("%(day)s cannot be right.") % {"day": found.isoformat()})
    if found > latest:
        raise WrongCell("future-date", _("%(day)s is in the future.") % {"day": found.isoformat()})
    return found.isoformat()


def money(cell: str) -> int:
    """Fen (0.01 yuan) from an amount in 万元, rounded to the fen; commas and a trailing unit are allowed."""
    plain = (
        unicodedata.normalize("NFKC", cell).replace(",", "").replace(" ", "").removesuffix("万元").removesuffix("万")
    )
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        raise WrongCell(
            "not-an-amount", _("“%(cell)s” is no amount. Write 万元 as a number, like 12.5.") % {"cell": cell}
        ) from None
    if not amount.is_finite() or amount < 0 or amount > MOST_WAN:
        raise WrongCell("amount-out-of-range", _("%(cell)s 万元 cannot be right.") % {"cell": cell})
    return int((amount * FEN_PER_WAN).to_integral_value())


def whole(cell: str) -> int:
    """A count of people; commas and a trailing 人 are allowed."""
    plain = unicodedata.normalize("NFKC", cell).replace(",", "").replace(" ", "").removesuffix("人")
    if not (plain.isascii() and plain.isdigit()) or int(plain) > MOST_USERS:
        raise WrongCell("not-a-count", _("“%(cell)s” is no whole number.") % {"cell": cell})
    return int(plain)


def duty_window(cell: str) -> str:
    """``MM-DD~MM-DD``, several joined by commas; a window may run over New Year."""
    plain = unicodedata.normalize("NFKC", cell).replace(" ", "")
    windows = []
    for part in filter(None, re.split(r"[,;、\n]", plain)):
        match = _WINDOW.fullmatch(part)
        try:
            if not match:
                raise ValueError
            first, last = (date(_A_LEAP_YEAR, int(match[at]), int(match[at + 1])) for at in (1, 3))
        except ValueError:
            raise WrongCell(
                "not-a-window", _("“%(part)s” is no period of the year. Write it like 06-01~08-31.") % {"part": part}
            ) from None
        windows.append(f"{first:%m-%d}~{last:%m-%d}")
    return text(",".join(windows), most=100)


def addresses(cell: str) -> list[str]:
    """The addresses of a cell, sorted, each once; separated by spaces, semicolons, commas or line breaks."""
    return sorted({address(part) for part in _SEPARATORS.split(cell.strip()) if part})


def address(part: str) -> str:
    """``http(s)://host…``, ``dns:host`` or ``tcp:host:port``; the host in lower case, nobody's password in it."""
    if len(part) > ADDRESS_CHARACTERS:
        raise WrongCell("too-long", _("An address has at most %(most)s characters.") % {"most": ADDRESS_CHARACTERS})
    told = {"address": part}
    scheme, _colon, rest = part.partition(":")
    scheme = scheme.lower()
    if scheme == "dns" and _HOST.fullmatch(rest):
        return f"dns:{rest.lower()}"
    if scheme == "tcp":
        host, _colon, port = rest.rpartition(":")
        if _HOST.fullmatch(host) and port.isdigit() and 0 < int(port) < 2**16:
            return f"tcp:{host.lower()}:{int(port)}"
    if scheme in {"http", "https"}:
        try:
            url = urlsplit(part)
            known = bool(url.hostname) and (url.port or 1) > 0
        except ValueError:
            known = False
        if known and ("@" in url.netloc):
            raise WrongCell("address-with-account", _("“%(address)s” holds an account. Remove it.") % told)
        if known:
            return url._replace(scheme=scheme, netloc=url.netloc.lower()).geturl()
    raise WrongCell(
        "not-an-address",
        _("“%(address)s” is no address. Write http:// or https:// before it, or dns:host or tcp:host:port.") % told,
    )


def system_code(cell: str) -> str:
    if not CODE.fullmatch(cell) or cell in _RESERVED:
        raise WrongCell(
            "bad-code",
            _("“%(cell)s” is no system code: 1 to 40 letters, digits, dots, dashes or underscores.") % {"cell": cell},
        )
    return cell


def division(cell: str) -> str:
    if not _DIVISION.fullmatch(cell):
        raise WrongCell("bad-division", _("A division code has 6, 9 or 12 digits (GB/T 2260)."))
    return cell


def shown(field: str, value: Any) -> str:
    """A value of a plan for people: 万元 for fen, addresses one after the other."""
    if value is None or value == "":
        return "—"
    if field.endswith("_fen"):
        return f"{Decimal(value) / FEN_PER_WAN:f}"
    return "；".join(value) if isinstance(value, list) else str(value)
