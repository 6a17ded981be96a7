"""How each kind of notice reads and where it leads. Rooms tell theirs in ``AppConfig.ready()``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wording:
    """Both are functions of the notice's data and its ``subject``; ``url`` answers with a path on this site, or ``""``."""

    sentence: Callable[[Data], str]
    url: Callable[[Data], str]


_told: dict[str, Wording] = {}


def tell(wordings: Mapping[str, Wording]) -> None:
    """``{"cases.due_soon": Wording(…)}``"""
    _told.update(wordings)


def sentence_of(kind: str, data: Data) -> str:
    """What a notice says; its subject, where the room that made it is gone."""
    return _told[kind].sentence(data) if kind in _told else str(data["subject"])


def url_of(kind: str, data: Data) -> str:
    return _told[kind].url(data) if kind in _told else ""
