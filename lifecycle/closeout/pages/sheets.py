"""The parts of the page, put together for the template."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from lifecycle.cases.models import Case
from lifecycle.closeout.enums import MatterKind
from lifecycle.closeout.forms import AcceptForm, EmptyForm, HandOverForm, MatterForm, StatementForm
from lifecycle.closeout.models import Acceptance, HandOverItem
from lifecycle.closeout.pages.frame import Deed, before
from lifecycle.closeout.permissions import settlers, takers
from lifecycle.closeout.rules.handing_over import HandOverView, obstacles_to_accept
from lifecycle.closeout.rules.leaving import Closeout
from lifecycle.closeout.rules.settling import obstacles_to_work
from lifecycle.closeout.selectors import hand_over_of, matters_of, part_of, settled, successor_of
from lifecycle.closeout.selectors.matters import Settled
from registry.forms import RefusableForm
from registry.organisations.models import Person
from registry.systems.models import System

HEADINGS = {
    MatterKind.DEPENDANT: _("Dependants"),
    MatterKind.DATA_SET: _("Data"),
    MatterKind.CONTRACT: _("Contracts"),
    MatterKind.ASSET: _("Assets"),
}
LEADS = {
    MatterKind.DEPENDANT: _(
        "Who draws on the system. Each has moved, ended, or is waived for a reason before the shutdown."
    ),
    MatterKind.DATA_SET: _(
        "Archived or handed over with a receipt, or destroyed before a witness, before the shutdown."
    ),
    MatterKind.CONTRACT: _("Terminated, expired or transferred before the case ends."),
    MatterKind.ASSET: _("Servers, domain names, certificates, numbers, licences: accounted for before the case ends."),
}


@dataclass(frozen=True)
class Sheet:
    """The matters of one kind."""

    kind: str
    heading: Any
    lead: Any
    matters: list[Settled]


@dataclass(frozen=True)
class HandOverSheet:
    """The hand-over list of a merge, with the newest acceptance."""

    view: HandOverView
    successor: System
    items: list[HandOverItem]
    acceptance: Acceptance | None


def matter_sheets(case: Case) -> list[Sheet]:
    """One for each kind, also where there is nothing. Two queries."""
    found = settled(matters_of(case))
    return [
        Sheet(kind, HEADINGS[kind], LEADS[kind], [each for each in found if each.matter.kind == kind])
        for kind in MatterKind
    ]


def hand_over_sheet(case: Case) -> HandOverSheet | None:
    """None unless the system is merged into another."""
    view, successor = hand_over_of(case), successor_of(case)
    if view is None or successor is None:
        return None
    items = HandOverItem.objects.filter(case=case).select_related("added_by").order_by("id")
    acceptance = Acceptance.objects.filter(case=case).select_related("by", "drawn_up_by").order_by("-at", "-id").first()
    return HandOverSheet(view, successor, list(items), acceptance)


def deeds_of(case: Case, person: Person, closeout: Closeout, *, bound: Mapping[str, RefusableForm]) -> list[Deed]:
    """``bound``: {deed: a form that was sent and refused}, shown again with what is wrong."""
    against = before([*part_of(case, person, settlers(case)).obstacles, *obstacles_to_work(case.state)])
    deeds = [
        Deed("add", _("Add a matter"), bound.get("add") or MatterForm(prefix="add"), against),
    ]
    if closeout.unlisted:
        deeds.append(Deed("take", _("Take what was registered since"), EmptyForm(prefix="take"), against))
    has_data = any(matter.kind == MatterKind.DATA_SET for matter in closeout.matters)
    if not has_data and MatterKind.DATA_SET not in closeout.nothing_held:
        form = bound.get("nothing") or StatementForm(prefix="nothing")
        deeds.append(Deed("nothing", _("State that it holds no data"), form, against))
    if closeout.hand_over:
        form = bound.get("hand-over") or HandOverForm(prefix="hand-over")
        deeds.append(Deed("hand-over", _("Add to the hand-over list"), form, against))
        deeds.append(_accept(case, person, closeout.hand_over, bound))
    return deeds


def _accept(case: Case, person: Person, view: HandOverView, bound: Mapping[str, RefusableForm]) -> Deed:
    successor = successor_of(case)
    part = part_of(case, person, takers(successor) if successor else {})
    against = [
        *part.obstacles,
        *obstacles_to_accept(view, by=person.pk, read_sha256=""),
        *obstacles_to_work(case.state),
    ]
    form = bound.get("accept") or AcceptForm(prefix="accept", initial={"read_sha256": view.list_sha256})
    return Deed("accept", _("Accept the hand-over list"), form, before(against))
