"""What people say of an incident; the next sweep goes by it. Each act ends in one event on the stream ``findings``."""

from django.db import transaction
from django.utils import timezone

from evaluations.findings.enums import IncidentState
from evaluations.findings.models import Incident
from evaluations.findings.rules.acts import obstacles_to_reason
from evaluations.findings.rules.incidents import obstacles_to_confirm_incident, obstacles_to_reject_incident
from evaluations.findings.selectors.acts import officer_of
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import VersionChanged, refuse_if


@transaction.atomic
def confirm_incident(*, incident: Incident, reason: str, by: Person, expected_version: int | None = None) -> Incident:
    """Say that the collector failed: the week stays missing for every system it watches.

    Raises:
        Refused: ``by`` is no case officer or gives no reason, or it has been said already, or late data explained the week.
        VersionChanged: somebody has decided since ``expected_version`` was read.
    """
    incident = _locked(incident, expected_version)
    refuse_if([*obstacles_to_confirm_incident(incident, officer_of(by)), *obstacles_to_reason(reason)])
    return _decided(incident, IncidentState.CONFIRMED, reason=reason, by=by)


@transaction.atomic
def reject_incident(*, incident: Incident, reason: str, by: Person, expected_version: int | None = None) -> Incident:
    """Say that the silence was real: from the next sweep on the week counts as it was told.

    Raises:
        Refused, VersionChanged: as in :func:`confirm_incident`.
    """
    incident = _locked(incident, expected_version)
    refuse_if([*obstacles_to_reject_incident(incident, officer_of(by)), *obstacles_to_reason(reason)])
    return _decided(incident, IncidentState.REJECTED, reason=reason, by=by)


def _locked(incident: Incident, expected_version: int | None) -> Incident:
    now = Incident.objects.select_for_update(of=("self",)).select_related("collector").get(pk=incident.pk)
    if expected_version is not None and now.version != expected_version:
        raise VersionChanged(now.code)
    return now


def _decided(incident: Incident, to: IncidentState, *, reason: str, by: Person) -> Incident:
    before, incident.state = incident.state, to
    incident.decided_by, incident.decided_at, incident.decided_reason = by, timezone.now(), reason
    incident.version += 1
    incident.save(update_fields=["state", "decided_by", "decided_at", "decided_reason", "version"])
    collector, week = incident.collector.code, incident.week_ends_on
    verb = f"findings.incident_{to}"
    record(verb, subject=incident, by=by, collector=collector, week=week, state=[before, to], reason=reason)
    return incident
