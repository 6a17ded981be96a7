"""Rows as they arrive, and systems to hang them on."""

from typing import Any

from evaluations.usage.services import Intake, take_in
from registry.organisations.models import Organisation
from registry.systems.models import System


def systems(*codes: str, sponsor: Organisation | None = None) -> list[System]:
    """One live system for each code, sponsored by one unit."""
    sponsor = sponsor or Organisation.objects.get_or_create(code="LOCAL-SPONSOR", defaults={"name": "Sponsor"})[0]
    return [System.objects.create(code=code, name=code, sponsor=sponsor) for code in codes]


def row(**given: Any) -> dict[str, Any]:
    """A good row of system S-1 on 1 May 2026."""
    return {"system": "S-1", "day": "2026-05-01"} | given


def bring(*rows: dict[str, Any], **how: Any) -> Intake:
    """Take rows in as the collector ``gateway``."""
    return take_in(rows, **({"collector": "gateway", "by": None} | how))
