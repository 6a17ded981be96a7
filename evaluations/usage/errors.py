"""What can be wrong with what is brought in."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from registry.refusals import DomainError


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing wrong in one row. ``row`` is as the person sees it (a file's header is 1; an API batch counts from 0);
    ``column`` is the measure's or key's name, empty when the whole row is meant."""

    row: int
    column: str
    code: str
    message: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class FileRefused(DomainError):
    """A file that cannot be read at all; the message says why and what to do. Nothing was written."""

    code: ClassVar[str] = "file-refused"
    status: ClassVar[int] = 422

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.reason = code


class CollectorTaken(DomainError):
    """A collector of another organisation, or of none, was to be spoken for; nothing was written."""

    code: ClassVar[str] = "collector-taken"
    status: ClassVar[int] = 403


class KeyReused(DomainError):
    """An ``Idempotency-Key`` came back with another body; nothing was written."""

    code: ClassVar[str] = "idempotency-key-reused"
    status: ClassVar[int] = 422
