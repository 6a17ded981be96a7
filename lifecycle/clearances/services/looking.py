"""Looking whether addresses are gone, and writing down what was seen."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import timezone

from lifecycle.cases.enums import ClearanceKind
from lifecycle.cases.models import Case
from lifecycle.clearances.limits import reach_here
from lifecycle.clearances.models import ClearanceItem, Probe
from lifecycle.clearances.permissions import may_work_on, obstacles_of_role
from lifecycle.clearances.probes.look import Sight, look_at
from lifecycle.clearances.probes.tombstone import fingerprint
from lifecycle.clearances.rules.listing import obstacles_to_probe
from lifecycle.clearances.selectors import pictures_of, tombstone_of
from lifecycle.clearances.services.items import stream_of, take_from_register
from registry.jobs import services as jobs
from registry.jobs.models import Job
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.organisations.selectors import roles_of
from registry.refusals import refuse_if

PROBE_ALL = "clearances.probe_all"
PROBE_CASE = "clearances.probe_case"


@transaction.atomic
def ask_for_probes(*, case: Case, by: Person) -> Job:
    """Have every address of the case looked at now, in the background, those of the register included.

    Raises:
        Refused: not one's role, or the case is not being cleared.
    """
    found = obstacles_of_role(may=may_work_on(case, roles_of(by, on=timezone.localdate())))
    picture = pictures_of(case).get(ClearanceKind.ACCESS_PATHS)
    refuse_if(found + (obstacles_to_probe(picture) if picture else []))
    take_from_register(case=case, by=by)
    return jobs.add(PROBE_CASE, by=by, arguments={"case": case.number})


def probe_items(
    *, items: Iterable[ClearanceItem], by: Person | None, tell: Callable[[Probe], None] = lambda probe: None
) -> list[Probe]:
    """Look at each address once and keep every sight. Looks outside any transaction; one short transaction per look.

    ``tell`` is called after each. Safe to run twice: a second look is one more row.
    """
    reach = reach_here()
    notices: dict[int, str] = {}
    probes: list[Probe] = []
    for item in items:
        case = item.clearance.case
        if case.pk not in notices:
            notices[case.pk] = fingerprint(tombstone_of(case).encode())
        sight = look_at(item.label, reach=reach, at=timezone.now(), tombstone_sha256=notices[case.pk])
        probes.append(_keep(item, sight, by))
        tell(probes[-1])
    return probes


@transaction.atomic
def _keep(item: ClearanceItem, sight: Sight, by: Person | None) -> Probe:
    probe = Probe.objects.create(
        item=item,
        at=sight.at,
        target=sight.target,
        addresses=list(sight.addresses),
        verdict=sight.verdict,
        reason=sight.reason,
        evidence=sight.evidence,
        sha256=sight.sha256,
        by=by,
    )
    told = {"item": item.label, "reason": probe.reason, "sha256": probe.sha256}
    record(f"clearances.probed_{probe.verdict}", subject=probe, by=by, stream=stream_of(item.clearance.case), **told)
    return probe
