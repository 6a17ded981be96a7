"""Incidents: the weeks in which a collector seems to have failed, kept for people to confirm or reject."""

from datetime import date
from typing import Any

import numpy as np

from evaluations.findings.enums import DECIDED_INCIDENTS, IncidentState
from evaluations.findings.models import Incident
from evaluations.findings.services.judgement import Judgement


def keep_incidents(judgement: Judgement) -> dict[str, int]:
    """Open an incident for every week the guard holds for an outage, and lapse those that late data explained.

    What people confirmed or rejected stays as it is. Three statements at most; the counts tell how many were opened and lapsed,
    and ``outage_weeks`` how many stand.
    """
    axis = judgement.axis
    if not axis.weeks:
        return {"incidents_opened": 0, "incidents_lapsed": 0, "outage_weeks": 0}
    span = axis.week_end(0), axis.week_end(axis.weeks - 1)
    known = {
        (incident.collector_id, incident.week_ends_on): incident
        for incident in Incident.objects.filter(week_ends_on__range=span)
    }
    seen = _seen(judgement)
    written, opened = [], 0
    for key, shares in seen.items():
        incident = known.pop(key, None) or Incident(
            collector_id=key[0], week_ends_on=key[1], state=IncidentState.LAPSED
        )
        told = {"share": shares[0], "usual_share": shares[1], "state": IncidentState.OPEN}
        if incident.state in DECIDED_INCIDENTS or all(getattr(incident, name) == value for name, value in told.items()):
            continue
        opened += incident.state == IncidentState.LAPSED
        written.append(_with(incident, told))
    lapsed = [incident for incident in known.values() if incident.state == IncidentState.OPEN]
    written += [_with(incident, {"state": IncidentState.LAPSED}) for incident in lapsed]
    Incident.objects.bulk_create(
        [Incident(**{name: getattr(each, name) for name in _FIELDS}) for each in written],
        update_conflicts=True,
        unique_fields=["collector", "week_ends_on"],
        update_fields=["share", "usual_share", "state"],
    )
    return {"incidents_opened": opened, "incidents_lapsed": len(lapsed), "outage_weeks": len(seen)}


_FIELDS = ("collector_id", "week_ends_on", "share", "usual_share", "state")


def _seen(judgement: Judgement) -> dict[tuple[int, date], tuple[float, float]]:
    return {
        (collector, judgement.axis.week_end(week)): (
            round(float(watch.share[week]), 4),
            round(float(watch.usual[week]), 4),
        )
        for collector, watch in judgement.watches.items()
        for week in np.flatnonzero(watch.out).tolist()
    }


def _with(incident: Incident, values: dict[str, Any]) -> Incident:
    for name, value in values.items():
        setattr(incident, name, value)
    return incident
