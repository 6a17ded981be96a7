"""Lots over the register: recorded, reproducible, independent, and followed by what was found."""

from typing import Any

import pytest

from evaluations.appraisals.enums import Purpose
from evaluations.appraisals.models import Assignment, CheckResult, Draw, PeerOpinion, SpotCheck
from evaluations.appraisals.rules.lots import circle_of, neighbours, sample_of
from evaluations.appraisals.selectors.lots import kept_apart
from evaluations.appraisals.selectors.visibility import assignments_visible_to
from evaluations.appraisals.services.lots import draw_cross_assessment, draw_spot_checks, file_check, file_opinion
from registry.ledger.models import Event
from registry.organisations.enums import RelationKind, Role
from registry.organisations.models import Organisation, Person, Relation
from registry.refusals import Refused
from registry.systems.enums import Stage, SystemKind
from tests import factories
from tests.evaluations.appraisals.factories import case_officer

pytestmark = pytest.mark.django_db


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.code for each in refusal.value.obstacles]


def sponsors(count: int) -> list[Organisation]:
    """Each with a live system and somebody who can assess."""
    made = [factories.organisation() for _each in range(count)]
    for each in made:
        factories.system(sponsor=each)
        factories.person(role=Role.SPONSOR_STAFF, organisation=each)
    return made


def staff(organisation: Organisation) -> Person:
    return Person.objects.get(memberships__organisation=organisation, memberships__role=Role.SPONSOR_STAFF)


def test_a_spot_check_draws_live_systems_of_appraised_kinds_only() -> None:
    live = [factories.system() for _each in range(4)]
    factories.system(stage=Stage.RETIRED)
    factories.system(kind=SystemKind.WORK_GROUP)
    draw = draw_spot_checks(size=2, seed="2026-11-21 08 15 22", by=case_officer())
    assert draw.pool == sorted(each.code for each in live)
    assert draw.result == sample_of(draw.pool, size=2, seed=draw.seed)
    assert sorted(SpotCheck.objects.values_list("system__code", flat=True)) == draw.result
    event = Event.objects.get(verb="appraisals.drawn")
    assert (event.subject, event.data["seed"], event.data["sha256"]) == (draw.code, draw.seed, draw.sha256)


def test_lots_are_numbered_by_kind_and_year() -> None:
    sponsors(3)
    officer = case_officer()
    year = draw_spot_checks(size=1, seed="a", by=officer).year
    draw_spot_checks(size=1, seed="b", by=officer)
    draw_cross_assessment(seed="c", by=officer)
    assert sorted(Draw.objects.values_list("code", flat=True)) == [
        f"CA-{year}-0001",
        f"SC-{year}-0001",
        f"SC-{year}-0002",
    ]


def test_only_a_case_officer_draws_and_never_without_a_seed() -> None:
    factories.system()
    with pytest.raises(Refused) as refusal:
        draw_spot_checks(size=0, seed="", by=factories.person(role=Role.DECISION_MAKER))
    assert codes(refusal) == ["not-a-case-officer", "seed-missing", "size-too-small"]
    assert (Draw.objects.count(), Event.objects.filter(verb="appraisals.drawn").count()) == (0, 0)


def test_a_cross_assessment_can_be_drawn_again_from_what_is_stored() -> None:
    sponsors(7)
    draw = draw_cross_assessment(seed="s", by=case_officer())
    seated = circle_of(draw.pool, apart={frozenset(pair) for pair in draw.kept_apart}, seed=draw.seed)
    assert seated is not None
    assert seated[0] == draw.attempt
    assert neighbours(seated[1]) == [(one, other) for one, other, _system in draw.result]
    stored = Assignment.objects.values_list("assessor__code", "assessed__code", "system__code")
    assert sorted(stored) == sorted(tuple(triple) for triple in draw.result)


def test_nobody_assesses_a_relative_or_whoever_assesses_them() -> None:
    one, two, three, four, five, six = sponsors(6)
    Organisation.objects.filter(pk__in=[two.pk, three.pk]).update(parent=one)
    Relation.objects.create(one=four, other=five, kind=RelationKind.OVERSEES)
    factories.system(sponsor=six, operator=four)
    for number in range(20):
        draw = draw_cross_assessment(seed=str(number), by=case_officer())
        pairs = {(one, other) for one, other, _system in draw.result}
        assert not {(other, one) for one, other in pairs} & pairs
        assert not {frozenset(pair) for pair in pairs} & kept_apart(Organisation.objects.all())
    tied = {frozenset(pair) for pair in draw.kept_apart}
    assert tied == {
        frozenset(pair)
        for pair in (
            (one.code, two.code),
            (one.code, three.code),
            (four.code, five.code),
            (four.code, six.code),
        )
    }


def test_the_departments_of_one_government_assess_each_other() -> None:
    made = sponsors(3)
    government = factories.organisation()
    Organisation.objects.filter(pk__in=[each.pk for each in made]).update(parent=government)
    assert len(draw_cross_assessment(seed="s", by=case_officer()).result) == 3


