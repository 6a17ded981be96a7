"""May somebody with these roles …? Pure. This room stands below the one that knows roles, so they are plain words here."""

from collections.abc import Collection

READERS = frozenset({"auditor", "administrator"})
"""The ledger holds what ``sees_prior`` withholds from everybody in a case, so it is open to those who hold no part in any."""


def may_read_ledger(roles: Collection[str]) -> bool:
    return not READERS.isdisjoint(roles)
