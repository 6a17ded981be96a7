"""Taking usage in: read everything, then write everything in one transaction, or nothing."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.usage.models import Receipt, UsageRow
from evaluations.usage.models.months import make_months
from evaluations.usage.rules.spacing import odd_spacing
from evaluations.usage.services.collectors import collectors_for, note_heartbeats
from evaluations.usage.services.deliveries import Delivery, delivery_of
from evaluations.usage.services.keeping import leave_rolled_out
from evaluations.usage.services.lateness import news_from, note_late
from evaluations.usage.services.reading import Reader, Typed
from evaluations.usage.services.writing import write
from registry.ledger.services import Actor, record
from registry.organisations.models import Organisation
from registry.sheets import CellError

_FAR_APART = gettext_lazy(
    "Rows of %(collector)s stand for one day each and lie %(apart)d days apart: the days between are unknown. "
    "If they stand for these too, send period_days %(apart)d."
)
_OVERLAPPING = gettext_lazy(
    "Rows of %(collector)s stand for %(period)d days and end every %(apart)d days: they overlap, and one that is missing "
    "goes unseen. Send what was counted in each %(apart)d days."
)


@dataclass(slots=True)
class Intake:
    """What became of one file, batch or log. ``written`` is false after a dry run and when errors kept everything out.

    ``errors`` holds the first thousand of ``total_errors``; ``wrong`` counts rows, which may have several. ``late`` counts those of the
    new and changed that are about days judged before, ``doubled`` those given twice word for word, ``left_out`` those of
    days that are kept by the week or month by now.
    """

    source: str
    sha256: str = ""
    new: int = 0
    changed: int = 0
    same: int = 0
    wrong: int = 0
    late: int = 0
    doubled: int = 0
    left_out: int = 0
    system_ids: set[int] = field(default_factory=set)
    first_day: date | None = None
    last_day: date | None = None
    collectors: list[str] = field(default_factory=list)
    heartbeats: int = 0
    errors: list[CellError] = field(default_factory=list)
    total_errors: int = 0
    warnings: list[str] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)
    written: bool = False

    @property
    def code(self) -> str:
        """What the ledger calls it: the start of the content's hash, or the source when there was no file."""
        return self.sha256[:16] or self.source

    @property
    def counts(self) -> dict[str, int]:
        return {"new": self.new, "changed": self.changed, "same": self.same, "wrong": self.wrong}


class Manner(TypedDict, total=False):
    """How to take in; see :func:`take_in_delivery`."""

    reporter: Organisation | None
    skip_wrong: bool
    dry_run: bool
    complete: bool


def take_in(rows: Sequence[Mapping[str, Any]], *, collector: str, by: Actor | None, **how: Unpack[Manner]) -> Intake:
    """:func:`take_in_delivery` for rows given as dictionaries of text or JSON values; errors count rows from 0."""
    return take_in_delivery(delivery_of(rows), collector=collector, by=by, **how)


def take_in_delivery(
    delivery: Delivery,
    *,
    collector: str,
    by: Actor | None,
    reporter: Organisation | None = None,
    skip_wrong: bool = False,
    dry_run: bool = False,
    complete: bool = False,
) -> Intake:
    """Validate all rows, then insert or replace them in one transaction; a period that is sent again is replaced as a whole.

    One wrong row keeps everything out unless ``skip_wrong``. ``collector`` is used for rows that name none. ``reporter`` is
    the organisation of a machine token: only systems it sponsors or operates. ``complete`` says that each collector sent all
    it knows of the periods named, so systems it watches and that are absent had zero: a heartbeat is noted for each period.
    Nothing is recorded in the ledger when nothing changed. All rows are held in memory, about 130 bytes each, so that no
    file is read while the database is locked.

    Raises:
        CollectorTaken: ``reporter`` speaks for another organisation's collector.
    """
    reader = Reader(timezone.localdate(), collector, reporter, delivery.headers)
    for block in delivery.blocks:
        reader.read(block)
    good = reader.finish()
    intake = Intake(delivery.name, delivery.sha256, wrong=reader.wrong_rows, errors=reader.errors)
    intake.unknown_columns = list(delivery.unknown_columns)
    intake.total_errors = reader.total_errors
    _describe(intake, good)
    if reader.repeated:
        intake.doubled = sum(reader.repeated.values())
        intake.warnings.append(_("%(rows)d rows were repeated word for word.") % {"rows": intake.doubled})
    intake.warnings += _oddly_spaced(good)
    if reader.wrong_rows and not skip_wrong and not dry_run:
        return intake
    if complete and reader.wrong_rows:
        complete = False
        intake.warnings.append(_("Rows were skipped, so the rest does not count as complete: no heartbeat was noted."))
    if not dry_run:
        make_months(
            {day for block in good for day in block.days}
        )  # by itself, so that nobody waits for it as long as for the rows
    with transaction.atomic():
        _write(intake, good, reader.repeated, reporter=reporter, complete=complete, by=by)
        intake.warnings += _overlaps(intake)
        intake.same += intake.doubled
        if dry_run:
            transaction.set_rollback(True)
    intake.written = not dry_run
    return intake


def _describe(intake: Intake, good: list[Typed]) -> None:
    intake.system_ids = {system for block in good for system in set(block.systems)}
    intake.collectors = sorted({code for block in good for code in set(block.collectors)})
    if good:
        intake.first_day = min(min(block.days) for block in good)
        intake.last_day = max(max(block.days) for block in good)


