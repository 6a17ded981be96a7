"""Why something may not be done: the one vocabulary of rules, buttons, refusals and problem documents.

A rule returns every :class:`Obstacle` it finds; ``[]`` means go ahead. A service raises :class:`Refused` with that same
list, a page greys out its button with it, the API prints it. So the three never disagree, in fact or in wording.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One reason against an act.

    ``code`` is stable and for programs (``same-person``), ``message`` is a translated sentence for people that says what
    to do; ``field`` names the input it is about, if any; ``kind`` says which sort of refusal this is, which decides the
    HTTP status: ``who`` 403, ``when`` 409, ``content`` 422.
    """

    code: str
    message: Any  # str or a lazy translation
    field: str = ""
    kind: str = "when"

    def __str__(self) -> str:
        return str(self.message)


class DomainError(Exception):
    """A person's mistake or a rule's no. Anything else that is raised is a bug and is left to fly."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409


@dataclass
class Refused(DomainError):
    """The act was not done, nothing was written, and ``obstacles`` says why: never empty."""

    obstacles: list[Obstacle] = field(default_factory=list)

    def __str__(self) -> str:
        return " ".join(str(obstacle) for obstacle in self.obstacles)


class VersionChanged(DomainError):
    """Somebody else moved the thing since it was read; nothing was written."""

    code = "version-changed"
    status = 412


def refuse_if(obstacles: Iterable[Obstacle]) -> None:
    """Raise :class:`Refused` when there is any obstacle.

    Raises:
        Refused: with the whole list.
    """
    if found := list(obstacles):
        raise Refused(found)


def flaws_of(row: Model) -> list[Obstacle]:
    """What is wrong with the values of a row that is about to be written, field by field."""
    try:
        row.clean_fields()
    except ValidationError as error:
        return [
            Obstacle("wrong-value", message, field=name, kind="content")
            for name, messages in error.message_dict.items()
            for message in messages
        ]
    return []
