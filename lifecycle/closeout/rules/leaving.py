"""What must be settled before the shutdown is confirmed, and what before the case ends."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lifecycle.closeout.enums import MatterKind
from lifecycle.closeout.rules.handing_over import HandOverView, obstacles_in_hand_over
from lifecycle.closeout.rules.settling import MatterView
from registry.refusals import Obstacle

BEFORE_SHUTDOWN = frozenset({MatterKind.DEPENDANT, MatterKind.DATA_SET})
BEFORE_THE_END = frozenset(MatterKind)


@dataclass(frozen=True, slots=True)
class Closeout:
    """Everything there is to settle in a case at one moment.

    ``unlisted``: what the register names and the list does not; ``nothing_held``: kinds of which somebody stated in writing
    that there is nothing; ``hand_over``: None unless the system is merged into a successor.
    """

    matters: tuple[MatterView, ...] = ()
    unlisted: tuple[str, ...] = ()
    nothing_held: frozenset[str] = field(default_factory=frozenset)
    hand_over: HandOverView | None = None


def obstacles_before_shutdown(closeout: Closeout) -> list[Obstacle]:
    """Nobody may still depend on it, its data must be somewhere or gone, and a successor must have accepted what it takes over."""
    found = [_unlisted(label) for label in closeout.unlisted]
    found += _unsettled(closeout.matters, BEFORE_SHUTDOWN)
    has_data = any(matter.kind == MatterKind.DATA_SET for matter in closeout.matters)
    if not has_data and MatterKind.DATA_SET not in closeout.nothing_held:
        message = _("No data set is listed. Enter what data the system holds, or state in writing that it holds none.")
        found.append(Obstacle("no-data-listed", message))
    if closeout.hand_over:
        found += obstacles_in_hand_over(closeout.hand_over)
    return found


def obstacles_before_the_end(closeout: Closeout) -> list[Obstacle]:
    """Contracts and assets too, and whatever turned up since."""
    return [_unlisted(label) for label in closeout.unlisted] + list(_unsettled(closeout.matters, BEFORE_THE_END))


def _unsettled(matters: Iterable[MatterView], kinds: frozenset[MatterKind]) -> Iterator[Obstacle]:
    for matter in matters:
        said = {"matter": matter.label}
        if matter.kind not in kinds or matter.is_settled:
            continue
        if matter.destroyed_by:
            yield Obstacle("awaits-witness", _("%(matter)s: the destruction waits for its witness.") % said)
        elif matter.kind == MatterKind.DEPENDANT:
            yield Obstacle("dependant-left", _("%(matter)s still depends on the system.") % said)
        elif matter.kind == MatterKind.DATA_SET:
            yield Obstacle("data-left", _("%(matter)s: not archived, handed over or destroyed yet.") % said)
        elif matter.kind == MatterKind.CONTRACT:
            yield Obstacle("contract-left", _("%(matter)s: the contract is not closed yet.") % said)
        else:
            yield Obstacle("asset-left", _("%(matter)s: the asset is not accounted for yet.") % said)


def _unlisted(label: str) -> Obstacle:
    message = _("The register names %(matter)s, which is not on the list of matters.") % {"matter": label}
    return Obstacle("not-on-the-list", message)
