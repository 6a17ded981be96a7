"""What was seen again after the shutdown."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from lifecycle.cases.enums import ClearanceKind, TaskState
from lifecycle.cases.models import Case
from lifecycle.clearances.enums import Verdict
from lifecycle.clearances.limits import limits_here
from lifecycle.clearances.models import ClearanceItem, Probe
from lifecycle.clearances.rules.observing import due_days


@dataclass(frozen=True)
class Seen:
    """One address on one due day. ``probe``: the first look since that says *gone*; None: there is none yet."""

    item: ClearanceItem
    probe: Probe | None


@dataclass(frozen=True)
class DueDay:
    """A day on which every address had to be looked at again."""

    on: date
    seen: list[Seen]

    @property
    def is_clean(self) -> bool:
        return all(each.probe for each in self.seen)


@dataclass(frozen=True)
class Observation:
    """The period after the shutdown. ``returned``: looks since the shutdown that found something, the newest first."""

    began_on: date
    ends_on: date | None
    days: list[DueDay]
    returned: list[Probe]


def shut_down_on(case: Case) -> date | None:
    """The day the shutdown was last confirmed. One query."""
    done = case.tasks.filter(step="shutdown", state=TaskState.DONE).values_list("done_at", flat=True)
    at = done.order_by("-done_at").first()
    return timezone.localdate(at) if at else None


def due_days_of(case: Case) -> tuple[date, ...]:
    """The days of the case on which its addresses are looked at again; none before the shutdown. One query."""
    began_on = shut_down_on(case)
    return due_days(began_on, limits_here().observation_days) if began_on else ()


def observation_of(case: Case) -> Observation | None:
    """None before the shutdown. Two queries, and one for each due day."""
    began_on = shut_down_on(case)
    if began_on is None:
        return None
    items = list(ClearanceItem.objects.filter(clearance__case=case, clearance__kind=ClearanceKind.ACCESS_PATHS))
    due = [item for item in sorted(items, key=lambda item: item.pk) if item.waived_by_id is None]
    probes = Probe.objects.filter(item__in=items, at__gte=_begin(began_on)).select_related("item__clearance__case")
    returned = list(probes.filter(verdict=Verdict.STILL_THERE).order_by("-at", "-id")[:20])
    days = []
    for day in due_days(began_on, limits_here().observation_days):
        first: dict[int, Probe] = {}
        for probe in probes.filter(verdict=Verdict.GONE, at__gte=_begin(day)).order_by("-at", "-id"):
            first[probe.item_id] = probe
        days.append(DueDay(day, [Seen(item, first.get(item.pk)) for item in due]))
    return Observation(began_on, case.observation_ends_on, days, returned)


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
