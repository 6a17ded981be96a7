"""Lots: drawn, drawn again by whoever reads them, and what came of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from evaluations.appraisals.api.appraisals import NamedSystem
from evaluations.appraisals.api.frame import CREATES, ActView
from evaluations.appraisals.enums import CheckVerdict, Dimension
from evaluations.appraisals.models import Assignment, CheckResult, Draw, PeerOpinion, SpotCheck
from evaluations.appraisals.rules.acts import MOST_ANSWER
from evaluations.appraisals.rules.lots import is_drawn_again
from evaluations.appraisals.selectors.lots import against_a_check, against_an_opinion, spot_checks_of
from evaluations.appraisals.selectors.visibility import (
    assignments_visible_to,
    draws_visible_to,
    spot_checks_visible_to,
)
from evaluations.appraisals.services.lots import draw_cross_assessment, draw_spot_checks, file_check, file_opinion
from registry.organisations.callers import AllowedAct
from registry.organisations.models import Person
from registry.refusals import Obstacle
from registry.systems.enums import SystemKind


class NamedOrganisation(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()


class NewSpotCheckDraw(serializers.Serializer[Any]):
    """``seed``: anything nobody could choose, e.g. the numbers of a public lottery. With it anybody can draw again."""

    size = serializers.IntegerField(min_value=1, max_value=500)
    kind = serializers.ChoiceField(choices=SystemKind.choices, allow_blank=True, default="")
    seed = serializers.CharField(max_length=100)


class NewCrossAssessmentDraw(serializers.Serializer[Any]):
    """``seed``: anything nobody could choose, e.g. the numbers of a public lottery. With it anybody can draw again."""

    seed = serializers.CharField(max_length=100)


class NewCheckResult(serializers.Serializer[Any]):
    verdict = serializers.ChoiceField(choices=CheckVerdict.choices)
    note = serializers.CharField(max_length=4000)


class NewOpinion(serializers.Serializer[Any]):
    """``answers``: {dimension: 0 (not at all) to 3 (fully)}; leave out what you cannot judge."""

    answers = serializers.DictField(child=serializers.IntegerField(min_value=0, max_value=MOST_ANSWER))
    statement = serializers.CharField(max_length=4000)


class CheckResultRead(serializers.ModelSerializer[CheckResult]):
    """``appraisal``: the code of the figures of that day."""

    appraisal = serializers.CharField(source="appraisal.code")
    by = serializers.CharField(source="by.account")

    class Meta:
        model = CheckResult
        fields = ["verdict", "note", "appraisal", "by", "at"]


class SpotCheckRead(serializers.ModelSerializer[SpotCheck]):
    draw = serializers.CharField(source="draw.code")
    system = NamedSystem()
    result = CheckResultRead(allow_null=True, default=None)

    class Meta:
        model = SpotCheck
        fields = ["id", "draw", "system", "result"]


class SpotCheckDetail(SpotCheckRead):
    allowed_actions = serializers.SerializerMethodField()

    class Meta(SpotCheckRead.Meta):
        fields = [*SpotCheckRead.Meta.fields, "allowed_actions"]

    @extend_schema_field(AllowedAct(many=True))
    def get_allowed_actions(self, check: SpotCheck) -> list[dict[str, Any]]:
        return _offered("file_result", against_a_check(check, self.context["person"]))


class PeerOpinionRead(serializers.ModelSerializer[PeerOpinion]):
    answers = serializers.DictField(child=serializers.IntegerField(), help_text=", ".join(Dimension.values))
    by = serializers.CharField(source="by.account")

    class Meta:
        model = PeerOpinion
        fields = ["answers", "statement", "by", "at", "sha256"]


class AssignmentRead(serializers.ModelSerializer[Assignment]):
    draw = serializers.CharField(source="draw.code")
    assessor = NamedOrganisation()
    assessed = NamedOrganisation()
    system = NamedSystem()
    opinion = PeerOpinionRead(allow_null=True, default=None)

    class Meta:
        model = Assignment
        fields = ["id", "draw", "assessor", "assessed", "system", "opinion"]


class AssignmentDetail(AssignmentRead):
    allowed_actions = serializers.SerializerMethodField()

    class Meta(AssignmentRead.Meta):
        fields = [*AssignmentRead.Meta.fields, "allowed_actions"]

    @extend_schema_field(AllowedAct(many=True))
    def get_allowed_actions(self, assignment: Assignment) -> list[dict[str, Any]]:
        return _offered("give_opinion", against_an_opinion(assignment, self.context["person"]))


class DrawRead(serializers.ModelSerializer[Draw]):
    """``attempt``: which shuffle of the seed was the first to fit."""

    by = serializers.CharField(source="by.account")

    class Meta:
        model = Draw
        fields = ["code", "kind", "year", "seed", "attempt", "by", "at", "sha256"]


class DrawDetail(DrawRead):
    """``drawn_again``: whether seed and pool give the same result now. ``assignments``: those the caller may read."""

    pool = serializers.ListField(child=serializers.CharField())
    drawn_again = serializers.SerializerMethodField()
    spot_checks = serializers.SerializerMethodField()
    assignments = serializers.SerializerMethodField()

    class Meta(DrawRead.Meta):
        fields = [*DrawRead.Meta.fields, "pool", "drawn_again", "spot_checks", "assignments"]

    def get_drawn_again(self, draw: Draw) -> bool:
        return is_drawn_again(draw)

    @extend_schema_field(SpotCheckRead(many=True))
    def get_spot_checks(self, draw: Draw) -> Any:
        return SpotCheckRead(spot_checks_of(draw), many=True).data

    @extend_schema_field(AssignmentRead(many=True))
    def get_assignments(self, draw: Draw) -> Any:
        return AssignmentRead(assignments_visible_to(self.context["person"]).filter(draw=draw), many=True).data


class Draws(ActView, generics.ListAPIView[Draw]):
    """Lots, newest first: spot checks are the bureau's, who assesses whom is open to everybody who takes part."""

    serializer_class = DrawRead
    filter_backends = ()
    queryset = Draw.objects.none()

    def get_queryset(self) -> QuerySet[Draw]:
        return draws_visible_to(self.person)


