"""Refusals of this room beside those of rows (:class:`registry.sheets.CellError`) and files (:class:`registry.sheets.SheetRefused`)."""

from typing import ClassVar

from registry.refusals import DomainError, Obstacle, Refused


class CollectorTaken(Refused):
    """A collector of another organisation, or of none, was to be spoken for; nothing was written."""

    code: ClassVar[str] = "collector-taken"
    status: ClassVar[int] = 403

    @classmethod
    def because(cls, message: str) -> "CollectorTaken":
        return cls([Obstacle("collector-taken", message, field="collector", kind="who")])


class KeyReused(DomainError):
    """An ``Idempotency-Key`` came back with another body; nothing was written."""

    code: ClassVar[str] = "idempotency-key-reused"
    status: ClassVar[int] = 422


class LogRefused(Refused):
    """A log that cannot be read to its end, or that no system answers for; nothing was written."""

    code: ClassVar[str] = "log-refused"
    status: ClassVar[int] = 422

    @classmethod
    def because(cls, code: str, message: str) -> "LogRefused":
        return cls([Obstacle(code, message, field="file", kind="content")])
