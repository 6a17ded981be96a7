"""Reading clearances: pictures for the rules, rows for pages, API and report."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber

from lifecycle.cases.enums import ClearanceKind, DecisionOutcome, DutyKind, State
from lifecycle.cases.models import Case, Clearance
from lifecycle.clearances.enums import Verdict
from lifecycle.clearances.models import ClearanceItem, FreshList, Probe
from lifecycle.clearances.probes.tombstone import tombstone
from lifecycle.clearances.rules.pictures import ItemView, ListView, Look, Picture
from registry.systems.models import System

EXECUTING = frozenset({DutyKind.ATTEST, DutyKind.CLOSEOUT})
LOOKS_READ = 50  # of one item: twelve days of the schedule, far beyond any streak that is asked for


def clearance_of(case: Case, kind: str) -> Clearance:
    """
    Raises:
        Clearance.DoesNotExist: the case has not come that far, or there is no such kind.
    """
    return Clearance.objects.select_related("case__system", "attested_by", "verified_by").get(case=case, kind=kind)


def items_of(clearances: Iterable[Clearance]) -> QuerySet[ClearanceItem]:
    return ClearanceItem.objects.filter(clearance__in=list(clearances)).select_related(
        "clearance__case", "added_by", "waived_by"
    )


CLEARING = (State.CLEARANCE, State.SHUTDOWN)


def items_to_probe(*states: State) -> QuerySet[ClearanceItem]:
    """Every address that is not waived, of every case in one of ``states``: unsaid, those that are being cleared."""
    return (
        ClearanceItem.objects.filter(
            clearance__kind=ClearanceKind.ACCESS_PATHS,
            clearance__case__state__in=states or CLEARING,
            waived_by__isnull=True,
        )
        .select_related("clearance__case__system")
        .order_by("clearance__case__number", "id")
    )


def probes_of(items: Iterable[ClearanceItem]) -> dict[int, list[Probe]]:
    """{item: its newest probes, newest first}. One query."""
    turn = Window(RowNumber(), partition_by="item", order_by=["-at", "-id"])
    newest = Probe.objects.filter(item__in=[item.pk for item in items]).annotate(turn=turn).filter(turn__lte=LOOKS_READ)
    found: dict[int, list[Probe]] = defaultdict(list)
    for probe in newest.select_related("by").order_by("item", "-at", "-id"):
        found[probe.item_id].append(probe)
    return dict(found)


def newest_lists(clearances: Iterable[Clearance]) -> dict[int, FreshList]:
    """{clearance: the list that was exported last}. One query."""
    lists = FreshList.objects.filter(clearance__in=list(clearances)).select_related("by", "clearance__case")
    return {one.clearance_id: one for one in lists.order_by("exported_at", "id")}


def pictures_of(case: Case) -> dict[str, Picture]:
    """{kind: picture} of the clearances the case has, in their order. Six queries."""
    clearances = list(case.clearances.order_by("id"))
    items = list(ClearanceItem.objects.filter(clearance__in=clearances).order_by("id"))
    probes = probes_of(items)
    lists = newest_lists(clearances)
    addresses = list(case.system.access_paths.values_list("address", flat=True))
    views: dict[int, list[ItemView]] = defaultdict(list)
    for item in items:
        views[item.clearance_id].append(item_view(item, probes.get(item.pk, [])))
    duties = list(case.duties.values_list("kind", "person_id"))
    return {
        one.kind: replace(
            _picture(case, one, tuple(views[one.pk]), lists.get(one.pk), addresses),
            executors=frozenset(person for kind, person in duties if kind in EXECUTING),
            recused=frozenset(person for kind, person in duties if kind == DutyKind.RECUSED),
        )
        for one in clearances
    }


def item_view(item: ClearanceItem, probes: Iterable[Probe]) -> ItemView:
    looks = tuple(Look(probe.at, probe.verdict, probe.reason) for probe in probes)
    return ItemView(item.label, item.source, item.waived_by_id, looks)


def _picture(
    case: Case, clearance: Clearance, items: tuple[ItemView, ...], fresh: FreshList | None, addresses: list[str]
) -> Picture:
    listed = {item.label for item in items}
    return Picture(
        kind=clearance.kind,
        label=str(clearance.get_kind_display()),
        case_state=case.state,
        state=clearance.state,
        attested_by=clearance.attested_by_id,
        attested_at=clearance.attested_at,
        statement=clearance.statement,
        items=items,
        newest_list=_list_view(fresh) if fresh else None,
        unlisted=tuple(address for address in addresses if address not in listed)
        if clearance.kind == ClearanceKind.ACCESS_PATHS
        else (),
    )


def _list_view(fresh: FreshList) -> ListView:
    labels = frozenset(str(one["label"]) for one in fresh.remaining)
    return ListView(fresh.exported_at, fresh.received_at, fresh.by_id, labels)


def tombstone_of(case: Case) -> str:
    """The notice that may stand where the system was."""
    return tombstone(system=case.system.name, case_number=case.number, successor=_successor_of(case))


def _successor_of(case: Case) -> str:
    """The system it was decided to merge into, else what the submission names."""
    decision = case.decisions.first()
    if decision and decision.outcome == DecisionOutcome.MERGE:
        code = str(decision.details.get("successor", ""))
        return System.objects.filter(code=code).values_list("name", flat=True).first() or code
    submission = case.submissions.order_by("-round").first()
    return str(submission.content.get("successor") or "") if submission else ""


def first_seen_there(probes: Iterable[Probe]) -> datetime | None:
    """When the item was last seen to answer; None means that no probe from here ever saw it, which weakens *gone*."""
    return next((probe.at for probe in probes if probe.verdict == Verdict.STILL_THERE), None)


def basis_of(clearance: Clearance) -> tuple[dict[str, str | int], ...]:
    """What a verification now would rest on: for each item its newest probe or its waiver, or the newest list.

    ``{"probe", "item", "sha256"}``, ``{"waived", "reason"}``, ``{"list", "sha256"}``; where nothing is on the list
    ``{"statement_sha256"}``. Four queries.
    """
    items = list(ClearanceItem.objects.filter(clearance=clearance).order_by("id"))
    basis: list[dict[str, str | int]] = [
        {"waived": item.label, "reason": item.waived_reason} for item in items if item.waived_by_id
    ]
    due = [item for item in items if not item.waived_by_id]
    if clearance.kind == ClearanceKind.ACCESS_PATHS:
        newest = {item: probes[0] for item, probes in probes_of(due).items()}
        basis += [
            {"probe": newest[item.pk].pk, "item": item.label, "sha256": newest[item.pk].sha256}
            for item in due
            if item.pk in newest
        ]
    elif fresh := newest_lists([clearance]).get(clearance.pk):
        basis.append({"list": fresh.pk, "sha256": fresh.sha256})
    if not items and not basis:
        basis.append({"statement_sha256": hashlib.sha256(clearance.statement.encode()).hexdigest()})
    return tuple(basis)
