"""What stands between an incident and whoever would say what it was. Pure: the officer is given."""

from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import IncidentState
from evaluations.findings.models import Incident
from evaluations.findings.rules.acts import Officer, obstacles_of_office
from registry.refusals import Obstacle


def obstacles_to_confirm_incident(incident: Incident, officer: Officer) -> list[Obstacle]:
    """Everything that stands between an incident and saying that the collector failed."""
    return _obstacles_to_decide(incident, officer, IncidentState.CONFIRMED)


def obstacles_to_reject_incident(incident: Incident, officer: Officer) -> list[Obstacle]:
    """Everything that stands between an incident and saying that the silence was real."""
    return _obstacles_to_decide(incident, officer, IncidentState.REJECTED)


def _obstacles_to_decide(incident: Incident, officer: Officer, to: IncidentState) -> list[Obstacle]:
    """Who was wrong may say the opposite later; the ledger keeps both."""
    found = obstacles_of_office(officer)
    if incident.state == IncidentState.LAPSED:
        found.append(
            Obstacle("is-lapsed", _("Data that came late explained this week: there is nothing left to decide."))
        )
    elif incident.state == to:
        found.append(Obstacle(f"is-{to}", _("That has been said of this week already.")))
    return found
