"""The sponsor is asked and answers in working days; silence is passed on and decides nothing."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from evaluations.findings.enums import FindingState, Stance
from evaluations.findings.models import Answer, Finding, Inquiry
from evaluations.findings.services import acts
from evaluations.findings.services.tending import note_silence
from lifecycle.calendar.selectors import working_days
from lifecycle.cases.models import Case
from lifecycle.notices.models import Notice
from registry.ledger.models import Event
from registry.refusals import Refused
from tests import factories
from tests.evaluations.findings.found import case_officer, claimed, finding, notices_on, sponsor_staff
from tests.evaluations.findings.test_acts import codes, unchanged

pytestmark = pytest.mark.django_db


def test_in_shadow_nobody_is_asked() -> None:
    one = finding()
    sponsor_staff(one)

    with pytest.raises(Refused) as refused:
        acts.ask_sponsor(finding=one, words="", by=case_officer())

    assert codes(refused) == ["in-shadow"]
    assert unchanged(one)
    assert (Inquiry.objects.count(), Notice.objects.count()) == (0, 0)


def test_the_sponsor_is_told_and_has_working_days_to_answer() -> None:
    notices_on()
    one = finding()
    staff = sponsor_staff(one)

    asked = acts.ask_sponsor(finding=one, words="是否季节性使用？", by=case_officer())

    inquiry = Inquiry.objects.get()
    due_on = working_days().add_working_days(timezone.localdate(), 10)
    assert (asked.state, inquiry.organisation, inquiry.due_on) == (FindingState.NOTIFIED, one.system.sponsor, due_on)
    notice = Notice.objects.get()
    assert (notice.person, notice.kind, notice.url) == (staff, "findings.asked_sponsor", f"/findings/{one.code}/")


def test_a_notified_finding_is_asked_about_once_at_a_time() -> None:
    notices_on()
    one = finding()
    acts.ask_sponsor(finding=one, words="", by=case_officer())

    with pytest.raises(Refused) as refused:
        acts.ask_sponsor(finding=one, words="", by=case_officer())

    assert codes(refused) == ["is-asked"]
    assert Inquiry.objects.count() == 1


def test_the_sponsor_answers_in_words_and_whoever_asked_hears_of_it() -> None:
    notices_on()
    one, officer = finding(), case_officer()
    acts.ask_sponsor(finding=one, words="", by=officer)

    said = acts.answer(
        finding=one,
        stance=Stance.EXPLAIN,
        words="汛期使用",
        file_name="说明.pdf",
        file_sha256="a" * 64,
        by=sponsor_staff(one),
    )

    assert (said.stance, said.words, said.file_sha256) == ("explain", "汛期使用", "a" * 64)
    assert Notice.objects.get(person=officer).kind == "findings.answered"
    assert Event.objects.filter(verb="findings.answered").count() == 1


def test_nobody_else_answers() -> None:
    notices_on()
    one = finding()
    acts.ask_sponsor(finding=one, words="", by=case_officer())

    with pytest.raises(Refused) as refused:
        acts.answer(finding=one, stance=Stance.AGREE, words="同意", by=factories.person(role="sponsor_staff"))

    assert codes(refused) == ["not-asked"]
    assert not Answer.objects.exists()


def test_an_answer_has_words_and_fits_the_question() -> None:
    notices_on()
    one = finding()
    acts.ask_sponsor(finding=one, words="", by=case_officer())

    with pytest.raises(Refused) as refused:
        acts.answer(finding=one, stance=Stance.MENDED, words=" ", by=sponsor_staff(one))

    assert codes(refused) == ["unknown-stance", "no-words"]
    assert not Answer.objects.exists()


def test_silence_is_noted_once_and_changes_nothing() -> None:
    notices_on()
    one, officer = finding(), case_officer()
    acts.ask_sponsor(finding=one, words="", by=officer)
    after = Inquiry.objects.get().due_on + timedelta(days=1)

    noted = [note_silence(today=after), note_silence(today=after)]

    assert noted == [1, 0]
    assert Finding.objects.get().state == FindingState.NOTIFIED
    assert Notice.objects.filter(person=officer, kind="findings.no_answer").count() == 1
    assert Event.objects.filter(verb="findings.silence_noted").count() == 1


def test_with_notices_on_nobody_confirms_before_the_sponsor_could_answer() -> None:
    notices_on()
    one, second = claimed(), case_officer()

    with pytest.raises(Refused) as unasked:
        acts.confirm(finding=one, reason="无人使用", by=second)
    acts.ask_sponsor(finding=one, words="", by=second)
    with pytest.raises(Refused) as awaited:
        acts.confirm(finding=one, reason="无人使用", by=second)

    assert (codes(unasked), codes(awaited)) == (["sponsor-not-asked"], ["answer-awaited"])
    assert not Case.objects.exists()


def test_the_case_is_told_what_the_sponsor_said() -> None:
    notices_on()
    one, second = claimed(), case_officer()
    acts.ask_sponsor(finding=one, words="", by=second)
    acts.answer(finding=one, stance=Stance.AGREE, words="已停止使用", by=sponsor_staff(one))

    case = acts.confirm(finding=one, reason="无人使用", by=second)

    assert [(each["stance"], each["words"]) for each in case.grounds["answers"]] == [("agree", "已停止使用")]


def test_the_case_is_told_that_the_sponsor_said_nothing() -> None:
    notices_on()
    one, second = claimed(), case_officer()
    acts.ask_sponsor(finding=one, words="", by=second)
    Inquiry.objects.update(due_on=date(2020, 1, 1))

    case = acts.confirm(finding=one, reason="无人使用", by=second)

    assert [each["stance"] for each in case.grounds["answers"]] == [""]
