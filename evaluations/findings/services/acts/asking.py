"""Asking the sponsor for its view, and taking down what those who were asked say."""

from django.db import transaction
from django.utils import timezone

from evaluations.findings.enums import Asked, FindingState, Stance
from evaluations.findings.models import Answer, Finding
from evaluations.findings.rules.asking import obstacles_to_answer, obstacles_to_ask, obstacles_to_words
from evaluations.findings.selectors.acts import officer_of, situation_of
from evaluations.findings.selectors.inquiries import inquiry_to_answer
from evaluations.findings.services.acts.writing import done, handed_back, locked
from evaluations.findings.services.inquiries import ask, tell_of_answer
from registry.organisations.models import Person
from registry.refusals import refuse_if


@transaction.atomic
def ask_sponsor(*, finding: Finding, words: str, by: Person, expected_version: int | None = None) -> Finding:
    """Tell the sponsor of a finding and ask for its view, within the policy's working days.

    Raises:
        Refused: notices are off; ``by`` is no case officer or of the sponsor; it was asked already; or nobody would act on it now.
        VersionChanged: somebody acted on it since ``expected_version`` was read.
    """
    finding = locked(finding, expected_version)
    situation = situation_of(finding)
    refuse_if(obstacles_to_ask(finding, officer_of(by), situation))
    sponsor = finding.system.sponsor
    inquiry = ask(finding=finding, kind=Asked.SPONSOR, organisation=sponsor, words=words, situation=situation, by=by)
    finding.notified_at = inquiry.asked_at
    if finding.state != FindingState.CLAIMED:
        finding.state = FindingState.NOTIFIED
    return done("findings.sponsor_asked", finding, by=by, to=sponsor.code, due_on=inquiry.due_on, words=words)


@transaction.atomic
def answer(
    *,
    finding: Finding,
    stance: str,
    words: str,
    by: Person,
    file_name: str = "",
    file_sha256: str = "",
    expected_version: int | None = None,
) -> Answer:
    """Answer for an organisation that was asked. Late answers are taken as long as nothing is settled; several are, too.

    "Mended", said by whoever runs the collector, gives the finding back to the sweep. Of a file its hash is kept.

    Raises:
        Refused: nobody asked ``by``'s organisation, the finding is settled, or there are no words.
        VersionChanged: somebody acted on it since ``expected_version`` was read.
    """
    finding = locked(finding, expected_version)
    officer = officer_of(by)
    refuse_if(obstacles_to_answer(finding, officer, situation_of(finding)))
    inquiry = inquiry_to_answer(finding, officer.answers_for)
    refuse_if(obstacles_to_words(kind=inquiry.kind, stance=stance, words=words))
    said = Answer.objects.create(
        inquiry=inquiry,
        stance=stance,
        words=words,
        file_name=file_name,
        file_sha256=file_sha256,
        by=by,
        at=timezone.now(),
    )
    if stance == Stance.MENDED and finding.state == FindingState.DATA_PROBLEM:
        handed_back(finding)
        finding.reopened_at = said.at
    tell_of_answer(finding=finding, inquiry=inquiry, answer=said)
    done("findings.answered", finding, by=by, stance=stance, file_sha256=file_sha256, asked=inquiry.kind)
    return said
