"""Appraisals and schemes are read; they are made by evaluations, commands and the acts beside."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.request import Request

from evaluations.appraisals.enums import Dimension, Gap, Standing
from evaluations.appraisals.filters import AppraisalFilter
from evaluations.appraisals.models import Appraisal, Scheme
from evaluations.appraisals.selectors.schemes import schemes
from evaluations.appraisals.selectors.visibility import appraisals_visible_to, reads_proposals
from registry.organisations.models import MachineToken, Person
from registry.provenance import Source


def _reader(request: Request) -> Person | MachineToken:
    """Whoever was let in: a person or a program."""
    who: Any = request.user
    return who  # type: ignore[no-any-return]


class IndicatorRead(serializers.Serializer[Any]):
    """One line of a scheme; weights and bounds as text, exactly."""

    filled_from = serializers.CharField(help_text="usage:<measure>, review:<step>.<question> or commitments")
    dimension = serializers.ChoiceField(choices=Dimension.choices)
    weight = serializers.CharField()
    zero_at = serializers.CharField(allow_null=True)
    full_at = serializers.CharField(allow_null=True)
    surface = serializers.BooleanField()
    source_text = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        """``label`` and ``source`` are names a field cannot have as an attribute here."""
        more = {"label": serializers.CharField(), "source": serializers.ChoiceField(choices=Source.choices)}
        return {**super().get_fields(), **more}


class SchemeRead(serializers.ModelSerializer[Scheme]):
    code = serializers.CharField()

    class Meta:
        model = Scheme
        fields = ["code", "kind", "version", "title", "effective_on", "sha256"]


class SchemeDetail(SchemeRead):
    indicators = IndicatorRead(many=True)

    class Meta(SchemeRead.Meta):
        fields = [
            *SchemeRead.Meta.fields,
            "indicators",
            "excellent_from",
            "good_from",
            "fair_from",
            "coverage_least_percent",
            "remeasure_days",
            "young_months",
            "source",
            "source_text",
        ]


class NamedSystem(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()


class AppraisalRead(serializers.ModelSerializer[Appraisal]):
    """``grade`` is empty where what is open could change it; the total lies between ``points`` and ``points_most``."""

    system = NamedSystem()
    scheme = serializers.CharField(source="scheme.code")
    case = serializers.CharField(source="case.number", default="")
    points_most = serializers.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        model = Appraisal
        fields = [
            "code",
            "system",
            "scheme",
            "purpose",
            "since",
            "until",
            "case",
            "judged",
            "points",
            "points_most",
            "weight_counted",
            "weight_open",
            "grade",
            "grade_least",
            "grade_most",
            "at",
            "sha256",
        ]


class ValueRead(IndicatorRead):
    standing = serializers.ChoiceField(choices=Standing.choices)
    degree = serializers.CharField(allow_null=True, help_text="Share of the weight that was earned, 0 to 1.")
    points = serializers.CharField(allow_null=True)
    low = serializers.CharField(allow_null=True)
    high = serializers.CharField(allow_null=True)
    unit = serializers.CharField(allow_blank=True)
    coverage = serializers.CharField(allow_null=True)
    gap = serializers.ChoiceField(choices=[("", ""), *Gap.choices])
    basis = serializers.DictField(child=serializers.CharField())


class AppraisalDetail(AppraisalRead):
    """``findings`` and ``proposal`` are null for whoever may not read findings."""

    values = ValueRead(many=True)
    commitments = serializers.ListField(child=serializers.DictField())
    findings = serializers.SerializerMethodField()
    proposal = serializers.SerializerMethodField()
    proposal_reasons = serializers.SerializerMethodField()

    class Meta(AppraisalRead.Meta):
        fields = [
            *AppraisalRead.Meta.fields,
            "values",
            "commitments",
            "findings",
            "proposal",
            "proposal_reasons",
        ]

    @extend_schema_field(serializers.ListField(child=serializers.DictField(), allow_null=True))
    def get_findings(self, appraisal: Appraisal) -> Any:
        return appraisal.findings if self.context["proposals"] else None

    @extend_schema_field(serializers.CharField(allow_null=True, allow_blank=True))
    def get_proposal(self, appraisal: Appraisal) -> str | None:
        return appraisal.proposal if self.context["proposals"] else None

    @extend_schema_field(serializers.ListField(child=serializers.CharField(), allow_null=True))
    def get_proposal_reasons(self, appraisal: Appraisal) -> Any:
        return appraisal.proposal_reasons if self.context["proposals"] else None


class SchemeList(generics.ListAPIView[Scheme]):
    """Every version of every scheme, newest first within a kind of system."""

    serializer_class = SchemeRead
    queryset = schemes()


@extend_schema(
    parameters=[
        OpenApiParameter("kind", str, OpenApiParameter.PATH),
        OpenApiParameter("version", int, OpenApiParameter.PATH),
    ]
)
class SchemeOne(generics.RetrieveAPIView[Scheme]):
    """One version with its indicators, weights and sources."""

    serializer_class = SchemeDetail
    queryset = schemes()

    def get_object(self) -> Scheme:
        version = self.kwargs["version"]
        number = int(version) if version.isdecimal() else 0  # no version is numbered 0
        chosen: Scheme = generics.get_object_or_404(self.get_queryset(), kind=self.kwargs["kind"], version=number)
        return chosen


class AppraisalList(generics.ListAPIView[Appraisal]):
    """Appraisals the caller may read, newest first. They are not ranked."""

    serializer_class = AppraisalRead
    filterset_class = AppraisalFilter
    queryset = Appraisal.objects.none()

    def get_queryset(self) -> Any:
        return appraisals_visible_to(_reader(self.request)).order_by("-pk")


class AppraisalOne(generics.RetrieveAPIView[Appraisal]):
    """One appraisal with every value, its coverage, and why there is none where there is none."""

    serializer_class = AppraisalDetail
    lookup_field = "code"
    queryset = Appraisal.objects.none()

    def get_queryset(self) -> Any:
        return appraisals_visible_to(_reader(self.request))

    def get_serializer_context(self) -> dict[str, Any]:
        schema = getattr(self, "swagger_fake_view", False)
        return {**super().get_serializer_context(), "proposals": not schema and reads_proposals(_reader(self.request))}