def test_two_organisations_are_too_few() -> None:
    sponsors(2)
    with pytest.raises(Refused) as refusal:
        draw_cross_assessment(seed="s", by=case_officer())
    assert codes(refusal) == ["pool-too-small"]
    assert Draw.objects.count() == 0


def test_organisations_that_are_all_tied_are_named() -> None:
    one, two, three = sponsors(3)
    for other in (two, three):
        Relation.objects.create(one=one, other=other, kind=RelationKind.CONTRACTS_WITH)
    with pytest.raises(Refused) as refusal:
        draw_cross_assessment(seed="s", by=case_officer())
    assert codes(refusal) == ["nobody-independent"] * 3
    assert [str(each).split(" is tied")[0] for each in refusal.value.obstacles] == [
        each.name for each in sorted((one, two, three), key=lambda each: each.code)
    ]
    assert Draw.objects.count() == 0


def drawn_check() -> SpotCheck:
    factories.system()
    draw_spot_checks(size=1, seed="s", by=case_officer())
    return SpotCheck.objects.get()


def test_a_check_keeps_what_was_seen_beside_the_figures_of_the_day() -> None:
    check, officer = drawn_check(), case_officer("李雷")
    result = file_check(check=check, verdict="differs", note="Nobody could open it.", by=officer)
    assert (result.appraisal.purpose, result.appraisal.system) == (Purpose.SPOT_CHECK, check.system)
    with pytest.raises(Refused) as refusal:
        file_check(check=check, verdict="conforms", note="All fine.", by=officer)
    assert codes(refusal) == ["checked-already"]
    assert CheckResult.objects.count() == 1


def test_nobody_checks_a_system_of_their_own() -> None:
    check, officer = drawn_check(), case_officer()
    officer.memberships.create(organisation=check.system.sponsor, role=Role.LEADER, since=factories.LONG_AGO)
    with pytest.raises(Refused) as refusal:
        file_check(check=check, verdict="", note="", by=officer)
    assert codes(refusal) == ["own-system", "verdict-missing", "note-missing"]
    assert CheckResult.objects.count() == 0


def test_the_organisation_that_was_drawn_gives_one_opinion() -> None:
    sponsors(3)
    draw_cross_assessment(seed="s", by=case_officer())
    assignment = Assignment.objects.select_related("assessor", "assessed").first()
    assert assignment is not None
    said: dict[str, Any] = {"answers": {"benefit": 2, "output": 3}, "statement": "It helps, but asks for too much."}
    with pytest.raises(Refused) as refusal:
        file_opinion(assignment=assignment, by=staff(assignment.assessed), **said)
    assert codes(refusal) == ["not-drawn"]
    opinion = file_opinion(assignment=assignment, by=staff(assignment.assessor), **said)
    assert opinion.answers == {"benefit": 2, "output": 3}
    with pytest.raises(Refused) as refusal:
        file_opinion(assignment=assignment, by=staff(assignment.assessor), **said)
    assert codes(refusal) == ["filed-already"]
    assert PeerOpinion.objects.count() == 1


def test_an_opinion_says_something_and_nothing_else() -> None:
    sponsors(3)
    draw_cross_assessment(seed="s", by=case_officer())
    assignment = Assignment.objects.select_related("assessor").first()
    assert assignment is not None
    with pytest.raises(Refused) as refusal:
        file_opinion(
            assignment=assignment, answers={"colour": 1, "output": 9}, statement=" ", by=staff(assignment.assessor)
        )
    assert codes(refusal) == ["answer-unknown", "answer-unknown", "statement-missing"]
    assert PeerOpinion.objects.count() == 0


def test_a_tie_that_came_later_takes_the_assessor_out() -> None:
    sponsors(3)
    draw_cross_assessment(seed="s", by=case_officer())
    assignment = Assignment.objects.select_related("assessor", "assessed").first()
    assert assignment is not None
    Relation.objects.create(one=assignment.assessor, other=assignment.assessed, kind=RelationKind.BUILDS_FOR)
    with pytest.raises(Refused) as refusal:
        file_opinion(assignment=assignment, answers={"output": 3}, statement="Good.", by=staff(assignment.assessor))
    assert codes(refusal) == ["no-longer-independent"]
    assert PeerOpinion.objects.count() == 0


def test_the_assessed_reads_an_opinion_once_it_is_given_and_strangers_never() -> None:
    sponsors(3)
    draw_cross_assessment(seed="s", by=case_officer())
    assignment = Assignment.objects.select_related("assessor", "assessed").first()
    assert assignment is not None
    assessed, stranger = staff(assignment.assessed), factories.person(role=Role.SPONSOR_STAFF)
    about_me = assignments_visible_to(assessed).filter(assessed=assignment.assessed)
    assert list(about_me) == []
    file_opinion(assignment=assignment, answers={"output": 3}, statement="Good.", by=staff(assignment.assessor))
    assert list(about_me.all()) == [assignment]
    assert list(assignments_visible_to(stranger)) == []
