"""What a trace is made of: pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Seal:
    """A hash and whether it fits what it was made from; ``None``: there is nothing here to compare it with."""

    label: Any
    value: str
    holds: bool | None = None

    def as_json(self) -> dict[str, Any]:
        return {"label": str(self.label), "value": self.value, "holds": self.holds}


@dataclass(slots=True)
class Node:
    """One thing, and what it rests on. ``kind`` is for programs; ``warning`` says in words what does not fit."""

    kind: str
    title: str
    at: datetime | date | None = None
    who: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    seals: list[Seal] = field(default_factory=list)
    url: str = ""
    warning: str = ""
    children: list["Node"] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Nothing here or below has a warning or a seal that does not fit."""
        return not any(node.warning or any(seal.holds is False for seal in node.seals) for node in self.walk())

    def walk(self) -> Iterator["Node"]:
        """This node and everything below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "title": self.title,
            "at": self.at.isoformat() if self.at else None,
            "who": self.who,
            "facts": [{"label": label, "value": value} for label, value in self.facts],
            "seals": [seal.as_json() for seal in self.seals],
            "url": self.url,
            "warning": self.warning,
            "children": [child.as_json() for child in self.children],
        }
