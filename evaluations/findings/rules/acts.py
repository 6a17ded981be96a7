"""What stands between a finding and what people do with it. Pure: the officer and the situation are given."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import REFRESHED_STATES, Dismissal, FindingState, Tier
from evaluations.findings.models import Finding
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector.verdicts import SURE
from registry.refusals import Obstacle

LONGEST_DISMISSAL = timedelta(days=366)
"""A dismissal never outlasts a year, and is never renewed by itself (findings.md, guards)."""
REOPENED_BY_HAND = (FindingState.DISMISSED, FindingState.SNOOZED, FindingState.DATA_PROBLEM)


@dataclass(frozen=True, slots=True)
class Officer:
    """Who acts: the person's id, what they are in a data bureau today, the organisations they belong to, and answer for."""

    person_id: int
    is_case_officer: bool
    organisation_ids: frozenset[int]
    is_decision_maker: bool = False
    answers_for: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Situation:
    """What a finding stands in: the day, the policy's numbers, and who was asked.

    ``sponsor_asked``: at least once; ``awaited_until``: the last day of an inquiry without an answer, while it lasts;
    ``to_answer``: the organisations whose answer is still taken; ``another_open``: the code of a newer finding of the same.
    """

    today: date
    numbers: Parameters = field(default_factory=Parameters)
    sponsor_asked: bool = False
    awaited_until: date | None = None
    to_answer: frozenset[int] = frozenset()
    another_open: str = ""


def given_back_to(finding: Finding) -> FindingState:
    """The state of a finding that nobody has in hand any more."""
    if finding.notified_at:
        return FindingState.NOTIFIED
    sure = finding.tier in {Tier.A, Tier.B} or finding.kind in SURE
    return FindingState.CANDIDATE if sure else FindingState.WATCH


def obstacles_to_claim(finding: Finding, officer: Officer, situation: Situation) -> list[Obstacle]:
    """Everything that stands between a finding and the officer who would take it in hand, which freezes its evidence."""
    found = obstacles_to_act(finding, officer)
    if finding.state not in REFRESHED_STATES:
        found.append(not_in(finding, _("Only a finding that nobody has taken in hand can be claimed.")))
    return found


def obstacles_to_release(finding: Finding, officer: Officer, situation: Situation) -> list[Obstacle]:
    """Everything that stands between a claimed finding and handing it back to the sweep."""
    found = obstacles_to_act(finding, officer)
    if finding.state != FindingState.CLAIMED:
        found.append(not_in(finding, _("Only a claimed finding can be handed back.")))
    elif finding.claimed_by_id != officer.person_id:
        found.append(Obstacle("not-yours", _("Only whoever claimed it can hand it back."), kind="who"))
    return found


def obstacles_to_snooze(finding: Finding, officer: Officer, situation: Situation) -> list[Obstacle]:
    """Everything that stands between a claimed finding and putting it off."""
    found = obstacles_to_act(finding, officer)
    if finding.state != FindingState.CLAIMED:
        found.append(not_in(finding, _("Only a claimed finding can be put off.")))
    elif finding.claimed_by_id != officer.person_id:
        found.append(Obstacle("not-yours", _("Only whoever claimed it can put it off."), kind="who"))
    return found


def obstacles_to_reopen(finding: Finding, officer: Officer, situation: Situation) -> list[Obstacle]:
    """Everything that stands between a finding that was set aside and looking at it again."""
    found = obstacles_to_act(finding, officer)
    if finding.state not in REOPENED_BY_HAND:
        found.append(not_in(finding, _("Only a finding that was set aside can be reopened.")))
    elif situation.another_open:
        message = _("The same was found again as %(code)s; go on with that one.")
        found.append(Obstacle("another-open", message % {"code": situation.another_open}))
    return found


def obstacles_to_settle(finding: Finding, officer: Officer, situation: Situation) -> list[Obstacle]:
    """What all decisions have in common: two people, neither of them the sponsor's."""
    found = obstacles_to_act(finding, officer)
    if finding.state != FindingState.CLAIMED:
        found.append(not_in(finding, _("A finding is claimed by one person before another settles it.")))
    elif finding.claimed_by_id == officer.person_id:
        found.append(
            Obstacle("same-person", _("Whoever claimed it cannot settle it: ask a second case officer."), kind="who")
        )
    return found


def obstacles_to_snoozing(*, reason: str, until: date | None, situation: Situation) -> list[Obstacle]:
    """What is wrong with the content of putting off. ``until`` is the day on which it comes back."""
    found = obstacles_to_reason(reason)
    most = situation.numbers.snooze_most_days
    if until is None or until <= situation.today:
        found.append(content("until-not-ahead", _("Give a day after today on which it is to come back."), "until"))
    elif until > situation.today + timedelta(days=most):
        message = _("A finding can be put off for %(days)s days at most.") % {"days": most}
        found.append(content("until-too-far", message, "until"))
    return found


def obstacles_to_dismissal(*, code: str, reason: str, until: date | None, today: date) -> list[Obstacle]:
    """What is wrong with the content of a dismissal. ``until`` is the last silent day."""
    found = obstacles_to_reason(reason)
    if code not in Dismissal.values:
        found.append(content("unknown-code", _("Choose one of the reasons."), "code"))
    if until is None or until <= today:
        found.append(
            content("until-not-ahead", _("Give a day after today until which the finding is to be silent."), "until")
        )
    elif until > today + LONGEST_DISMISSAL:
        found.append(content("until-too-far", _("A dismissal lasts twelve months at most."), "until"))
    return found


def obstacles_to_reason(reason: str) -> list[Obstacle]:
    return [] if reason.strip() else [content("no-reason", _("Give the reason in words."), "reason")]


def obstacles_of_office(officer: Officer) -> list[Obstacle]:
    """Everything in this room that changes something is for case officers."""
    if officer.is_case_officer:
        return []
    return [Obstacle("not-case-officer", _("Only a case officer of the data bureau may do this."), kind="who")]


def obstacles_to_act(finding: Finding, officer: Officer) -> list[Obstacle]:
    """What every act of the bureau has in common: a case officer, and none of the sponsor's."""
    found = obstacles_of_office(officer)
    if finding.system.sponsor_id in officer.organisation_ids:
        found.append(
            Obstacle(
                "of-the-sponsor", _("You belong to the sponsor of this system: leave it to a colleague."), kind="who"
            )
        )
    return found


def not_in(finding: Finding, sentence: object) -> Obstacle:
    """The finding is in the wrong state, for the reason in ``sentence``."""
    return Obstacle(f"is-{finding.state}", sentence)


def content(code: str, sentence: object, field: str) -> Obstacle:
    """Something is wrong with what was said in ``field``."""
    return Obstacle(code, sentence, field=field, kind="content")
