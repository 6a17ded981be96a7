"""Events as nodes: whether their chain holds, and which checkpoint sealed them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from evaluations.tracing.nodes import Node, Seal
from registry.checkpoints.models import SealedHead
from registry.checkpoints.selectors import verify_with_checkpoints
from registry.ledger.chain import HASHED_FIELDS, digest
from registry.ledger.models import Event


class Chain:
    """One stream of the ledger with its checkpoints. Six queries."""

    def __init__(self, stream: str) -> None:
        self.stream = stream
        self.events = list(Event.objects.filter(stream=stream).order_by("seq"))
        self.verification = verify_with_checkpoints(stream=stream)
        sealed = SealedHead.objects.filter(stream=stream).select_related("checkpoint").order_by("seq")
        self._seals = list(sealed)

    def node(self, event: Event) -> Node:
        """An event with its hash computed again, and the checkpoint that first sealed it."""
        fits = digest({name: getattr(event, name) for name in HASHED_FIELDS}) == event.hash
        node = Node(
            "event",
            event.sentence,
            at=event.at,
            who=event.actor_name or _("the program"),
            facts=[(_("Stream and number"), str(event).partition(" ")[0])],
            seals=[Seal(_("Hash of the event"), event.hash, fits)],
        )
        sealing = next((each for each in self._seals if each.seq >= event.seq), None)
        if sealing is not None:
            checkpoint = sealing.checkpoint
            title = _("Sealed by checkpoint %(number)s") % {"number": checkpoint.number}
            node.children.append(Node("checkpoint", title, at=checkpoint.at))
        return node

    def nodes(self, events: Iterable[Event]) -> list[Node]:
        return [self.node(event) for event in events]

    def with_entry(self, name: str, value: str) -> list[Node]:
        """The events whose data has ``value`` under ``name``: what recorded the filing of a row."""
        return self.nodes(event for event in self.events if event.data.get(name) == value)

    def whole(self) -> Node:
        """The stream itself: whether it holds, how far it is sealed, and every event."""
        last = self._seals[-1] if self._seals else None
        sealed = (
            _("up to number %(seq)s") % {"seq": last.seq} if last else _("not yet: the next checkpoint is made tonight")
        )
        node = Node(
            "chain",
            _("Record of the case, %(count)s events") % {"count": len(self.events)},
            facts=[(_("Stream"), self.stream), (_("Sealed"), sealed)],
            children=self.nodes(self.events),
        )
        if self.verification.breaks:
            node.warning = _("The chain does not hold: an event was altered, removed or inserted.")
        return node
