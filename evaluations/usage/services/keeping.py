"""Rows of days that are no longer kept by the day, and the rule how long they are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import connection, transaction

from evaluations.usage.models import Keeping, RollUp, UsageRow
from evaluations.usage.rules.keeping import Rule, obstacles_to_keep
from evaluations.usage.services.reading import Typed
from registry.ledger.services import Actor, record
from registry.refusals import refuse_if

_LOCK = f"LOCK TABLE {UsageRow._meta.db_table} IN ROW EXCLUSIVE MODE"


def leave_rolled_out(good: Sequence[Typed], ids: Mapping[str, int]) -> Counter[str]:
    """Take rows out, in place, that reach into a period which was put together from such rows; how many, by collector.

    A row of just such a period stays: it replaces what was put together. Two queries, and only when some row is as old as that;
    held against a roll-up that runs at the same time.
    """
    through = RollUp.objects.order_by("-through").values_list("through", flat=True).first()
    if through is None or not any(min(block.days) - _reach(block) <= through for block in good):
        return Counter()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_LOCK)
    rolled = _rolled(good, ids)
    left_out: Counter[str] = Counter()
    for block in good:
        wanted = []
        for day, system, code, length in zip(block.days, block.systems, block.collectors, block.periods, strict=True):
            meets = any(
                first <= day
                and day - timedelta(days=length - 1) <= last
                and (last, (last - first).days + 1) != (day, length)
                for first, last in rolled.get((system, ids[code]), ())
            )
            wanted.append(not meets)
            left_out[code] += meets
        block.keep(wanted)
    return +left_out


def _reach(block: Typed) -> timedelta:
    return timedelta(days=max(block.periods) - 1)


def _rolled(good: Sequence[Typed], ids: Mapping[str, int]) -> dict[tuple[int, int], list[tuple[date, date]]]:
    """What was put together of the collectors around the days, by system and collector: first and last day of each period."""
    first = min(min(block.days) - _reach(block) for block in good)
    last = max(max(block.days) for block in good)
    rows = UsageRow.objects.filter(
        collector__in=ids.values(), day__range=(first, last + timedelta(days=_LONGEST)), day_bound__isnull=False
    )
    found: dict[tuple[int, int], list[tuple[date, date]]] = {}
    for system, collector, day, length in rows.values_list("system", "collector", "day", "period_days"):
        found.setdefault((system, collector), []).append((day - timedelta(days=length - 1), day))
    return found


_LONGEST = 35
"""Days of the longest period that is put together: five weeks."""


@transaction.atomic
def keep_for(*, rule: Rule, today: date, by: Actor | None) -> Keeping:
    """Say how long usage is kept, from a day on. What has been put together stays so.

    Raises:
        Refused: the day is past or taken, or the periods are too short.
    """
    taken = Keeping.objects.filter(effective_on=rule.effective_on).exists()
    refuse_if(obstacles_to_keep(rule, today=today, taken=taken))
    before = Keeping.objects.filter(effective_on__lte=rule.effective_on).first()
    kept = Keeping.objects.create(
        effective_on=rule.effective_on,
        daily_days=rule.daily_days,
        weekly_days=rule.weekly_days,
        provenance=rule.provenance,
        source=rule.source,
    )
    record(
        "usage.keeping_set",
        subject=kept,
        by=by,
        effective_on=rule.effective_on,
        daily_days=[before.daily_days if before else None, rule.daily_days],
        weekly_days=[before.weekly_days if before else None, rule.weekly_days],
        source=rule.source,
    )
    return kept
