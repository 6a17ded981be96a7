"""The sponsor's yearly word, and values nobody can compute."""

import re
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from evaluations.appraisals.api.frame import CREATES, ActView
from evaluations.appraisals.models import Reading, SelfEvaluation
from evaluations.appraisals.selectors.appraisals import self_evaluations_of
from evaluations.appraisals.selectors.promises import readings_of
from evaluations.appraisals.services.self_evaluations import file_self_evaluation, read_off
from lifecycle.commitments.models import Commitment
from lifecycle.commitments.selectors import commitments_of
from registry.systems.models import System

_YEAR = re.compile("[0-9]{4}")


class NewSelfEvaluation(serializers.Serializer[Any]):
    """Nobody types figures in: they are frozen as they are stored. ``comments``: {``filled_from`` of an indicator: text}."""

    year = serializers.IntegerField(min_value=2000, max_value=2999)
    comments = serializers.DictField(
        child=serializers.CharField(max_length=1000, allow_blank=True), required=False, default=dict
    )
    statement = serializers.CharField(max_length=4000, allow_blank=True, default="")


class SelfEvaluationRead(serializers.ModelSerializer[SelfEvaluation]):
    """``appraisal``: the code of the frozen figures."""

    appraisal = serializers.CharField(source="appraisal.code")
    comments = serializers.DictField(child=serializers.CharField())
    by = serializers.CharField(source="by.account")

    class Meta:
        model = SelfEvaluation
        fields = ["year", "appraisal", "comments", "statement", "by", "at", "sha256"]


class NewReading(serializers.Serializer[Any]):
    """``commitment``: its code, such as ``AD-2026-000012/1``; ``evidence``: where the value can be looked up."""

    commitment = serializers.CharField(max_length=60)
    since = serializers.DateField()
    until = serializers.DateField()
    value = serializers.DecimalField(max_digits=12, decimal_places=4)
    evidence = serializers.CharField(max_length=1000)


class ReadingRead(serializers.ModelSerializer[Reading]):
    commitment = serializers.CharField(source="commitment.code")
    by = serializers.CharField(source="by.account")

    class Meta:
        model = Reading
        fields = ["id", "commitment", "since", "until", "value", "evidence", "by", "at"]


class SelfEvaluations(ActView):
    @extend_schema(responses=SelfEvaluationRead(many=True))
    def get(self, request: Request, code: str) -> Response:
        """What the sponsor said each year, newest first."""
        return Response(SelfEvaluationRead(self_evaluations_of(self.system()), many=True).data)

    @extend_schema(request=NewSelfEvaluation, responses={201: SelfEvaluationRead}, parameters=CREATES)
    def post(self, request: Request, code: str) -> Response:
        """File the self-evaluation of a year: once, by the sponsor's staff, on the figures as they are."""
        by, system, told = self.person, self.system(), self.told(NewSelfEvaluation)

        def act() -> tuple[Any, str]:
            filed = file_self_evaluation(system=system, by=by, **told)
            return SelfEvaluationRead(filed).data, reverse("api:self-evaluation", args=[system.code, filed.year])

        return self.created(act)


class OneYear(ActView):
    @extend_schema(responses=SelfEvaluationRead, parameters=[OpenApiParameter("year", int, OpenApiParameter.PATH)])
    def get(self, request: Request, code: str, year: str) -> Response:
        """The self-evaluation of one year."""
        number = int(year) if _YEAR.fullmatch(year) else 0  # nothing was said of the year 0
        found = get_object_or_404(self_evaluations_of(self.system()), year=number)
        return Response(SelfEvaluationRead(found).data)


class Readings(ActView):
    @extend_schema(responses=ReadingRead(many=True))
    def get(self, request: Request, code: str) -> Response:
        """Every value that was entered for the system's commitments, newest first."""
        return Response(ReadingRead(readings_of(self.system()), many=True).data)

    @extend_schema(request=NewReading, responses={201: ReadingRead}, parameters=CREATES)
    def post(self, request: Request, code: str) -> Response:
        """Enter the value of a commitment that the program cannot compute, for days that have passed."""
        by, system, told = self.person, self.system(), self.told(NewReading)
        told["commitment"] = _promised(system, told["commitment"])

        def act() -> tuple[Any, str]:
            reading = read_off(by=by, **told)
            return ReadingRead(reading).data, reverse("api:reading", args=[system.code, reading.pk])

        return self.created(act)


class OneReading(ActView):
    @extend_schema(responses=ReadingRead)
    def get(self, request: Request, code: str, pk: int) -> Response:
        """One value as it was entered."""
        return Response(ReadingRead(get_object_or_404(readings_of(self.system()), pk=pk)).data)


def _promised(system: System, code: str) -> Commitment:
    for commitment in commitments_of(system).select_related("system"):
        if commitment.code == code:
            return commitment
    raise ValidationError({"commitment": [_("The system has no commitment “%(code)s”.") % {"code": code}]})
