"""May somebody …?"""

from collections.abc import Collection

from registry.organisations.enums import TokenScope
from registry.organisations.models import MachineToken
from registry.systems.permissions import may_import


def may_report(who: object) -> bool:
    """Programs with a token for it; people bring files instead."""
    return isinstance(who, MachineToken) and who.scope == TokenScope.REPORT_USAGE


def may_import_usage(roles: Collection[str]) -> bool:
    """Whoever keeps the register also brings in what is known of its use."""
    return may_import(roles)
