"""Why cases are opened, what frozen grounds say in words, and where they come from.

Rooms above that open cases tell in their ``AppConfig.ready()`` how their grounds are read, and where they can be looked up.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from registry.organisations.models import Person

Reader = Callable[[Any], list[str]]
Place = Callable[[Any, Person], str]

_readers: dict[str, Reader] = {}
_places: dict[str, Place] = {}


class Origin(TextChoices):
    """Where the wish for a case comes from when no finding speaks for it."""

    SPONSOR = "sponsor", _("the sponsor asked for it")
    REPORT = "report", _("a report from grassroots staff or the public")
    ORDER = "order", _("an order from above")
    OBSERVATION = "observation", _("seen in our own work")


def tell(entry: str, reader: Reader) -> None:
    """Read grounds that hold ``entry`` with ``reader``, which gets that entry and answers with sentences."""
    _readers[entry] = reader


def sentences_of(grounds: Mapping[str, Any]) -> list[str]:
    """What grounds say, in the reader's language; nothing where no room knows how to read them."""
    return [sentence for entry, reader in _readers.items() if entry in grounds for sentence in reader(grounds[entry])]


def lead(entry: str, place: Place) -> None:
    """Link ``entry`` to the page that ``place`` answers with for a reader, or to none (``""``) where they may not read it."""
    _places[entry] = place


def url_of(grounds: Mapping[str, Any], entry: str, reader: Person) -> str:
    """Where an entry of grounds leads this reader; ``""`` for nowhere."""
    return _places[entry](grounds[entry], reader) if entry in _places else ""
