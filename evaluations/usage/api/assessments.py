"""The days on which use is looked at."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from evaluations.usage.models import AssessmentDay
from evaluations.usage.permissions import may_keep_assessments
from evaluations.usage.services.assessments import add_assessment_day, remove_assessment_day
from registry.organisations.models import Person
from registry.organisations.selectors import roles_today


class AssessmentDayShape(serializers.Serializer[Any]):
    """A day on which use is looked at."""

    id = serializers.IntegerField(read_only=True)
    day = serializers.DateField()
    label = serializers.CharField(max_length=200)  # type: ignore[assignment]  # a field of ours called like one of DRF's own


class KeepsAssessments(BasePermission):
    """A person who may note assessment days."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return isinstance(request.user, Person) and may_keep_assessments(roles_today(request.user))


class AssessmentDaysView(APIView):
    """Assessment days, the newest first."""

    permission_classes = [IsAuthenticated, KeepsAssessments]

    @extend_schema(operation_id="assessment_days", responses={200: AssessmentDayShape(many=True)})
    def get(self, request: Request) -> Response:
        """The days on which use is looked at; a spike around one that falls back is a sign of flattered use."""
        return Response(AssessmentDayShape(AssessmentDay.objects.order_by("-day"), many=True).data)

    @extend_schema(operation_id="assessment_day_add", request=AssessmentDayShape, responses={201: AssessmentDayShape})
    def post(self, request: Request) -> Response:
        """Note a day on which use is looked at."""
        sent = AssessmentDayShape(data=request.data)
        sent.is_valid(raise_exception=True)
        added = add_assessment_day(**sent.validated_data, by=_person(request))
        return Response(AssessmentDayShape(added).data, status=201)


class AssessmentDayView(APIView):
    """One assessment day."""

    permission_classes = [IsAuthenticated, KeepsAssessments]

    @extend_schema(operation_id="assessment_day_remove", responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Take a day back that was no assessment."""
        remove_assessment_day(assessment=get_object_or_404(AssessmentDay, pk=pk), by=_person(request))
        return Response(status=204)


def _person(request: Request) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101  (KeepsAssessments let nobody else in)
    return request.user