class OneDraw(ActView):
    @extend_schema(responses=DrawDetail)
    def get(self, request: Request, code: str) -> Response:
        """One lot: what it was drawn from, whether it can be drawn again, and what came of it."""
        return Response(_told(get_object_or_404(draws_visible_to(self.person), code=code), self.person))


class SpotCheckDraws(ActView):
    @extend_schema(request=NewSpotCheckDraw, responses={201: DrawDetail}, parameters=CREATES)
    def post(self, request: Request) -> Response:
        """Draw live systems for a check on the spot."""
        by, told = self.person, self.told(NewSpotCheckDraw)
        return self.created(lambda: _drawn(draw_spot_checks(by=by, **told), by))


class CrossAssessmentDraws(ActView):
    @extend_schema(request=NewCrossAssessmentDraw, responses={201: DrawDetail}, parameters=CREATES)
    def post(self, request: Request) -> Response:
        """Seat every organisation that can take part in a circle in which each assesses the next."""
        by, told = self.person, self.told(NewCrossAssessmentDraw)
        return self.created(lambda: _drawn(draw_cross_assessment(by=by, **told), by))


class SpotCheckView(ActView):
    def check(self) -> SpotCheck:
        return get_object_or_404(spot_checks_visible_to(self.person), pk=self.kwargs["pk"])


class OneSpotCheck(SpotCheckView):
    @extend_schema(responses=SpotCheckDetail)
    def get(self, request: Request, pk: int) -> Response:
        """One system that a lot picked, and what was seen there."""
        return Response(SpotCheckDetail(self.check(), context={"person": self.person}).data)


class CheckResults(SpotCheckView):
    @extend_schema(request=NewCheckResult, responses={201: CheckResultRead}, parameters=CREATES)
    def post(self, request: Request, pk: int) -> Response:
        """Write down what was seen on the spot; the figures of the day are frozen beside it."""
        by, check, told = self.person, self.check(), self.told(NewCheckResult)

        def act() -> tuple[Any, str]:
            filed = file_check(check=check, by=by, **told)
            return CheckResultRead(filed).data, reverse("api:spot-check", args=[check.pk])

        return self.created(act)


class Assignments(ActView, generics.ListAPIView[Assignment]):
    """Who assesses whom, as far as the caller may read it: all for the bureau, else one's organisation's own."""

    serializer_class = AssignmentRead
    filter_backends = ()
    queryset = Assignment.objects.none()

    def get_queryset(self) -> QuerySet[Assignment]:
        return assignments_visible_to(self.person).order_by("-pk")


class AssignmentView(ActView):
    def assignment(self) -> Assignment:
        return get_object_or_404(assignments_visible_to(self.person), pk=self.kwargs["pk"])


class OneAssignment(AssignmentView):
    @extend_schema(responses=AssignmentDetail)
    def get(self, request: Request, pk: int) -> Response:
        """One organisation's turn, and the opinion it gave."""
        return Response(AssignmentDetail(self.assignment(), context={"person": self.person}).data)


class Opinions(AssignmentView):
    @extend_schema(request=NewOpinion, responses={201: PeerOpinionRead}, parameters=CREATES)
    def post(self, request: Request, pk: int) -> Response:
        """Give the opinion the organisation was drawn for: once, and for ever."""
        by, assignment, told = self.person, self.assignment(), self.told(NewOpinion)

        def act() -> tuple[Any, str]:
            given = file_opinion(assignment=assignment, by=by, **told)
            return PeerOpinionRead(given).data, reverse("api:assignment", args=[assignment.pk])

        return self.created(act)


def _told(draw: Draw, person: Person) -> Any:
    return DrawDetail(draw, context={"person": person}).data


def _drawn(draw: Draw, person: Person) -> tuple[Any, str]:
    return _told(draw, person), reverse("api:draw", args=[draw.code])


@dataclass(frozen=True, slots=True)
class _Offer:
    name: str
    obstacles: list[Obstacle]


def _offered(name: str, obstacles: list[Obstacle]) -> list[dict[str, Any]]:
    return list(AllowedAct([_Offer(name, obstacles)], many=True).data)
