"""A clearance at one moment, as the rules need it: its items, what was seen of them, and the newest list."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from lifecycle.clearances.enums import Verdict


@dataclass(frozen=True, slots=True)
class Look:
    """One probe of an item, as the rules need it."""

    at: datetime
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item with its looks, newest first."""

    label: str
    source: str
    waived_by: int | None
    looks: tuple[Look, ...] = ()

    @property
    def is_waived(self) -> bool:
        return self.waived_by is not None


@dataclass(frozen=True, slots=True)
class ListView:
    """The newest fresh list. ``remaining``: labels found in it."""

    exported_at: datetime
    received_at: datetime
    by: int
    remaining: frozenset[str]


@dataclass(frozen=True, slots=True)
class Picture:
    """One clearance at one moment. ``unlisted``: addresses of the register that are no items.

    ``executors``: who clears, verifies or switches off in this case; ``recused``: who is out of it.
    """

    kind: str
    label: str
    case_state: str
    state: str
    attested_by: int | None
    attested_at: datetime | None
    statement: str
    items: tuple[ItemView, ...]
    newest_list: ListView | None = None
    unlisted: tuple[str, ...] = ()
    executors: frozenset[int] = frozenset()
    recused: frozenset[int] = frozenset()

    @property
    def due_items(self) -> tuple[ItemView, ...]:
        """Those that must be gone."""
        return tuple(item for item in self.items if not item.is_waived)


@dataclass(frozen=True, slots=True)
class Streak:
    """The newest looks that say *gone* without anything else between them."""

    count: int
    since: datetime | None
    last: datetime | None

    @property
    def span(self) -> timedelta:
        return self.last - self.since if self.last and self.since else timedelta(0)


def streak_of(looks: Iterable[Look]) -> Streak:
    """``looks`` newest first; the first that does not say *gone* ends it."""
    times: list[datetime] = []
    for look in looks:
        if look.verdict != Verdict.GONE:
            break
        times.append(look.at)
    return Streak(len(times), min(times, default=None), max(times, default=None))


def normalised(text: str) -> str:
    """A label or a cell as they are compared: full width made half, no case, no blanks, no invisible characters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(mark for mark in folded if not mark.isspace() and unicodedata.category(mark) != "Cf")
