"""An agenda as iCalendar (RFC 5545): pure."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from lifecycle.notices.agenda import Entry

LONGEST_LINE = 75  # octets, without the line break (section 3.1)


def calendar_of(entries: Iterable[Entry], *, name: str, site: str, at: datetime) -> str:
    """The entries as whole-day events nobody is busy for. ``site`` begins the addresses, or is empty: then there are none."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Taizhang//Due dates//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for entry in entries for line in _event(entry, site, at)),
        "END:VCALENDAR",
    ]
    return "".join(part + "\r\n" for line in lines for part in _folded(line))


def _event(entry: Entry, site: str, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.uid)}"
    yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(entry.summary)}"
    if site and entry.url:
        yield f"URL:{site}{entry.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """A TEXT value (section 3.3.11): what means something to a calendar is escaped, other control characters are dropped."""
    said = value.replace("\r\n", "\n").replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "".join("\\n" if letter == "\n" else letter for letter in said if letter == "\n" or letter.isprintable())


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, the later ones behind a blank; no letter is torn apart."""
    piece, width = "", 0
    for letter in line:
        more = len(letter.encode())
        if width + more > LONGEST_LINE:
            yield piece
            piece, width = " ", 1
        piece, width = piece + letter, width + more
    yield piece
