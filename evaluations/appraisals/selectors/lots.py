"""What lots are drawn from, and who is too close to whom."""

from collections.abc import Collection
from datetime import date
from itertools import combinations

from django.db.models import QuerySet

from evaluations.appraisals.models import Assignment, CheckResult, Draw, PeerOpinion, Scheme, SpotCheck
from evaluations.appraisals.rules.acts import obstacles_to_check, obstacles_to_opinion
from evaluations.appraisals.selectors.officers import officer_of
from registry.organisations.enums import Role
from registry.organisations.models import Membership, Organisation, Person, Relation
from registry.organisations.selectors import are_related
from registry.refusals import Obstacle
from registry.systems.enums import Stage
from registry.systems.models import System

ASSESSORS = (Role.SPONSOR_STAFF, Role.NECESSITY_REVIEWER, Role.LEADER)
"""Roles in which somebody can look at another organisation's system."""


def draws() -> QuerySet[Draw]:
    """Newest first."""
    return Draw.objects.select_related("by").order_by("-pk")


def spot_checks_of(draw: Draw) -> QuerySet[SpotCheck]:
    """With their systems and results."""
    return draw.spot_checks.select_related("draw", "system__sponsor", "result__appraisal", "result__by").order_by(
        "system__code"
    )


def assignments_of(draw: Draw) -> QuerySet[Assignment]:
    """With both organisations, the system and the opinion given, if any."""
    return draw.assignments.select_related("draw", "assessor", "assessed", "system", "opinion").order_by(
        "assessor__name"
    )


def systems_to_draw_from(*, kind: str = "") -> QuerySet[System]:
    """Live systems of kinds that are appraised."""
    appraised = Scheme.objects.order_by().values("kind").distinct()
    found = System.objects.filter(stage=Stage.LIVE, kind__in=appraised)
    return found.filter(kind=kind) if kind else found


def organisations_to_draw_from(*, on: date) -> QuerySet[Organisation]:
    """Sponsors of such systems in which somebody could assess."""
    sponsors = systems_to_draw_from().order_by().values("sponsor")
    staffed = Membership.objects.active(on).filter(role__in=ASSESSORS).values("organisation")
    return Organisation.objects.filter(pk__in=sponsors).filter(pk__in=staffed).order_by("code")


def assessors_in(organisation: Organisation, *, on: date) -> QuerySet[Person]:
    """Who there can give the opinion the organisation was drawn for."""
    held = Membership.objects.active(on).filter(organisation=organisation, role__in=ASSESSORS)
    return Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("pk")


def kept_apart(organisations: Collection[Organisation]) -> set[frozenset[str]]:
    """Pairs of codes that are tied: parent and child, any relation, or one runs a system of the other.

    The departments of one government are children of one parent and yet independent of each other, as they are where they
    review; without them no county could draw at all. Two queries.
    """
    codes = {organisation.pk: organisation.code for organisation in organisations}
    found = {
        frozenset((one.code, other.code))
        for one, other in combinations(organisations, 2)
        if other.pk == one.parent_id or one.pk == other.parent_id
    }
    pairs = set(Relation.objects.filter(one__in=codes, other__in=codes).values_list("one", "other"))
    runs = System.objects.filter(sponsor__in=codes, operator__in=codes).order_by()
    pairs |= set(runs.values_list("sponsor", "operator").distinct())
    found |= {frozenset((codes[one], codes[other])) for one, other in pairs if one != other}
    return found


def against_a_check(check: SpotCheck, person: Person) -> list[Obstacle]:
    """What keeps somebody from writing down what was seen, before they say anything; needs ``system`` at hand."""
    done = CheckResult.objects.filter(check_of=check).exists()
    sponsor_id, officer = check.system.sponsor_id, officer_of(person)
    found = obstacles_to_check(verdict="", note="", done=done, sponsor_id=sponsor_id, officer=officer)
    return [obstacle for obstacle in found if obstacle.kind != "content"]


def against_an_opinion(assignment: Assignment, person: Person) -> list[Obstacle]:
    """What keeps somebody from giving an opinion, before they say anything; needs both organisations at hand."""
    found = obstacles_to_opinion(
        officer_of(person),
        assessor_id=assignment.assessor_id,
        filed=PeerOpinion.objects.filter(assignment=assignment).exists(),
        answers={},
        statement="",
        still_apart=not are_related(assignment.assessor, assignment.assessed),
    )
    return [obstacle for obstacle in found if obstacle.kind != "content"]
