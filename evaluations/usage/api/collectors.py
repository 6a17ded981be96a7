"""What collectors have brought."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from evaluations.usage.enums import CollectorKind
from evaluations.usage.selectors import collector_states, collectors_visible_to
from evaluations.usage.selectors.collectors import COUNTED, described
from registry.organisations.callers import Briefly, Called


class Owner(Briefly, serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()


class CollectorLine(serializers.Serializer[Any]):
    """A collector and the last it brought; ``systems``: how many it told of in the last quarter."""

    code = serializers.CharField(source="collector.code")
    organisation = Owner(source="collector.organisation", allow_null=True)
    kind = serializers.ChoiceField(CollectorKind.choices, source="collector.kind")
    last_day = serializers.DateField(allow_null=True)
    last_heartbeat = serializers.DateField(allow_null=True)
    systems = serializers.IntegerField()
    covered = serializers.IntegerField(help_text="Of the last 60 days, how many anything was told of.")


class CoveredDay(serializers.Serializer[Any]):
    """``coverage``: the mean share seen, 0 to 1; null when nobody said anything, which is never 0."""

    day = serializers.DateField()
    coverage = serializers.FloatField(allow_null=True)
    systems = serializers.IntegerField(help_text="How many rows stand for it.")
    heartbeat = serializers.BooleanField()


class Gap(serializers.Serializer[Any]):
    first = serializers.DateField()
    last = serializers.DateField()


class CollectorDocument(serializers.Serializer[Any]):
    """One collector: its last thirteen weeks through yesterday, the days nothing was told of, and what became of its rows."""

    code = serializers.CharField()
    organisation = Owner(allow_null=True)
    kind = serializers.ChoiceField(CollectorKind.choices)
    last_day = serializers.DateField(allow_null=True)
    last_heartbeat = serializers.DateField(allow_null=True)
    systems = serializers.ListField(
        child=serializers.CharField(), help_text="Codes of those told of in the last quarter."
    )
    days = CoveredDay(many=True)
    missing = Gap(many=True)
    rows = serializers.DictField(
        child=serializers.IntegerField(), help_text=f"By what became of them: {', '.join(COUNTED)}."
    )


class CollectorsView(Called):
    """The collectors the caller may see."""

    @extend_schema(operation_id="collectors", responses={200: CollectorLine(many=True)})
    def get(self, request: Request) -> Response:
        """Every collector the caller may see: when it last told anything, and of how many systems. For people."""
        today = timezone.localdate()
        states = collector_states(collectors_visible_to(self.person, on=today), today=today)
        return Response(CollectorLine(states, many=True).data)


class CollectorView(Called):
    """One collector."""

    @extend_schema(operation_id="collector", responses={200: CollectorDocument})
    def get(self, request: Request, code: str) -> Response:
        """What one collector brought day by day, and which days are missing. For people."""
        today = timezone.localdate()
        collector = get_object_or_404(collectors_visible_to(self.person, on=today), code=code)
        told = described(collector, today=today)
        document = {
            "code": collector.code,
            "organisation": collector.organisation,
            "kind": collector.kind,
            "last_day": told.last_day,
            "last_heartbeat": told.last_heartbeat,
            "systems": [system.code for system in told.systems],
            "days": told.days,
            "missing": [{"first": first, "last": last} for first, last in told.missing],
            "rows": told.counted,
        }
        return Response(CollectorDocument(document).data)
