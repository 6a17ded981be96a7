"""What stands between a finding and what people do with it. Pure: the officer and the day are given."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import REFRESHED_STATES, Dismissal, FindingKind, FindingState
from evaluations.findings.models import Finding
from registry.refusals import Obstacle

LONGEST_DISMISSAL = timedelta(days=366)
"""A dismissal never outlasts a year, and is never renewed by itself (findings.md, guards)."""


@dataclass(frozen=True, slots=True)
class Officer:
    """Who acts: the person's id, whether a case officer of a data bureau today, and the organisations they belong to."""

    person_id: int
    is_case_officer: bool
    organisation_ids: frozenset[int]


def obstacles_to_claim(finding: Finding, officer: Officer) -> list[Obstacle]:
    """Everything that stands between a finding and the officer who would take it in hand, which freezes its evidence."""
    found = _obstacles_to_act(finding, officer)
    if finding.state not in REFRESHED_STATES:
        found.append(_not_in(finding, _("Only a finding that nobody has taken in hand can be claimed.")))
    return found


def obstacles_to_release(finding: Finding, officer: Officer) -> list[Obstacle]:
    """Everything that stands between a claimed finding and handing it back to the sweep."""
    found = _obstacles_to_act(finding, officer)
    if finding.state != FindingState.CLAIMED:
        found.append(_not_in(finding, _("Only a claimed finding can be handed back.")))
    elif finding.claimed_by_id != officer.person_id:
        found.append(Obstacle("not-yours", _("Only whoever claimed it can hand it back."), kind="who"))
    return found


def obstacles_to_settle(finding: Finding, officer: Officer) -> list[Obstacle]:
    """What confirming and dismissing have in common: two people, neither of them the sponsor's."""
    found = _obstacles_to_act(finding, officer)
    if finding.state != FindingState.CLAIMED:
        found.append(_not_in(finding, _("A finding is claimed by one person before another settles it.")))
    elif finding.claimed_by_id == officer.person_id:
        found.append(
            Obstacle("same-person", _("Whoever claimed it cannot settle it: ask a second case officer."), kind="who")
        )
    return found


def obstacles_to_confirm(finding: Finding, officer: Officer) -> list[Obstacle]:
    """As to settle; and only an unused system goes to retirement."""
    found = obstacles_to_settle(finding, officer)
    if finding.kind != FindingKind.UNUSED:
        found.append(
            Obstacle("not-unused", _("Only a system that is not used goes to retirement; this one can be dismissed."))
        )
    return found


def obstacles_to_dismissal(*, code: str, reason: str, until: date | None, today: date) -> list[Obstacle]:
    """What is wrong with the content of a dismissal. ``until`` is the last silent day."""
    found = obstacles_to_reason(reason)
    if code not in Dismissal.values:
        found.append(_content("unknown-code", _("Choose one of the reasons."), "code"))
    if until is None or until <= today:
        found.append(
            _content("until-not-ahead", _("Give a day after today until which the finding is to be silent."), "until")
        )
    elif until > today + LONGEST_DISMISSAL:
        found.append(_content("until-too-far", _("A dismissal lasts twelve months at most."), "until"))
    return found


def obstacles_to_reason(reason: str) -> list[Obstacle]:
    return [] if reason.strip() else [_content("no-reason", _("Give the reason in words."), "reason")]


def obstacles_of_office(officer: Officer) -> list[Obstacle]:
    """Everything in this room that changes something is for case officers."""
    if officer.is_case_officer:
        return []
    return [Obstacle("not-case-officer", _("Only a case officer of the data bureau may do this."), kind="who")]


def _obstacles_to_act(finding: Finding, officer: Officer) -> list[Obstacle]:
    found = obstacles_of_office(officer)
    if finding.system.sponsor_id in officer.organisation_ids:
        found.append(
            Obstacle(
                "of-the-sponsor", _("You belong to the sponsor of this system: leave it to a colleague."), kind="who"
            )
        )
    return found


def _not_in(finding: Finding, sentence: object) -> Obstacle:
    return Obstacle(f"is-{finding.state}", sentence)


def _content(code: str, sentence: object, field: str) -> Obstacle:
    return Obstacle(code, sentence, field=field, kind="content")
