"""The commitments over HTTP, below ``/api/v1/``: read only."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from rest_framework import generics, serializers

from lifecycle.commitments.models import Commitment, Indicator
from lifecycle.commitments.selectors import commitments_of, indicators
from registry.systems.selectors import systems_visible_to


class IndicatorShape(serializers.ModelSerializer[Indicator]):
    """An indicator of the library. ``formula``: how the program computes it; empty where people measure it.

    ``organisation``: the data bureau that added it, null where it is built in; ``withdrawn_on``: from then on it is not offered.
    """

    label: Any = serializers.CharField(source="__str__", read_only=True)
    meaning = serializers.CharField(source="meaning_in_words", read_only=True)
    unit = serializers.CharField(source="unit_in_words", read_only=True)
    population = serializers.CharField(source="population_in_words", read_only=True)
    source_text = serializers.CharField(source="source_in_words", read_only=True)
    organisation = serializers.CharField(source="organisation.code", default=None, allow_null=True)
    withdrawn_on = serializers.DateField(read_only=True, allow_null=True)

    class Meta:
        model = Indicator
        fields = [
            "code",
            "label",
            "meaning",
            "unit",
            "direction",
            "population",
            "data_source",
            "formula",
            "core",
            "surface",
            "source",
            "source_text",
            "organisation",
            "withdrawn_on",
        ]


class CommitmentShape(serializers.ModelSerializer[Commitment]):
    """One promise; numbers in the unit named, the tolerance in percent of the target."""

    code = serializers.CharField(read_only=True)
    indicator: Any = serializers.SlugRelatedField("code", read_only=True)
    label: Any = serializers.CharField(source="__str__", read_only=True)
    unit = serializers.CharField(source="unit_in_words", read_only=True)
    population = serializers.CharField(source="population_in_words", read_only=True)
    due_on: Any = serializers.SlugRelatedField("due_on", source="due_dates", many=True, read_only=True)

    class Meta:
        model = Commitment
        fields = [
            "code",
            "case_number",
            "indicator",
            "label",
            "unit",
            "direction",
            "baseline",
            "baseline_note",
            "target",
            "tolerance_percent",
            "population",
            "due_on",
            "data_source",
            "formula",
            "how_measured",
            "responsible_post",
            "promised_at",
        ]


class IndicatorList(generics.ListAPIView[Indicator]):
    """The library of indicators, core indicators first; with those that were withdrawn."""

    serializer_class = IndicatorShape
    filter_backends = ()
    queryset = Indicator.objects.none()

    def get_queryset(self) -> QuerySet[Indicator]:
        return indicators()


class CommitmentsOfSystem(generics.ListAPIView[Commitment]):
    """What was promised for one system."""

    serializer_class = CommitmentShape
    filter_backends = ()
    queryset = Commitment.objects.none()

    def get_queryset(self) -> QuerySet[Commitment]:
        who: Any = self.request.user
        return commitments_of(get_object_or_404(systems_visible_to(who), code=self.kwargs["code"]))


urlpatterns = [
    path("indicators/", IndicatorList.as_view(), name="indicators"),
    path("systems/<str:code>/commitments/", CommitmentsOfSystem.as_view(), name="system-commitments"),
]
