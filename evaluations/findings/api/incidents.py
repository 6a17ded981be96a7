"""Incidents of collectors: read, and decided on."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from evaluations.findings.api.acts import ReasonWrite
from evaluations.findings.api.findings import person_of
from evaluations.findings.api.frame import COMMAND, ETAG, ActView, tagged
from evaluations.findings.filters import IncidentFilter
from evaluations.findings.models import Incident
from evaluations.findings.selectors.incidents import incident_acts_offered, incidents_visible_to
from evaluations.findings.services.incidents import confirm_incident, reject_incident
from registry.organisations.callers import AllowedAct


class IncidentRead(serializers.ModelSerializer[Incident]):
    """A week, named by its Sunday. ``share`` of the steady systems fell silent at once, where ``usual_share`` is usual; both 0 to 1."""

    collector = serializers.CharField(source="collector.code")
    decided_by = serializers.CharField(source="decided_by.name", default="", help_text="Empty until somebody decides.")

    class Meta:
        model = Incident
        fields = [
            "id",
            "collector",
            "week_ends_on",
            "share",
            "usual_share",
            "state",
            "decided_by",
            "decided_at",
            "decided_reason",
            "version",
        ]


class IncidentDetail(IncidentRead):
    allowed_actions = serializers.SerializerMethodField()

    class Meta(IncidentRead.Meta):
        fields = [*IncidentRead.Meta.fields, "allowed_actions"]

    @extend_schema_field(AllowedAct(many=True))
    def get_allowed_actions(self, incident: Incident) -> list[dict[str, Any]]:
        offers = incident_acts_offered(incident, person_of(self.context["request"]))
        return list(AllowedAct(offers, many=True).data)


class IncidentList(generics.ListAPIView[Incident]):
    """Weeks in which a collector that the caller may see seems to have failed, the newest first."""

    serializer_class = IncidentRead
    filterset_class = IncidentFilter
    queryset = Incident.objects.none()

    def get_queryset(self) -> Any:
        return incidents_visible_to(person_of(self.request)).order_by("-week_ends_on", "collector__code")


@extend_schema(parameters=[ETAG])
class IncidentOne(generics.RetrieveAPIView[Incident]):
    """One incident and what the caller may do with it."""

    serializer_class = IncidentDetail
    queryset = Incident.objects.none()

    def get_queryset(self) -> Any:
        return incidents_visible_to(person_of(self.request))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        incident = self.get_object()
        return tagged(self.get_serializer(incident).data, incident.version)


class OnIncident(ActView):
    """What somebody says of a week; who was wrong may say the opposite later."""

    def on_incident(self, act: Callable[..., Incident]) -> Response:
        incident = get_object_or_404(incidents_visible_to(person_of(self.request)), pk=self.kwargs["pk"])
        said = self.told(ReasonWrite)

        def done(version: int) -> dict[str, Any]:
            return dict(IncidentRead(act(incident=incident, by=self.person, expected_version=version, **said)).data)

        return self.acted(done)


class IncidentConfirmations(OnIncident):
    """The collector failed: the week stays missing for every system it watches."""

    @extend_schema(request=ReasonWrite, parameters=COMMAND, responses={201: IncidentRead})
    def post(self, request: Request, pk: int) -> Response:
        return self.on_incident(confirm_incident)


class Rejections(OnIncident):
    """The silence was real: the next sweep counts the week as it was told."""

    @extend_schema(request=ReasonWrite, parameters=COMMAND, responses={201: IncidentRead})
    def post(self, request: Request, pk: int) -> Response:
        return self.on_incident(reject_incident)
