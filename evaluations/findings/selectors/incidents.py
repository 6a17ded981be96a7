"""Incidents somebody may see, what they may do with one, and the weeks that count as missing for all who ask."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import IncidentState
from evaluations.findings.models import Incident
from evaluations.findings.rules.incidents import obstacles_to_confirm_incident, obstacles_to_reject_incident
from evaluations.findings.selectors.acts import Offer, officer_of
from evaluations.usage.selectors import collectors_visible_to
from registry.organisations.models import Person


def incidents_visible_to(person: Person) -> QuerySet[Incident]:
    """Those of the collectors the person may see: whoever runs a collector knows best whether it failed. One query more."""
    collectors = collectors_visible_to(person, on=timezone.localdate()).values("pk")
    return Incident.objects.filter(collector__in=collectors).select_related("collector", "decided_by")


def failed_weeks(collectors: Collection[int], since: date, until: date) -> dict[int, set[date]]:
    """By collector the Sundays, from ``since`` through ``until``, of weeks in which it failed, for all that is known. One query."""
    found: dict[int, set[date]] = defaultdict(set)
    held = Incident.objects.filter(
        collector__in=collectors,
        week_ends_on__range=(since, until),
        state__in=[IncidentState.OPEN, IncidentState.CONFIRMED],
    )
    for collector, week in held.values_list("collector", "week_ends_on"):
        found[collector].add(week)
    return found


def incident_acts_offered(incident: Incident, person: Person) -> list[Offer]:
    """Both acts and what stands against them: the same answers the services give. One query."""
    officer = officer_of(person)
    return [
        Offer("confirm", _("The collector failed"), obstacles_to_confirm_incident(incident, officer)),
        Offer("reject", _("The silence was real"), obstacles_to_reject_incident(incident, officer)),
    ]
