"""The three groups of the clearance page, put together for the template."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.enums import ClearanceKind, ClearanceState
from lifecycle.cases.models import Case, Clearance
from lifecycle.cases.selectors import allowed_actions
from lifecycle.clearances.enums import Verdict
from lifecycle.clearances.forms import ImportForm, ItemForm, ListForm, RejectForm, StatementForm, VerifyForm
from lifecycle.clearances.limits import limits_here
from lifecycle.clearances.models import FreshList
from lifecycle.clearances.permissions import may_waive, may_work_on, obstacles_of_role
from lifecycle.clearances.rules.listing import (
    obstacles_to_list,
    obstacles_to_probe,
    obstacles_to_remove,
    obstacles_to_waive,
)
from lifecycle.clearances.rules.pictures import ItemView, Picture, streak_of
from lifecycle.clearances.rules.proof import obstacles_left
from lifecycle.clearances.selectors import pictures_of
from lifecycle.clearances.selectors.report import ClearanceResult, ItemResult, results_of
from registry.forms import RefusableForm
from registry.organisations.models import Person
from registry.organisations.selectors import roles_of
from registry.refusals import Obstacle

TO_DO = {
    ClearanceKind.ACCOUNTS: _("close the account"),
    ClearanceKind.PERMISSIONS: _("withdraw the permission"),
    ClearanceKind.ACCESS_PATHS: _("switch the address off"),
}
LEADS = {
    ClearanceKind.ACCOUNTS: _(
        "Every account of the system. Proof is a fresh export of all accounts in which none of them is left."
    ),
    ClearanceKind.PERMISSIONS: _(
        "Every permission other systems gave it, and it gave others. Proof is a fresh export in which none of them is left."
    ),
    ClearanceKind.ACCESS_PATHS: _(
        "Every address by which it can be reached. It takes probes to prove: only what is provably gone counts, unknown does not."
    ),
}
VERDICT_TONES = {Verdict.GONE: "good", Verdict.STILL_THERE: "bad", Verdict.UNKNOWN: "warn"}
STATE_TONES = {ClearanceState.OPEN: "warn", ClearanceState.ATTESTED: "info", ClearanceState.VERIFIED: "good"}

Found = Mapping[tuple[str, str], tuple[Obstacle, ...]]


@dataclass(frozen=True)
class Line:
    """One item as a row of the table."""

    result: ItemResult
    to_do: Any
    outcome: Any
    tone: str
    streak: int
    may_remove: bool
    may_waive: bool


@dataclass(frozen=True)
class Deed:
    """One form of a group. ``obstacles``: why it cannot be sent now; ``shown``: whether it is this person's at all."""

    name: str
    label: Any
    form: RefusableForm
    obstacles: tuple[Obstacle, ...]
    shown: bool
    primary: bool = False
    is_upload: bool = False


@dataclass(frozen=True)
class Group:
    """One clearance: its lines, its deeds, and what keeps anybody from verifying it."""

    clearance: Clearance
    lead: Any
    tone: str
    newest_list: FreshList | None
    lines: list[Line]
    missing: list[Obstacle]
    deeds: list[Deed]


def groups_of(case: Case, person: Person, *, bound: Mapping[str, RefusableForm]) -> list[Group]:
    """``bound``: {``<kind>-<deed>``: a form that was sent and refused}, shown again with what is wrong."""
    pictures, now = pictures_of(case), timezone.now()
    memberships = roles_of(person, on=timezone.localdate())
    works, waives = may_work_on(case, memberships), may_waive(case, memberships)
    found: Found = {(action.name, action.target): action.obstacles for action in allowed_actions(case, person)}
    return [
        Group(
            clearance=result.clearance,
            lead=LEADS[ClearanceKind(result.clearance.kind)],
            tone=STATE_TONES[ClearanceState(result.clearance.state)],
            newest_list=result.newest_list,
            lines=_lines(result, pictures[result.clearance.kind], person, works=works, waives=waives),
            missing=obstacles_left(pictures[result.clearance.kind], at=now, limits=limits_here()),
            deeds=list(_deeds(case, pictures[result.clearance.kind], found, bound, works=works)),
        )
        for result in results_of(case)
    ]


def _lines(result: ClearanceResult, picture: Picture, person: Person, *, works: bool, waives: bool) -> list[Line]:
    views = {view.label: view for view in picture.items}
    lines = []
    for one in result.items:
        view = views[one.item.label]
        outcome, tone = _outcome(one, view, picture)
        against = obstacles_to_waive(picture, view, reason="", by=person.pk)
        lines.append(
            Line(
                result=one,
                to_do=_("nothing: waived") if view.is_waived else TO_DO[ClearanceKind(picture.kind)],
                outcome=outcome,
                tone=tone,
                streak=streak_of(view.looks).count,
                may_remove=works and not obstacles_to_remove(picture, view),
                may_waive=waives and all(obstacle.kind == "content" for obstacle in against),
            )
        )
    return lines


def _outcome(one: ItemResult, view: ItemView, picture: Picture) -> tuple[Any, str]:
    if view.is_waived:
        return _("waived"), "neutral"
    if picture.kind == ClearanceKind.ACCESS_PATHS:
        if one.last is None:
            return _("not probed yet"), "warn"
        return one.last.get_verdict_display(), VERDICT_TONES[Verdict(one.last.verdict)]
    if picture.newest_list is None:
        return _("no list yet"), "warn"
    if one.item.label in picture.newest_list.remaining:
        return _("still in the list"), "bad"
    return _("not in the list"), "good"


def _deeds(
    case: Case, picture: Picture, found: Found, bound: Mapping[str, RefusableForm], *, works: bool
) -> Iterable[Deed]:
    kind = picture.kind
    initial = {"version": case.version}
    role = tuple(obstacles_of_role(may=works))

    def deed(name: str, label: Any, form: type[RefusableForm], obstacles: Iterable[Obstacle], **more: Any) -> Deed:
        place = f"{kind}-{name}"
        filled = bound.get(place) or form(prefix=place, initial=initial if issubclass(form, _VERSIONED) else None)
        told = tuple(obstacles)
        return Deed(name, label, filled, told, all(one.kind != "who" for one in told), **more)

    listing = role + tuple(obstacles_to_list(picture))
    if not obstacles_to_list(picture):
        yield deed("item", _("Add an item"), ItemForm, listing)
        yield deed("import", _("Import items"), ImportForm, listing, is_upload=True)
    if kind != ClearanceKind.ACCESS_PATHS:
        against = role + tuple(obstacles_to_probe(picture))
        yield deed("list", _("Bring a fresh list"), ListForm, against, is_upload=True)
    for name, label, form in (
        ("attest", _("Attest that all is cleared"), StatementForm),
        ("verify", _("Verify"), VerifyForm),
        ("reject", _("Send back"), RejectForm),
    ):
        if (name, kind) in found and _is_next(name, picture):
            yield deed(name, label, form, found[name, kind], primary=name != "reject")


_VERSIONED = (StatementForm, VerifyForm, RejectForm)


def _is_next(name: str, picture: Picture) -> bool:
    """Whether the act fits the clearance's state, so that a page does not show what nobody could do."""
    return (
        picture.state
        in {
            "attest": {ClearanceState.OPEN},
            "verify": {ClearanceState.ATTESTED},
            "reject": {ClearanceState.ATTESTED, ClearanceState.VERIFIED},
        }[name]
    )
