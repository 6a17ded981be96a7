"""Collectors, and what they say about having been up."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from evaluations.usage.enums import CollectorKind
from evaluations.usage.errors import CollectorTaken
from evaluations.usage.models import Collector, Heartbeat
from evaluations.usage.services.lateness import news_from, note_late
from registry.ledger.services import Actor, record
from registry.organisations.models import Organisation


def collectors_for(
    codes: Sequence[str], *, reporter: Organisation | None, speaks_for_them: bool = False
) -> dict[str, int]:
    """``{code: id}``, making those not known yet; new ones belong to ``reporter``. Three queries at most.

    A program may add rows through a collector that nobody owns, but a statement about the collector itself (it was up, it sent
    everything) turns silence into zeros for all it watches: that is for the organisation that owns it.

    Raises:
        CollectorTaken: ``reporter`` may not use, or not speak for, one of them.
    """
    known = {each.code: each for each in Collector.objects.filter(code__in=codes)}
    for code, collector in known.items() if reporter else ():
        others = collector.organisation_id not in {None, reporter.pk if reporter else None}
        if others or (speaks_for_them and collector.organisation_id is None):
            raise CollectorTaken.because(_("The collector “%(code)s” is not your organisation's.") % {"code": code})
    missing = [code for code in codes if code not in known]
    if missing:
        Collector.objects.bulk_create(
            [Collector(code=code, organisation=reporter) for code in missing], ignore_conflicts=True
        )
        known |= {each.code: each for each in Collector.objects.filter(code__in=missing)}
    return {code: collector.pk for code, collector in known.items()}


def note_heartbeats(periods: Iterable[tuple[int, date, int]]) -> int:
    """Note ``(collector id, day, period_days)`` as up; how many were not known before. Those of days judged already are late."""
    told = sorted(periods)
    before = Heartbeat.objects.count()
    Heartbeat.objects.bulk_create(
        [Heartbeat(collector_id=collector, day=day, period_days=length) for collector, day, length in told],
        ignore_conflicts=True,
        batch_size=1000,
    )
    news = Heartbeat.objects.count() - before
    judged = news_from(min(day - timedelta(days=length - 1) for _pk, day, length in told)) if news else None
    if judged is not None:
        note_late(collectors={pk for pk, day, length in told if day - timedelta(days=length - 1) <= judged})
    return news


@transaction.atomic
def beat_heart(
    *,
    collector: str,
    days: Sequence[date],
    by: Actor | None,
    period_days: int = 1,
    reporter: Organisation | None = None,
) -> int:
    """A collector says it was up on ``days`` for everything it watches; how many of them are news. Safe to send twice.

    Raises:
        CollectorTaken: the collector is not ``reporter``'s.
    """
    ids = collectors_for([collector], reporter=reporter, speaks_for_them=True)
    news = note_heartbeats((ids[collector], day, period_days) for day in set(days))
    if news:
        record(
            "usage.heart_beaten",
            subject=Collector(code=collector),
            by=by,
            days=[min(days), max(days)],
            period_days=period_days,
            heartbeats=news,
        )
    return news


@transaction.atomic
def set_kind(*, collector: Collector, kind: CollectorKind, by: Actor | None) -> Collector:
    """Say whether a machine counted or somebody sent figures: reported figures are held against counted ones."""
    before = Collector.objects.select_for_update().get(pk=collector.pk).kind
    collector.kind = kind
    collector.save(update_fields=["kind"])
    if kind != before:
        record("usage.collector_kind_set", subject=collector, by=by, kind=[before, str(kind)])
    return collector
