"""What may be done to the list of items: add, import, remove, waive, probe, bring an export."""

from datetime import datetime

from django.utils.translation import gettext as _

from lifecycle.cases.enums import ClearanceKind, ClearanceState, State
from lifecycle.clearances.enums import ItemSource
from lifecycle.clearances.rules.pictures import ItemView, Picture
from registry.refusals import Obstacle

REASON_LENGTH = 10


def obstacles_to_list(picture: Picture) -> list[Obstacle]:
    """Against adding, importing and removing items: the list is fixed by the attestation."""
    if picture.case_state != State.CLEARANCE:
        return [Obstacle("not-in-clearance", _("The case is not in clearance."))]
    if picture.state != ClearanceState.OPEN:
        return [
            Obstacle(
                "already-attested",
                _("%(clearance)s: already attested. The list can change again after the verifier sends it back.")
                % {"clearance": picture.label},
            )
        ]
    return []


def obstacles_to_remove(picture: Picture, item: ItemView) -> list[Obstacle]:
    """Against removing one item: what the register knows or what was probed can only be waived."""
    found = obstacles_to_list(picture)
    if item.source == ItemSource.REGISTER:
        found.append(
            Obstacle("from-the-register", _("The register names this address. It can be waived, not removed."))
        )
    elif item.looks:
        found.append(Obstacle("already-probed", _("This item was already probed. It can be waived, not removed.")))
    return found


def obstacles_to_waive(picture: Picture, item: ItemView, *, reason: str, by: int) -> list[Obstacle]:
    """Against leaving an item as it is. The executor never waives, of this clearance or another; a written reason always."""
    found = obstacles_to_probe(picture)
    if item.is_waived:
        found.append(Obstacle("already-waived", _("This item is already waived.")))
    if by in picture.executors or picture.attested_by == by:
        message = _("Whoever clears, verifies or switches off in this case cannot waive what is left.")
        found.append(Obstacle("same-person", message, kind="who"))
    if by in picture.recused:
        found.append(Obstacle("recused", _("You are recused from this case."), kind="who"))
    if len(reason.strip()) < REASON_LENGTH:
        found.append(
            Obstacle(
                "reason-missing",
                _("Write down why this item may stay, in at least %(length)s characters.") % {"length": REASON_LENGTH},
                field="reason",
                kind="content",
            )
        )
    return found


def obstacles_to_probe(picture: Picture) -> list[Obstacle]:
    """Against looking, waiving and bringing a list: from the decision until the case ends."""
    if picture.case_state not in (State.CLEARANCE, State.SHUTDOWN, State.OBSERVATION):
        return [Obstacle("not-in-clearance", _("The case is not in clearance."))]
    return []


def obstacles_to_take_list(picture: Picture, *, exported_at: datetime, at: datetime) -> list[Obstacle]:
    """Against an export as such, whatever it holds."""
    found = obstacles_to_probe(picture)
    if picture.kind == ClearanceKind.ACCESS_PATHS:
        found.append(Obstacle("no-lists-here", _("Access paths are probed, not listed."), kind="content"))
    if exported_at > at:
        found.append(
            Obstacle("future-export", _("The export cannot be of the future."), field="exported_at", kind="content")
        )
    return found
