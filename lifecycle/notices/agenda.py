"""What is due for a person, as the rooms above tell it; a feed makes a calendar of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from registry.organisations.models import Person


@dataclass(frozen=True, slots=True)
class Entry:
    """One day on which something is due. ``uid`` stays the same while the thing does, also when its day moves."""

    uid: str
    day: date
    summary: str
    url: str = ""


Source = Callable[[Person], Iterable[Entry]]

_sources: list[Source] = []


def tell(source: Source) -> None:
    """Have ``source`` asked for a person's entries whenever their calendar is read."""
    _sources.append(source)


def agenda_of(person: Person) -> list[Entry]:
    """Everything that is due for a person, by day."""
    return sorted((entry for source in _sources for entry in source(person)), key=lambda entry: (entry.day, entry.uid))