def _write(
    intake: Intake,
    good: list[Typed],
    repeated: Mapping[str, int],
    *,
    reporter: Organisation | None,
    complete: bool,
    by: Actor | None,
) -> None:
    ids = collectors_for(intake.collectors, reporter=reporter, speaks_for_them=complete)
    periods = _periods(good, ids) if complete else set()
    left_out = leave_rolled_out(good, ids)
    if left_out:
        intake.left_out = sum(left_out.values())
        message = _(
            "%(rows)d rows were left out: their days are kept by the week or month. To correct one, send its whole week or month."
        )
        intake.warnings.append(message % {"rows": intake.left_out})
    parted = _by_collector(good, intake.collectors)
    outcomes = {code: write(blocks, ids) for code, blocks in parted.items()}
    judged = _note_late(good) if any(each.new or each.changed for each in outcomes.values()) else None
    receipts = []
    for code, blocks in parted.items():
        written = outcomes[code]
        intake.new, intake.changed = intake.new + written.new, intake.changed + written.changed
        intake.same += written.same
        late = min(_judged_rows(blocks, judged), written.new + written.changed)
        intake.late += late
        days = [day for block in blocks for day in (min(block.days), max(block.days))]
        receipts.append(
            Receipt(
                collector_id=ids[code],
                source=intake.source[:500],
                delivery_sha256=intake.sha256,
                first_day=min(days, default=None),
                last_day=max(days, default=None),
                new=written.new,
                changed=written.changed,
                same=written.same + repeated.get(code, 0),
                late=late,
                doubled=repeated.get(code, 0),
                left_out=left_out.get(code, 0),
            )
        )
    Receipt.objects.bulk_create(receipts)
    if complete:
        intake.heartbeats = note_heartbeats(periods)
    if intake.new or intake.changed or intake.heartbeats:
        record(
            "usage.taken_in",
            subject=intake,
            by=by,
            source=intake.source,
            sha256=intake.sha256,
            rows=intake.counts,
            heartbeats=intake.heartbeats,
            collectors=intake.collectors,
            days=[intake.first_day, intake.last_day],
            systems=len(intake.system_ids),
        )


def _periods(good: Sequence[Typed], ids: Mapping[str, int]) -> set[tuple[int, date, int]]:
    return {
        (ids[code], day, length)
        for block in good
        for code, day, length in zip(block.collectors, block.days, block.periods, strict=True)
    }


def _by_collector(good: Sequence[Typed], codes: Sequence[str]) -> dict[str, list[Typed]]:
    """Which rows are whose; nothing is copied when all are one collector's."""
    if len(codes) == 1:
        return {codes[0]: [block for block in good if len(block)]}
    parted: dict[str, list[Typed]] = {code: [] for code in codes}
    for block in good:
        for code in set(block.collectors):
            parted[code].append(block.where([each == code for each in block.collectors]))
    return parted


def _judged_rows(blocks: Sequence[Typed], judged: date | None) -> int:
    return 0 if judged is None else sum(day <= judged for block in blocks for day in block.days)


def _note_late(good: list[Typed]) -> date | None:
    """Note the systems of rows that reach back to days that were judged; through which day they were.

    Asked once the rows are written: three statements at most.
    """
    judged = news_from(min(min(block.days) - timedelta(days=max(block.periods) - 1) for block in good if len(block)))
    if judged is not None and any(len(block) and min(block.days) <= judged for block in good):
        note_late(
            systems={
                system for block in good for day, system in zip(block.days, block.systems, strict=True) if day <= judged
            }
        )
    return judged


def _oddly_spaced(good: Sequence[Typed]) -> list[str]:
    """A warning per collector and length of rows that cannot stand for what they say they stand for."""
    days: dict[tuple[str, int], dict[int, list[date]]] = defaultdict(lambda: defaultdict(list))
    for block in good:
        for code, length, system, day in zip(block.collectors, block.periods, block.systems, block.days, strict=True):
            days[code, length][system].append(day)
    warnings = []
    for (code, length), told in sorted(days.items()):
        if not (spacing := odd_spacing(length, told)):
            continue
        message = _OVERLAPPING if spacing.overlaps else _FAR_APART
        warnings.append(str(message) % {"collector": code, "period": length, "apart": spacing.apart})
    return warnings


def _overlaps(intake: Intake) -> list[str]:
    """A warning per collector whose rows of different lengths meet on the same systems in the intake's days; two queries."""
    if intake.first_day is None or intake.last_day is None:
        return []
    rows = UsageRow.objects.filter(
        collector__code__in=intake.collectors, day__range=(intake.first_day, intake.last_day)
    )
    lengths = rows.values("collector__code").annotate(lengths=Count("period_days", distinct=True)).filter(lengths__gt=1)
    if not lengths:
        return []
    each = rows.values("collector__code", "system").annotate(lengths=Count("period_days", distinct=True))
    mixed = Counter(each.filter(lengths__gt=1).values_list("collector__code", flat=True))
    return [
        _(
            "%(collector)s gave rows of different lengths for %(systems)d systems; where they overlap, the finer is read."
        )
        % {"collector": code, "systems": systems}
        for code, systems in sorted(mixed.items())
    ]
