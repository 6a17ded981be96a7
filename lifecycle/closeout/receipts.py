"""The file somebody brings as a receipt: it may hold personal data and is not kept, its hash proves which it was."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol


class Brought(Protocol):
    """A file as forms and requests give it."""

    name: str | None

    def chunks(self) -> Iterable[bytes]: ...


@dataclass(frozen=True, slots=True)
class Receipt:
    """``size`` in bytes; all empty where no file was brought."""

    name: str = ""
    size: int = 0
    sha256: str = ""


NO_RECEIPT = Receipt()


def receipt_of(file: Brought | None) -> Receipt:
    """Read once, nothing is kept."""
    if file is None:
        return NO_RECEIPT
    digest, size = hashlib.sha256(), 0
    for chunk in file.chunks():
        digest.update(chunk)
        size += len(chunk)
    return Receipt(PurePath(file.name or "").name[:200], size, digest.hexdigest())
