"""Why a file is not read."""

from collections.abc import Iterable

from registry.refusals import Obstacle, Refused


class SheetRefused(Refused):
    """The file as a whole cannot be read; nothing was taken from it. ``obstacles`` say what to do, ``kind`` is ``content``."""

    code = "sheet-refused"
    status = 422

    @classmethod
    def because(cls, code: str, message: object) -> "SheetRefused":
        return cls([Obstacle(code, message, field="file", kind="content")])

    @classmethod
    def because_of(cls, reasons: Iterable[tuple[str, object]]) -> "SheetRefused":
        return cls([Obstacle(code, message, field="file", kind="content") for code, message in reasons])
