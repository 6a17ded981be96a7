"""Asking the sponsor or whoever runs a collector, and what may be answered. Silence is passed on and decides nothing."""

from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import Asked, FindingKind, FindingState, Stance
from evaluations.findings.models import Finding
from evaluations.findings.rules.acts import Officer, Situation, content, not_in, obstacles_to_act, obstacles_to_settle
from registry.refusals import Obstacle

STANCES: dict[str, tuple[Stance, ...]] = {
    Asked.SPONSOR: (Stance.AGREE, Stance.EXPLAIN, Stance.CORRECT),
    Asked.COLLECTOR: (Stance.MENDED, Stance.EXPLAIN),
}
"""What each of those who are asked may answer."""
LONGEST_WORDS = 4000


def obstacles_to_ask(finding: Finding, officer: Officer, situation: Situation) -> list[Obstacle]:
    """Everything that stands between a finding and asking the sponsor for its view."""
    found = obstacles_to_act(finding, officer)
    if situation.numbers.shadow:
        found.append(Obstacle("in-shadow", _("Notices are off: until they are turned on, only the data bureau knows.")))
    if finding.state not in {FindingState.CANDIDATE, FindingState.CLAIMED, FindingState.NOTIFIED}:
        found.append(not_in(finding, _("The sponsor is asked about candidates and about what is under review.")))
    elif situation.awaited_until:
        message = _("The sponsor was asked already and has until %(day)s.") % {"day": situation.awaited_until}
        found.append(Obstacle("is-asked", message))
    return found


def obstacles_to_report_data(finding: Finding, officer: Officer, situation: Situation) -> list[Obstacle]:
    """As to settle; and it is about data or use, not about a judgement of quality."""
    found = obstacles_to_settle(finding, officer, situation)
    if finding.kind == FindingKind.OWNERLESS:
        found.append(Obstacle("not-about-data", _("Nobody's data say who looks after a system.")))
    return found


def obstacles_to_answer(finding: Finding, officer: Officer, situation: Situation) -> list[Obstacle]:
    """Everything that stands between somebody and answering for an organisation that was asked."""
    found = []
    if not situation.to_answer & officer.answers_for:
        found.append(Obstacle("not-asked", _("Nobody asked your organisation about this finding."), kind="who"))
    if finding.state in {FindingState.CONFIRMED, FindingState.DISMISSED, FindingState.LAPSED}:
        found.append(not_in(finding, _("This finding is settled; an answer would change nothing any more.")))
    return found


def obstacles_to_words(*, kind: str, stance: str, words: str) -> list[Obstacle]:
    """What is wrong with the content of an answer to an inquiry of a kind."""
    found = []
    if stance not in STANCES[kind]:
        found.append(content("unknown-stance", _("Choose one of the answers."), "stance"))
    if not words.strip():
        found.append(content("no-words", _("Say it in words; reviewers will read them."), "words"))
    return found
