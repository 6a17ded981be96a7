"""May somebody …?"""

from collections.abc import Collection

from registry.organisations.enums import Role, TokenScope
from registry.organisations.models import MachineToken
from registry.systems.permissions import may_import


def may_report(who: object) -> bool:
    """Programs with a token for it; people bring files instead."""
    return isinstance(who, MachineToken) and who.scope == TokenScope.REPORT_USAGE


def may_import_usage(roles: Collection[str]) -> bool:
    """Whoever keeps the register also brings in what is known of its use."""
    return may_import(roles)


KEEP_COLLECTORS = frozenset({Role.INTAKE_OFFICER, Role.CASE_OFFICER})


def may_keep_collectors(roles: Collection[str]) -> bool:
    """The data bureau's officers say what a collector is and where it is asked: nobody judges their own figures."""
    return not KEEP_COLLECTORS.isdisjoint(roles)


def may_keep_assessments(roles: Collection[str]) -> bool:
    """Case officers know when use is looked at."""
    return Role.CASE_OFFICER in roles


def may_set_keeping(roles: Collection[str]) -> bool:
    """How long data are kept is a parameter: administrators set it."""
    return Role.ADMINISTRATOR in roles
