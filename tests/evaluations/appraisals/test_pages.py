"""The pages, signed in and without script."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluations.appraisals.models import (
    Appraisal,
    Bundle,
    Draw,
    PeerOpinion,
    Reading,
    Remeasurement,
    Scheme,
    SelfEvaluation,
)
from evaluations.appraisals.services.appraising import appraise
from evaluations.appraisals.services.lots import draw_cross_assessment, draw_spot_checks
from lifecycle.cases.commands import Decide
from lifecycle.cases.models import Case
from lifecycle.notices.models import Notice
from registry.organisations.enums import Role
from registry.organisations.models import Person
from registry.systems.models import System
from tests import factories
from tests.evaluations.appraisals.factories import case_officer, commitment, daily, staff_of, system, yesterday
from tests.evaluations.appraisals.test_evaluations import reviewed, under_review
from tests.evaluations.appraisals.test_lots import sponsors, staff
from tests.evaluations.appraisals.test_rectification import (
    INEFFECTIVE,
    long_ago,
    rectified,
    system_of,
    without_effect,
)
from tests.evaluations.findings.found import finding
from tests.lifecycle.cases.factories import county, do

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def appraised(**fields: Any) -> Appraisal:
    of, until = system(**fields), yesterday()
    daily(of, started=10, completed=9)
    return appraise(system=of, since=until - timedelta(days=364), until=until, by=None)


def page(client: Client, name: str, *arguments: Any, **said: Any) -> str:
    answer = client.get(reverse(f"appraisals:{name}", args=arguments), **said)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_appraisal_tells_every_value_its_coverage_and_why_there_is_none(sign_in: SignIn) -> None:
    appraisal = appraised()
    html = page(sign_in(case_officer()), "detail", appraisal.code)
    assert "Matters brought to their end" in html
    assert "90 %" in html
    assert "Not measurable: no commitment was due in the period" in html
    assert appraisal.sha256 in html
    assert "Nothing is proposed" in html


def test_the_sponsor_reads_the_figures_but_not_what_findings_propose(sign_in: SignIn) -> None:
    of, until = system(), yesterday()
    finding(system=of)
    appraisal = appraise(system=of, since=until - timedelta(days=90), until=until, by=None)
    theirs = page(sign_in(staff_of(of)), "detail", appraisal.code)
    assert ("Proposed" in theirs, of.findings.get().code in theirs) == (False, False)
    ours = page(sign_in(case_officer()), "detail", appraisal.code)
    assert ("Proposed" in ours, of.findings.get().code in ours) == (True, True)


def test_a_stranger_finds_no_appraisal(sign_in: SignIn) -> None:
    appraisal = appraised()
    client = sign_in(factories.person(role=Role.SPONSOR_STAFF))
    assert client.get(reverse("appraisals:detail", args=[appraisal.code])).status_code == 404
    assert appraisal.system.name not in page(client, "list")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(
    sign_in: SignIn, number: int, django_assert_max_num_queries: Any
) -> None:
    for _each in range(number):
        appraised()
    client = sign_in(case_officer())
    with django_assert_max_num_queries(8):
        page(client, "list")


def test_the_list_cannot_be_sorted_by_points(sign_in: SignIn) -> None:
    appraised()
    assert "sort=points" not in page(sign_in(case_officer()), "list")


def test_the_fact_sheet_s_panel_and_its_page(sign_in: SignIn) -> None:
    appraisal = appraised()
    client = sign_in(case_officer())
    panel = page(client, "of-system", appraisal.system.code, headers={"HX-Request": "true"})
    assert ("<html" in panel, appraisal.code in panel) == (False, True)
    assert "Measure and open the evaluation" in page(client, "of-system", appraisal.system.code)


def test_a_case_officer_opens_an_evaluation_on_the_figures(sign_in: SignIn) -> None:
    of, until = system(), yesterday()
    said = {"since": until - timedelta(days=90), "until": until}
    answer = sign_in(case_officer()).post(reverse("appraisals:evaluate", args=[of.code]), said)
    case = Case.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("cases:detail", args=[case.number]))
    assert case.grounds["appraisal"]["code"] == Appraisal.objects.get().code


def test_an_evaluation_of_days_to_come_is_refused_where_it_was_entered(sign_in: SignIn) -> None:
    of, today = system(), timezone.localdate()
    answer = sign_in(case_officer()).post(
        reverse("appraisals:evaluate", args=[of.code]), {"since": today, "until": today}
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Only days that have passed can be appraised." in html
    assert "A period has between four weeks and three years." in html
    assert (Case.objects.count(), Appraisal.objects.count()) == (0, 0)


def test_the_sponsor_enters_a_value_nobody_can_compute(sign_in: SignIn) -> None:
    of = system()
    promised = commitment(of, due_on=[yesterday()], formula="", data_source="survey")
    said = {
        "commitment": promised.pk,
        "since": yesterday() - timedelta(days=30),
        "until": yesterday(),
        "value": "86.5",
        "evidence": "survey of 214 people",
    }
    answer = sign_in(staff_of(of)).post(reverse("appraisals:read", args=[of.code]), said)
    assert answer.status_code == 302
    assert str(Reading.objects.get().value) == "86.5000"


def test_the_self_evaluation_asks_for_nothing_but_comments(sign_in: SignIn) -> None:
    of, year = system(), timezone.localdate().year
    daily(of, started=10, completed=9)
    client = sign_in(staff_of(of))
    html = page(client, "self-evaluation", of.code, year)
    assert "90 %" in html
    assert 'type="number"' not in html
    address = reverse("appraisals:self-evaluation", args=[of.code, year])
    said = {"comment-0": "It is still needed.", "statement": "All well."}
    refused = client.post(address, said)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["for_good"])
    assert SelfEvaluation.objects.count() == 0
    answer = client.post(address, {**said, "for_good": "on"})
    filed = SelfEvaluation.objects.get()
    assert answer["Location"] == reverse("appraisals:detail", args=[filed.appraisal.code])
    assert filed.comments == {filed.appraisal.scheme.lines[0].filled_from: "It is still needed."}
    assert "It is still needed." in page(client, "detail", filed.appraisal.code)
    offered = page(client, "of-system", of.code)
    last_year = reverse("appraisals:self-evaluation", args=[of.code, year - 1])
    assert (address in offered, last_year in offered) == (False, True)


def test_the_year_is_told_as_a_distribution(sign_in: SignIn) -> None:
    cast = county()
    case = reviewed(under_review(cast), cast, 3)
    do(case, Decide("keep", "It is used."), cast.one("decision_maker"))
    html = page(sign_in(cast.one("case_officer")), "year", timezone.localdate().year)
    link = f"?year={timezone.localdate().year}&amp;judged=true&amp;kind=information_system&amp;grade=uncertain"
    assert f'{link}">1</a>' in html
    assert case.system.name not in html
    listed = page(sign_in(cast.one("case_officer")), "list")
    assert case.system.name in listed


def test_a_scheme_is_read_and_followed_by_a_version(sign_in: SignIn) -> None:
    client, scheme = sign_in(case_officer()), Scheme.objects.get(kind="platform")
    assert "Matters really solved" in page(client, "scheme", "platform", 1)
    assert "Work group" in page(client, "schemes")
    html = client.get(reverse("appraisals:new-scheme", args=["platform"]))
    said = _entered(html.context)
    heavier = said | {"form-0-weight": "9.00"}
    refused = client.post(reverse("appraisals:new-scheme", args=["platform"]), heavier)
    assert (refused.status_code, Scheme.objects.filter(kind="platform").count()) == (422, 1)
    assert "The weights make 101.00; they must make exactly 100." in refused.content.decode()
    answer = client.post(reverse("appraisals:new-scheme", args=["platform"]), said)
    assert answer["Location"] == reverse("appraisals:scheme", args=["platform", 2])
    second = Scheme.objects.get(kind="platform", version=2)
    assert [line.filled_from for line in second.lines] == [line.filled_from for line in scheme.lines]


def _entered(context: Any) -> dict[str, Any]:
    """The forms as the browser would send them back untouched."""
    formset = context["formset"]
    said = {f"form-{name}": str(value) for name, value in formset.management_form.initial.items() if value is not None}
    for form in [context["form"], *formset]:
        for field in form:
            value = field.value()
            if value is not None and value is not False and value != "":
                said[field.html_name] = str(value)
    return said


def test_whoever_may_not_make_a_scheme_is_told_so(sign_in: SignIn) -> None:
    html = page(sign_in(factories.person(role=Role.AUDITOR)), "new-scheme", "platform")
    assert "Only a case officer or decision maker of the data bureau makes a scheme." in html


def test_lots_are_drawn_and_can_be_checked_by_everybody_who_sees_them(sign_in: SignIn) -> None:
    factories.system()
    client = sign_in(case_officer())
    answer = client.post(reverse("appraisals:draw-spot-checks"), {"size": 1, "kind": "", "seed": "08 15 22"})
    draw = Draw.objects.get()
    assert answer["Location"] == reverse("appraisals:draw", args=[draw.code])
    assert "The same result" in page(client, "draw", draw.code)
    check = draw.spot_checks.get()
    said = {"verdict": "conforms", "note": "Seen in use."}
    assert client.post(reverse("appraisals:check", args=[check.pk]), said).status_code == 302
    seen = "Seen in use."
    assert seen in page(client, "draw", draw.code)
    assert seen in page(client, "of-system", check.system.code)
    assert seen in page(client, "detail", Appraisal.objects.get().code)
    again = client.get(reverse("appraisals:check", args=[check.pk]))
    assert again["Location"] == reverse("appraisals:draw", args=[draw.code])


def test_a_cross_assessment_is_drawn_and_the_drawn_give_their_opinion(sign_in: SignIn) -> None:
    sponsors(3)
    System.objects.update(functions="Vaccinations by appointment")
    sign_in(case_officer()).post(reverse("appraisals:draw-cross-assessment"), {"seed": "08 15 22"})
    assignment = Draw.objects.get().assignments.select_related("assessor", "system").first()
    assert assignment is not None
    client = sign_in(staff(assignment.assessor))
    assert assignment.system.name in page(client, "draws")
    told = Notice.objects.get(person=staff(assignment.assessor))
    assert told.sentence == f"Your organisation was drawn to assess {assignment.system.name} ({assignment.draw.code})"
    assert assignment.system.functions in page(client, "opinion", assignment.pk)
    said = {"output": "2", "statement": "It works, slowly."}
    assert client.post(reverse("appraisals:opinion", args=[assignment.pk]), said).status_code == 302
    assert PeerOpinion.objects.get().answers == {"output": 2}
    html = page(client, "draw", assignment.draw.code)
    assert "2 · largely" in html
    assert reverse("systems:detail", args=[assignment.system.code]) not in html
    again = client.get(reverse("appraisals:opinion", args=[assignment.pk]))
    assert again["Location"] == reverse("appraisals:draw", args=[assignment.draw.code])
    assert "2 · largely" in page(sign_in(staff(assignment.assessed)), "of-system", assignment.system.code)


def test_whoever_may_not_check_is_told_before_they_write(sign_in: SignIn) -> None:
    officer = case_officer()
    factories.system(sponsor=officer.memberships.get().organisation)
    check = draw_spot_checks(size=1, seed="s", by=officer).spot_checks.get()
    html = page(sign_in(officer), "check", check.pk)
    assert ("You belong to the sponsor of this system." in html, "<textarea" in html) == (True, False)


def test_a_draw_that_is_refused_says_why_where_it_was_entered(sign_in: SignIn) -> None:
    sponsors(2)
    answer = sign_in(case_officer()).post(reverse("appraisals:draw-cross-assessment"), {"seed": "s"})
    assert answer.status_code == 422
    assert "There are 2 to draw from, at least 3 are needed." in answer.content.decode()


def test_spot_checks_are_the_bureau_s(sign_in: SignIn) -> None:
    factories.system()
    draw = draw_spot_checks(size=1, seed="s", by=case_officer())
    client = sign_in(factories.person(role=Role.SPONSOR_STAFF))
    assert draw.code not in page(client, "draws")
    assert client.get(reverse("appraisals:draw", args=[draw.code])).status_code == 404


def test_a_draw_s_page_shows_who_takes_part_only_their_own(sign_in: SignIn) -> None:
    one, two, three = sponsors(3)
    draw = draw_cross_assessment(seed="s", by=case_officer())
    html = page(sign_in(staff(one)), "draw", draw.code)
    mine = draw.assignments.select_related("system", "assessed").get(assessor=one)
    others = draw.assignments.select_related("system").exclude(assessor=one)
    assert mine.system.name in html
    assert [other.system.name for other in others if other.system.name in html] == []
    assert {two.name, three.name} >= {mine.assessed.name}


def test_the_case_s_page_shows_what_was_measured(sign_in: SignIn) -> None:
    cast = county()
    case = under_review(cast)
    client = sign_in(cast.one("case_officer"))
    address = reverse("appraisals:of-case", args=[case.number])
    assert address in client.get(reverse("cases:detail", args=[case.number])).content.decode()
    assert Appraisal.objects.get().code in page(client, "of-case", case.number)


def test_the_page_of_a_rectification_shows_before_and_after_and_what_to_trace_back(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = county()
    of = system_of(cast)
    daily(of, days=91, started=10, completed=6)
    case = rectified(cast, of)
    officer = sign_in(cast.one("case_officer"))
    early = page(officer, "of-case", case.number)
    assert Appraisal.objects.get().code in early
    assert "It has not been measured again yet." in early
    assert reverse("appraisals:remeasure", args=[case.number]) not in early

    of.usage.all().delete()
    long_ago(case, monkeypatch)
    daily(of, days=91, started=10, completed=9)
    assert officer.post(reverse("appraisals:remeasure", args=[case.number])).status_code == 302
    panel = page(officer, "of-case", case.number, headers={"HX-Request": "true"})
    found = Remeasurement.objects.get()
    assert ("<html" in panel, found.sha256 in panel, "60 %" in panel, "90 %" in panel) == (False, True, True, True)
    assert reverse("appraisals:bundle", args=[case.number]) not in panel

    do(case, Decide("ineffective", "No change.", INEFFECTIVE), cast.one("decision_maker"))
    assert reverse("appraisals:bundle", args=[case.number]) in page(officer, "of-case", case.number)


def test_the_bundle_tells_what_to_trace_back_as_a_page_and_as_the_sealed_document(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = county()
    case = without_effect(cast, monkeypatch)
    tied = Bundle.objects.get()
    officer = sign_in(cast.one("case_officer"))
    html = page(officer, "bundle", case.number)
    for said in (
        tied.sha256,
        "Honest failure",
        "A pilot, run as agreed.",
        case.number,
        Appraisal.objects.all()[0].code,
    ):
        assert said in html
    told = officer.get(reverse("appraisals:bundle", args=[case.number]), {"format": "json"}).json()
    assert told == {
        "case": case.number,
        "honest_failure": True,
        "honest_failure_reason": "A pilot, run as agreed.",
        "content": tied.content,
        "sha256": tied.sha256,
    }


def test_the_sponsor_and_strangers_find_no_bundle(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    cast = county()
    address = reverse("appraisals:bundle", args=[without_effect(cast, monkeypatch).number])
    stranger = factories.person(role=Role.SPONSOR_STAFF)
    assert sign_in(cast.one("case_officer")).get(address).status_code == 200
    assert [sign_in(one).get(address).status_code for one in (cast.one("sponsor_staff"), stranger)] == [404, 404]
