"""Who may ask for an exemption, who may grant it, and for how long (findings.md, guards)."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import ExemptionGround, ExemptionState
from evaluations.findings.models import Exemption
from evaluations.findings.rules.acts import Officer, content, obstacles_of_office, obstacles_to_reason
from registry.refusals import Obstacle
from registry.systems.models import System

LONGEST_EXEMPTION = timedelta(days=366)
"""Never more than twelve months at a time, and never renewed by itself."""


def obstacles_to_ask_exemption(system: System, officer: Officer) -> list[Obstacle]:
    """The bureau's case officers ask, and whoever answers for the sponsor."""
    if officer.is_case_officer or system.sponsor_id in officer.answers_for:
        return []
    message = _("Only the sponsor, or a case officer of the data bureau, may ask for an exemption.")
    return [Obstacle("not-yours-to-ask", message, kind="who")]


def obstacles_to_exemption(
    *, ground: str, reason: str, since: date | None, until: date | None, today: date
) -> list[Obstacle]:
    """What is wrong with the content of an exemption. Both days are exempt."""
    found = obstacles_to_reason(reason)
    if ground not in ExemptionGround.values:
        found.append(content("unknown-ground", _("Choose one of the grounds."), "ground"))
    if since is None or since < today:
        found.append(content("since-past", _("Give a first day that is not over."), "since"))
    if until is None or until <= today or (since and until < since):
        found.append(content("until-not-ahead", _("Give a last day after today."), "until"))
    elif since and until > since + LONGEST_EXEMPTION:
        found.append(content("until-too-far", _("An exemption lasts twelve months at most."), "until"))
    return found


def obstacles_to_decide_exemption(exemption: Exemption, officer: Officer) -> list[Obstacle]:
    """A second person decides: a decision maker of the data bureau, not whoever asked, and none of the sponsor's."""
    found = []
    if not officer.is_decision_maker:
        message = _("Only a decision maker of the data bureau may decide on an exemption.")
        found.append(Obstacle("not-decision-maker", message, kind="who"))
    if exemption.asked_by_id == officer.person_id:
        found.append(Obstacle("same-person", _("Whoever asked for it cannot decide on it."), kind="who"))
    if exemption.system.sponsor_id in officer.organisation_ids:
        found.append(
            Obstacle(
                "of-the-sponsor", _("You belong to the sponsor of this system: leave it to a colleague."), kind="who"
            )
        )
    if exemption.state != ExemptionState.ASKED:
        found.append(Obstacle(f"is-{exemption.state}", _("It has been decided already.")))
    return found


def obstacles_to_end_exemption(exemption: Exemption, officer: Officer) -> list[Obstacle]:
    """Judging a system again needs nobody's leave but a case officer's."""
    found = obstacles_of_office(officer)
    if exemption.state != ExemptionState.GRANTED:
        found.append(Obstacle(f"is-{exemption.state}", _("Only an exemption that was granted can be ended.")))
    return found
