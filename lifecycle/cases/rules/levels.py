"""What is not built at a level (国办函〔2026〕12号: units below county level do not build mobile apps in principle)."""

from registry.organisations.enums import OrganisationKind
from registry.systems.enums import SystemKind

MOBILE = frozenset({SystemKind.APP, SystemKind.MINI_PROGRAM, SystemKind.QUICK_APP})
_COUNTY_DIGITS = 6


def is_below_county(*, kind: str, division: str) -> bool:
    """A township or sub-district, or a division code (GB/T 2260) that says more than province, city and county."""
    return kind == OrganisationKind.TOWNSHIP or bool(division[_COUNTY_DIGITS:].strip("0"))


def is_refused_by_default(kind: str, *, sponsor_kind: str, sponsor_division: str) -> bool:
    """Whether such a system of such a sponsor is refused unless two decision makers give a reason."""
    return kind in MOBILE and is_below_county(kind=sponsor_kind, division=sponsor_division)
