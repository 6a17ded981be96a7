"""Exemptions: read, asked for, decided on, ended."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from evaluations.findings.api.acts import ReasonWrite
from evaluations.findings.api.findings import Named, person_of
from evaluations.findings.api.frame import COMMAND, ETAG, IDEMPOTENCY_KEY, ActView, tagged
from evaluations.findings.enums import ExemptionGround
from evaluations.findings.filters import ExemptionFilter
from evaluations.findings.models import Exemption
from evaluations.findings.selectors.exemptions import exemption_acts_offered, exemptions_visible_to
from evaluations.findings.services import exemptions
from registry.organisations.callers import AllowedAct
from registry.systems.selectors import systems_visible_to


class ExemptionRead(serializers.ModelSerializer[Exemption]):
    system = Named()

    class Meta:
        model = Exemption
        fields = ["id", "system", "ground", "reason", "basis", "since", "until", "state", "decided_reason", "version"]


class ExemptionDetail(ExemptionRead):
    allowed_actions = serializers.SerializerMethodField()

    class Meta(ExemptionRead.Meta):
        fields = [*ExemptionRead.Meta.fields, "allowed_actions"]

    @extend_schema_field(AllowedAct(many=True))
    def get_allowed_actions(self, exemption: Exemption) -> list[dict[str, Any]]:
        offers = exemption_acts_offered(exemption, person_of(self.context["request"]))
        return list(AllowedAct(offers, many=True).data)


class ExemptionWrite(serializers.Serializer[Any]):
    system = serializers.CharField(max_length=40, help_text="The system's code.")
    ground = serializers.ChoiceField(choices=ExemptionGround.choices)
    reason = serializers.CharField(allow_blank=True, max_length=2000)
    basis = serializers.CharField(allow_blank=True, max_length=300, default="")
    since = serializers.DateField()
    until = serializers.DateField()


class ExemptionList(ActView, generics.ListAPIView[Exemption]):
    """Exemptions the caller may see; asking for one."""

    serializer_class = ExemptionRead
    filterset_class = ExemptionFilter
    queryset = Exemption.objects.none()

    def get_queryset(self) -> Any:
        return exemptions_visible_to(person_of(self.request)).order_by("-pk")

    @extend_schema(request=ExemptionWrite, parameters=[IDEMPOTENCY_KEY], responses={201: ExemptionRead})
    def post(self, request: Request) -> Response:
        said = self.told(ExemptionWrite)
        system = get_object_or_404(systems_visible_to(self.person).select_related("sponsor"), code=said.pop("system"))
        return self.created(
            lambda: dict(ExemptionRead(exemptions.ask_exemption(system=system, by=self.person, **said)).data)
        )


@extend_schema(parameters=[ETAG])
class ExemptionOne(generics.RetrieveAPIView[Exemption]):
    """One exemption and what the caller may do with it."""

    serializer_class = ExemptionDetail
    queryset = Exemption.objects.none()

    def get_queryset(self) -> Any:
        return exemptions_visible_to(person_of(self.request))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        exemption = self.get_object()
        return tagged(self.get_serializer(exemption).data, exemption.version)


class OnExemption(ActView):
    def on_exemption(self, act: Callable[..., Exemption]) -> Response:
        exemption = get_object_or_404(exemptions_visible_to(person_of(self.request)), pk=self.kwargs["pk"])
        said = self.told(ReasonWrite)

        def done(version: int) -> dict[str, Any]:
            return dict(ExemptionRead(act(exemption=exemption, by=self.person, expected_version=version, **said)).data)

        return self.acted(done)


class Grants(OnExemption):
    """By a second person."""

    @extend_schema(request=ReasonWrite, parameters=COMMAND, responses={201: ExemptionRead})
    def post(self, request: Request, pk: int) -> Response:
        return self.on_exemption(exemptions.grant_exemption)


class ExemptionRefusals(OnExemption):
    """By a second person."""

    @extend_schema(request=ReasonWrite, parameters=COMMAND, responses={201: ExemptionRead})
    def post(self, request: Request, pk: int) -> Response:
        return self.on_exemption(exemptions.refuse_exemption)


class Endings(OnExemption):
    @extend_schema(request=ReasonWrite, parameters=COMMAND, responses={201: ExemptionRead})
    def post(self, request: Request, pk: int) -> Response:
        return self.on_exemption(exemptions.end_exemption)
