"""The list of what has to be gone."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lifecycle.cases.enums import ClearanceKind
from lifecycle.cases.models import Case, Clearance
from lifecycle.clearances.enums import ItemSource
from lifecycle.clearances.models import ClearanceItem
from lifecycle.clearances.permissions import may_waive, may_work_on, obstacles_of_role
from lifecycle.clearances.probes.addresses import NoAnswer
from lifecycle.clearances.probes.targets import parse_target
from lifecycle.clearances.rules.listing import obstacles_to_list, obstacles_to_remove, obstacles_to_waive
from lifecycle.clearances.rules.pictures import ItemView, Picture, normalised
from lifecycle.clearances.selectors import item_view, pictures_of, probes_of
from registry import sheets
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.organisations.selectors import roles_of
from registry.refusals import Obstacle, refuse_if

LABEL_LENGTH = 500
NOTE_LENGTH = 300
MOST_ITEMS = 5_000
ERRORS_TOLD = 20
LABEL_HEADERS = {
    ClearanceKind.ACCOUNTS: ("账号", "account", "账户", "帐号", "用户名", "登录名", "username", "login"),
    ClearanceKind.PERMISSIONS: ("权限", "permission", "权限名称", "角色", "角色名称", "role"),
    ClearanceKind.ACCESS_PATHS: ("地址", "address", "访问地址", "访问路径", "url", "access path"),
}


@dataclass(frozen=True, slots=True)
class Import:
    """``unknown_headers`` are columns of the file that were not read."""

    added: int
    known: int
    unknown_headers: list[str]


def lock(clearance: Clearance, by: Person) -> tuple[Case, Picture]:
    """Hold the case until the transaction ends, so that no attestation slips between; refuse whoever has no part in it.

    Raises:
        Refused: the person's roles do not include this.
    """
    case = Case.objects.select_related("system").select_for_update(of=("self",)).get(pk=clearance.case_id)
    refuse_if(obstacles_of_role(may=may_work_on(case, roles_of(by, on=timezone.localdate()))))
    return case, pictures_of(case)[clearance.kind]


@transaction.atomic
def add_item(*, clearance: Clearance, label: str, note: str = "", by: Person) -> ClearanceItem:
    """Put one account, permission or address on the list.

    Raises:
        Refused: not one's role, already attested, already on the list, or no address that can be probed.
    """
    case, picture = lock(clearance, by)
    label = label.strip()
    refuse_if(obstacles_to_list(picture) + _obstacles_to_label(picture, label))
    item = ClearanceItem.objects.create(
        clearance=clearance,
        label=label,
        note=note.strip()[:NOTE_LENGTH],
        source=ItemSource.ENTERED,
        added_by=by,
        added_at=timezone.now(),
    )
    record("clearances.item_added", subject=item, by=by, stream=stream_of(case), item=label, clearance=clearance.kind)
    return item


@transaction.atomic
def remove_item(*, item: ClearanceItem, by: Person) -> None:
    """Take an item off the list that should never have been on it.

    Raises:
        Refused: not one's role, already attested, named by the register, or already probed.
    """
    case, picture = lock(item.clearance, by)
    refuse_if(obstacles_to_remove(picture, _view(item)))
    told = {"item": item.label, "clearance": item.clearance.kind}
    record("clearances.item_removed", subject=item, by=by, stream=stream_of(case), **told)
    item.delete()


@transaction.atomic
def waive(*, item: ClearanceItem, reason: str, by: Person) -> ClearanceItem:
    """Let an item stay as it is, for a written reason.

    Raises:
        Refused: no role that may, whoever attested, no reason, or already waived.
    """
    case = Case.objects.select_related("system").select_for_update(of=("self",)).get(pk=item.clearance.case_id)
    found = obstacles_of_role(may=may_waive(case, roles_of(by, on=timezone.localdate())))
    item.refresh_from_db()
    picture = pictures_of(case)[item.clearance.kind]
    refuse_if(found + obstacles_to_waive(picture, _view(item), reason=reason, by=by.pk))
    item.waived_by, item.waived_at, item.waived_reason = by, timezone.now(), reason.strip()
    item.save(update_fields=["waived_by", "waived_at", "waived_reason"])
    told = {"item": item.label, "clearance": item.clearance.kind, "reason": item.waived_reason}
    record("clearances.item_waived", subject=item, by=by, stream=stream_of(case), **told)
    return item


@transaction.atomic
def take_from_register(*, case: Case, by: Person | None) -> int:
    """Put every address of the register on the list of access paths that is not there yet; how many were added.

    Does nothing, silently, while the list is fixed: what is missing then stands against verifying.
    """
    case = Case.objects.select_related("system").select_for_update(of=("self",)).get(pk=case.pk)
    picture = pictures_of(case).get(ClearanceKind.ACCESS_PATHS)
    if picture is None or not picture.unlisted or obstacles_to_list(picture):
        return 0
    _put(case.clearances.get(kind=ClearanceKind.ACCESS_PATHS), picture.unlisted, by)
    return len(picture.unlisted)


@transaction.atomic
def begin(*, clearance: Clearance) -> None:
    """Put the addresses of the register on the list of access paths the moment it exists."""
    addresses = list(clearance.case.system.access_paths.order_by("address").values_list("address", flat=True))
    if clearance.kind == ClearanceKind.ACCESS_PATHS and addresses:
        _put(clearance, addresses, by=None)


def _put(clearance: Clearance, addresses: Iterable[str], by: Person | None) -> None:
    told, now = list(addresses), timezone.now()
    ClearanceItem.objects.bulk_create(
        ClearanceItem(clearance=clearance, label=address, source=ItemSource.REGISTER, added_by=by, added_at=now)
        for address in told
    )
    case = clearance.case
    record("clearances.addresses_taken", subject=case, by=by, stream=stream_of(case), addresses=told)


def item_columns(kind: ClearanceKind) -> list[sheets.Column]:
    """What a file of items to clear holds."""
    label = "what is to be cleared, at most 500 characters; what is listed already is left alone"
    return [
        sheets.Column("item", (*LABEL_HEADERS[kind], "项目"), required=True, meaning=label),
        sheets.Column("note", ("备注", "说明", "remark"), meaning="at most 300 characters are kept"),
    ]


def import_items(*, clearance: Clearance, path: Path, name: str, by: Person) -> Import:
    """Put every row of a table on the list, or none. Columns: the item itself, and ``note`` 备注.

    Raises:
        SheetRefused: the file cannot be read, or a header is missing.
        Refused: with row and column for each of the first errors.
    """
    sheet = sheets.open_sheet(path, item_columns(ClearanceKind(clearance.kind)))
    rows = list(sheet.all_rows())
    return _import_rows(clearance, sheet, rows, name, by)


@transaction.atomic
def _import_rows(clearance: Clearance, sheet: sheets.Sheet, rows: list[sheets.Row], name: str, by: Person) -> Import:
    case, picture = lock(clearance, by)
    refuse_if(obstacles_to_list(picture))
    listed = {normalised(item.label) for item in picture.items}
    found: list[Obstacle] = []
    items: list[ClearanceItem] = []
    known, now = 0, timezone.now()
    for row in rows:
        label = row.cells["item"]
        errors = [(error.column, error.message) for error in row.errors]
        if not errors and normalised(label) in listed:
            known += 1
            continue
        errors += [(sheet.header_of("item"), one.message) for one in _obstacles_to_text(picture, label) if not errors]
        found += [_in_row(row.number, column, message) for column, message in errors]
        listed.add(normalised(label))
        note = row.cells.get("note", "")[:NOTE_LENGTH]
        items.append(
            ClearanceItem(
                clearance=clearance, label=label, note=note, source=ItemSource.IMPORTED, added_by=by, added_at=now
            )
        )
    if len(picture.items) + len(items) > MOST_ITEMS:
        found.insert(
            0, Obstacle("too-many-items", _("At most %(most)s items.") % {"most": MOST_ITEMS}, "file", "content")
        )
    refuse_if(found[:ERRORS_TOLD])
    ClearanceItem.objects.bulk_create(items, batch_size=500)
    told = {"file": name, "clearance": clearance.kind, "added": len(items), "known": known}
    record("clearances.items_imported", subject=case, by=by, stream=stream_of(case), **told)
    return Import(len(items), known, sheet.unknown_headers)


def stream_of(case: Case) -> str:
    """The ledger stream of what happens to a case's clearances; the case's own counts its commands only."""
    return f"clearances/{case.number}"


def _view(item: ClearanceItem) -> ItemView:
    return item_view(item, probes_of([item]).get(item.pk, []))


def _in_row(number: int, column: str, message: object) -> Obstacle:
    words = _("Row %(row)s, %(column)s: %(message)s") % {"row": number, "column": column, "message": message}
    return Obstacle("row", words, "file", "content")


def _obstacles_to_label(picture: Picture, label: str) -> list[Obstacle]:
    found = _obstacles_to_text(picture, label)
    if normalised(label) in {normalised(item.label) for item in picture.items}:
        found.append(Obstacle("already-listed", _("This is already on the list."), "label", "content"))
    return found


def _obstacles_to_text(picture: Picture, label: str) -> list[Obstacle]:
    if not normalised(label):
        return [Obstacle("label-missing", _("Say what has to be gone."), "label", "content")]
    if len(label) > LABEL_LENGTH:
        words = _("At most %(most)s characters.") % {"most": LABEL_LENGTH}
        return [Obstacle("label-too-long", words, "label", "content")]
    if picture.kind == ClearanceKind.ACCESS_PATHS:
        try:
            parse_target(label)
        except NoAnswer as no:
            words = _("%(address)s: %(reason)s. Write https://…, http://…, dns:host or tcp:host:port.")
            words = words % {"address": label, "reason": no.reason.label}
            return [Obstacle("not-an-address", words, "label", "content")]
    return []
