"""Findings as they are read."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from evaluations.findings.api.frame import ETAG, tagged
from evaluations.findings.filters import FindingFilter
from evaluations.findings.models import Answer, Finding, Inquiry
from evaluations.findings.selectors.acts import acts_offered, findings_visible_to
from evaluations.findings.selectors.inquiries import inquiries_of
from registry.lists.lines import Lines, ListedInLines
from registry.organisations.callers import AllowedAct, Briefly
from registry.organisations.models import Person


def person_of(request: Request) -> Person:
    """Findings are for people: a program's token may report and read, never judge."""
    if not isinstance(request.user, Person):
        raise PermissionDenied(_("Findings are for people, not for programs."))
    return request.user


class Named(Briefly, serializers.Serializer[Any]):
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
            "snoozed_until",
            "dismissed_until",
            "confirmed_as",
            "case_number",
        ]


class AnswerRead(serializers.ModelSerializer[Answer]):
    class Meta:
        model = Answer
        fields = ["stance", "words", "file_name", "file_sha256", "at"]


class InquiryRead(serializers.ModelSerializer[Inquiry]):
    organisation = Named()
    answers = AnswerRead(many=True)

    class Meta:
        model = Inquiry
        fields = ["kind", "organisation", "words", "asked_at", "due_on", "answers"]


class FindingDetail(FindingRead):
    evidence = serializers.JSONField()
    inquiries = serializers.SerializerMethodField()
    allowed_actions = serializers.SerializerMethodField()

    class Meta(FindingRead.Meta):
        fields = [*FindingRead.Meta.fields, "evidence", "evidence_sha256", "inquiries", "allowed_actions"]

    @extend_schema_field(InquiryRead(many=True))
    def get_inquiries(self, finding: Finding) -> list[dict[str, Any]]:
        return list(InquiryRead(inquiries_of(finding), many=True).data)

    @extend_schema_field(AllowedAct(many=True))
    def get_allowed_actions(self, finding: Finding) -> list[dict[str, Any]]:
        return list(AllowedAct(acts_offered(finding, person_of(self.context["request"])), many=True).data)


class FindingList(ListedInLines[Finding]):
    """Findings the caller may see."""

    serializer_class = FindingRead
    lines = Lines(FindingRead, Finding.objects.all())
    filterset_class = FindingFilter
    queryset = Finding.objects.none()

    def get_queryset(self) -> Any:
        return findings_visible_to(person_of(self.request)).order_by("tier", "since", "code")


@extend_schema(parameters=[ETAG])
class FindingOne(generics.RetrieveAPIView[Finding]):
    """One finding with its evidence and what the caller may do with it."""

    serializer_class = FindingDetail
    lookup_field = "code"
    queryset = Finding.objects.none()

    def get_queryset(self) -> Any:
        return findings_visible_to(person_of(self.request))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        finding = self.get_object()
        return tagged(self.get_serializer(finding).data, finding.version)
