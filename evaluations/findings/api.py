"""The API of this room, below ``/api/v1/``. Acts that leave a record are created resources."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from evaluations.findings.enums import Dismissal
from evaluations.findings.filters import FindingFilter
from evaluations.findings.models import Finding
from evaluations.findings.selectors.acts import acts_offered, findings_visible_to
from evaluations.findings.services import acts
from registry.organisations.callers import AllowedAct
from registry.organisations.models import Person


def _person(request: Request) -> Person:
    """Findings are for people: a program's token may report and read, never judge."""
    if not isinstance(request.user, Person):
        raise PermissionDenied(_("Findings are for people, not for programs."))
    return request.user


class Named(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()


class FindingRead(serializers.ModelSerializer[Finding]):
    """The shape of ``manage.py findings --json``, and what people made of it; the evidence is told with one finding."""

    system = Named()
    sponsor = Named(source="system.sponsor")
    policy_version = serializers.IntegerField(source="policy.version")

    class Meta:
        model = Finding
        fields = [
            "code",
            "system",
            "sponsor",
            "kind",
            "tier",
            "limbs",
            "state",
            "signals",
            "since",
            "first_seen_on",
            "policy_version",
            "version",
            "dismissed_until",
            "case_number",
        ]


class FindingDetail(FindingRead):
    evidence = serializers.JSONField()
    allowed_actions = serializers.SerializerMethodField()

    class Meta(FindingRead.Meta):
        fields = [*FindingRead.Meta.fields, "evidence", "evidence_sha256", "allowed_actions"]

    @extend_schema_field(AllowedAct(many=True))
    def get_allowed_actions(self, finding: Finding) -> list[dict[str, Any]]:
        return list(AllowedAct(acts_offered(finding, _person(self.context["request"])), many=True).data)


class ClaimWrite(serializers.Serializer[Any]):
    version = serializers.IntegerField(source="expected_version", help_text="The finding's version when it was read.")


class ReasonWrite(ClaimWrite):
    reason = serializers.CharField(allow_blank=True, max_length=2000)


class DismissalWrite(ReasonWrite):
    code = serializers.ChoiceField(choices=Dismissal.choices)
    until = serializers.DateField()


class CaseOpened(serializers.Serializer[Any]):
    case = serializers.CharField()


class FindingList(generics.ListAPIView[Finding]):
    """Findings the caller may see."""

    serializer_class = FindingRead
    filterset_class = FindingFilter
    queryset = Finding.objects.none()

    def get_queryset(self) -> Any:
        return findings_visible_to(_person(self.request)).order_by("tier", "since", "code")


class FindingOne(generics.RetrieveAPIView[Finding]):
    """One finding with its evidence and what the caller may do with it."""

    serializer_class = FindingDetail
    lookup_field = "code"
    queryset = Finding.objects.none()

    def get_queryset(self) -> Any:
        return findings_visible_to(_person(self.request))


class ActView(APIView):
    """One act on one finding."""

    def read(
        self, request: Request, code: str, shape: type[serializers.Serializer[Any]]
    ) -> tuple[Finding, dict[str, Any]]:
        finding = get_object_or_404(findings_visible_to(_person(request)), code=code)
        written = shape(data=request.data)
        written.is_valid(raise_exception=True)
        return finding, {**written.validated_data, "by": _person(request)}


class Claims(ActView):
    @extend_schema(request=ClaimWrite, responses={201: FindingRead})
    def post(self, request: Request, code: str) -> Response:
        finding, said = self.read(request, code, ClaimWrite)
        return Response(FindingRead(acts.claim(finding=finding, **said)).data, status.HTTP_201_CREATED)


class Releases(ActView):
    @extend_schema(request=ReasonWrite, responses={201: FindingRead})
    def post(self, request: Request, code: str) -> Response:
        finding, said = self.read(request, code, ReasonWrite)
        return Response(FindingRead(acts.release(finding=finding, **said)).data, status.HTTP_201_CREATED)


class Confirmations(ActView):
    @extend_schema(request=ReasonWrite, responses={201: CaseOpened})
    def post(self, request: Request, code: str) -> Response:
        finding, said = self.read(request, code, ReasonWrite)
        return Response({"case": acts.confirm(finding=finding, **said).number}, status.HTTP_201_CREATED)


class Dismissals(ActView):
    @extend_schema(request=DismissalWrite, responses={201: FindingRead})
    def post(self, request: Request, code: str) -> Response:
        finding, said = self.read(request, code, DismissalWrite)
        return Response(FindingRead(acts.dismiss(finding=finding, **said)).data, status.HTTP_201_CREATED)


urlpatterns: list[URLPattern] = [
    path("findings/", FindingList.as_view(), name="finding-list"),
    path("findings/<str:code>/", FindingOne.as_view(), name="finding-detail"),
    path("findings/<str:code>/claims/", Claims.as_view(), name="finding-claims"),
    path("findings/<str:code>/releases/", Releases.as_view(), name="finding-releases"),
    path("findings/<str:code>/confirmations/", Confirmations.as_view(), name="finding-confirmations"),
    path("findings/<str:code>/dismissals/", Dismissals.as_view(), name="finding-dismissals"),
]
