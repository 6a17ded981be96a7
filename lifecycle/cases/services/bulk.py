"""One command after the other, each as if it came alone (A3)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from lifecycle.cases.commands import Command
from lifecycle.cases.selectors.visibility import cases_visible_to
from lifecycle.cases.services.execution import execute
from registry.organisations.models import Person
from registry.refusals import Obstacle, Refused, VersionChanged

MOST_ITEMS = 200
_STATUS = {"who": 403, "when": 409, "content": 422}


@dataclass(frozen=True)
class Item:
    """A command to one case, on the version it was decided on."""

    number: str
    command: Command
    version: int
    idempotency_key: str = ""


@dataclass(frozen=True)
class Ending:
    """How an item ended. ``status``: what the command alone is answered with over HTTP."""

    number: str
    status: int
    version: int | None = None
    obstacles: list[dict[str, Any]] = field(default_factory=list)


def execute_many(*, items: Sequence[Item], by: Person, preview: bool) -> list[Ending]:
    """Give the commands in their order, each in a transaction of its own: one that is refused leaves the others alone.

    ``preview``: everything is done, looked at and taken back in one transaction, so that what is shown is what would happen.
    """
    if not preview:
        return [_ending(item, by) for item in items]
    with transaction.atomic():
        endings = [_ending(item, by) for item in items]
        transaction.set_rollback(True)
    return endings


def _ending(item: Item, by: Person) -> Ending:
    case = cases_visible_to(by).filter(number=item.number).first()
    if case is None:
        return Ending(item.number, 404)
    try:
        moved = execute(
            case=case,
            command=item.command,
            by=by,
            expected_version=item.version,
            idempotency_key=item.idempotency_key,
        )
    except VersionChanged:
        return Ending(item.number, 412)
    except Refused as refusal:
        kinds = {obstacle.kind for obstacle in refusal.obstacles}
        status = next(status for kind, status in _STATUS.items() if kind in kinds)
        return Ending(item.number, status, obstacles=[_told(each) for each in refusal.obstacles])
    return Ending(item.number, 201, moved.version)


def _told(obstacle: Obstacle) -> dict[str, Any]:
    told = {"code": obstacle.code, "message": str(obstacle.message)}
    return {**told, "field": obstacle.field} if obstacle.field else told
