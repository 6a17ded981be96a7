"""Why no checkpoint can be made."""

from typing import ClassVar

from registry.refusals import DomainError


class LedgerBroken(DomainError):
    """The ledger does not hold, so nobody puts a seal on it."""

    code: ClassVar[str] = "ledger-broken"


class KeyExposed(DomainError):
    """Others than the program's own account can read the signing key, so what it signs proves nothing."""

    code: ClassVar[str] = "key-exposed"
