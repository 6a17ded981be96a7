"""Why cases are opened, and what frozen grounds say in words.

Rooms above that open cases tell in their ``AppConfig.ready()`` how their grounds are read.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

Reader = Callable[[Any], list[str]]

_readers: dict[str, Reader] = {}


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
