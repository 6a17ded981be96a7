"""Where programs send counters, and read them back."""

import hashlib
from datetime import date, timedelta
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from evaluations.usage.api.batches import MOST_ROWS, batch_of
from evaluations.usage.models import MEASURES
from evaluations.usage.payloads import CsvParser, Payload, PayloadParser
from evaluations.usage.permissions import may_report
from evaluations.usage.rules.values import LONGEST_CODE, LONGEST_PERIOD
from evaluations.usage.selectors import daily_series
from evaluations.usage.services import Intake, beat_heart, take_in_delivery
from evaluations.usage.services.answers import answer_once
from registry.organisations.callers import key_of
from registry.organisations.models import MachineToken, Person
from registry.systems.selectors import systems_visible_to

MOST_DAYS = 1_100


class ReportsUsage(BasePermission):
    """A machine token with the scope to report usage."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return may_report(request.auth)


class UsageRowShape(serializers.Serializer[Any]):
    """One system's counters over ``period_days`` up to and including ``day``; a measure left out is unknown, not 0."""

    system = serializers.CharField()
    day = serializers.DateField()
    collector = serializers.CharField(required=False, max_length=LONGEST_CODE)
    period_days = serializers.IntegerField(default=1, min_value=1, max_value=LONGEST_PERIOD)
    coverage = serializers.FloatField(default=1, min_value=0, max_value=1, help_text="The share of the period seen.")

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = dict(super().get_fields())
        for name in MEASURES:
            fields[name] = serializers.IntegerField(required=False, allow_null=True, min_value=0)
        return fields


class UsageBatch(serializers.Serializer[Any]):
    collector = serializers.CharField(max_length=LONGEST_CODE)
    rows = UsageRowShape(many=True, help_text=f"At most {MOST_ROWS}.")
    complete = serializers.BooleanField(
        default=False, help_text="All the collector knows of these periods: watched systems left out had zero."
    )


class RowCounts(serializers.Serializer[Any]):
    new = serializers.IntegerField()
    changed = serializers.IntegerField()
    same = serializers.IntegerField()
    wrong = serializers.IntegerField()


class UsageReceipt(serializers.Serializer[Any]):
    rows = RowCounts()
    systems = serializers.IntegerField()
    heartbeats = serializers.IntegerField()
    warnings = serializers.ListField(child=serializers.CharField())
    unknown_columns = serializers.ListField(
        child=serializers.CharField(), help_text="Fields of rows that were not used."
    )
    sha256 = serializers.CharField(help_text="Of the body as it was understood; it is in the ledger too.")


class Heartbeats(serializers.Serializer[Any]):
    collector = serializers.CharField(max_length=LONGEST_CODE)
    days = serializers.ListField(child=serializers.DateField(), min_length=1, max_length=LONGEST_PERIOD)
    period_days = serializers.IntegerField(default=1, min_value=1, max_value=LONGEST_PERIOD)

    def validate_days(self, days: list[date]) -> list[date]:
        if max(days) > timezone.localdate():
            raise ValidationError(_("A day is in the future."), code="future-day")
        return days


class HeartbeatReceipt(serializers.Serializer[Any]):
    new = serializers.IntegerField()


class UsageDay(serializers.Serializer[Any]):
    """One day; a measure that nobody knows is null, and so is the coverage of a day nobody saw."""

    day = serializers.DateField()
    coverage = serializers.FloatField(allow_null=True)
    measures = serializers.DictField(child=serializers.FloatField())


class UsageSeries(serializers.Serializer[Any]):
    system = serializers.CharField()
    days = UsageDay(many=True)


_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The same key and body get the same answer.",
)
_OF_CSV = [
    OpenApiParameter(
        "collector", OpenApiTypes.STR, description="With CSV: which collector counted, for rows that name none."
    ),
    OpenApiParameter("complete", OpenApiTypes.BOOL, description="With CSV: what “complete” says in JSON."),
]


class UsageView(APIView):
    """Where programs send counters."""

    permission_classes = [IsAuthenticated, ReportsUsage]
    parser_classes = [PayloadParser, CsvParser]

    @extend_schema(
        operation_id="usage_report",
        request={"application/json": UsageBatch, "text/csv": OpenApiTypes.STR},
        responses={200: UsageReceipt},
        parameters=[_KEY, *_OF_CSV],
    )
    def post(self, request: Request) -> Response:
        """Report counters of up to 10,000 rows, all or none; a period sent again is replaced as a whole. CSV has the
        columns of a usage file; its rows are numbered as in a file, the header being row 1."""
        payload = _payload(request)
        token = _token(request)
        with batch_of(payload, request.query_params) as batch:

            def act() -> dict[str, Any]:
                intake = take_in_delivery(
                    batch.delivery,
                    collector=batch.collector,
                    by=token,
                    reporter=token.organisation,
                    complete=batch.complete,
                )
                if intake.wrong:
                    raise ValidationError(_problems(intake))
                return _receipt(intake)

            return Response(_once(request, payload, token, act))


class HeartbeatView(APIView):
    """Where a collector says that it was up."""

    permission_classes = [IsAuthenticated, ReportsUsage]
    parser_classes = [PayloadParser]

    @extend_schema(
        operation_id="usage_heartbeats", request=Heartbeats, responses={200: HeartbeatReceipt}, parameters=[_KEY]
    )
    def post(self, request: Request) -> Response:
        """Say that a collector was up on some days for everything it watches: its silence about a system then means zero."""
        payload = _payload(request)
        token = _token(request)
        sent = Heartbeats(data=payload.content)
        sent.is_valid(raise_exception=True)

        def act() -> dict[str, Any]:
            return {"new": beat_heart(**sent.validated_data, by=token, reporter=token.organisation)}

        return Response(_once(request, payload, token, act))


class SystemUsageView(APIView):
    """One system's days."""

    @extend_schema(
        operation_id="system_usage",
        responses={200: UsageSeries},
        parameters=[
            OpenApiParameter("from", OpenApiTypes.DATE, description="Default: 90 days before “to”."),
            OpenApiParameter("to", OpenApiTypes.DATE, description="Default: today."),
        ],
    )
    def get(self, request: Request, code: str) -> Response:
        """A system's usage day by day, the finest source first; what nobody saw is null, never 0."""
        who = request.auth or request.user
        assert isinstance(who, MachineToken | Person)  # noqa: S101  (IsAuthenticated let nobody else in)
        system = get_object_or_404(systems_visible_to(who), code=code)
        until = _day(request, "to", timezone.localdate())
        since = _day(request, "from", until - timedelta(days=89))
        if not 0 <= (until - since).days < MOST_DAYS:
            raise ValidationError({"from": [_("Ask for 1 to %(most)d days.") % {"most": MOST_DAYS}]})
        points = daily_series(system, since=since, until=until)
        return Response(
            {
                "system": system.code,
                "days": [
                    {"day": point.since.isoformat(), "coverage": point.coverage, "measures": point.measures}
                    for point in points
                ],
            }
        )


def _payload(request: Request) -> Payload:
    data: Any = request.data
    return data if isinstance(data, Payload) else Payload(None, "")


def _token(request: Request) -> MachineToken:
    assert isinstance(request.auth, MachineToken)  # noqa: S101  (ReportsUsage let nobody else in)
    return request.auth


def _once(request: Request, payload: Payload, token: MachineToken, act: Any) -> dict[str, Any]:
    key = key_of(request)
    if not key:
        answer: dict[str, Any] = act()
        return answer
    scope = f"{request.get_full_path()} {payload.sha256}"
    return answer_once(account=token.account, key=key, body_sha256=hashlib.sha256(scope.encode()).hexdigest(), act=act)


def _problems(intake: Intake) -> dict[Any, Any]:
    found: dict[int, dict[str, list[ErrorDetail]]] = {}
    for error in intake.errors:
        found.setdefault(error.row, {}).setdefault(error.column or "row", []).append(
            ErrorDetail(error.message, error.code)
        )
    return found


def _receipt(intake: Intake) -> dict[str, Any]:
    return {
        "rows": intake.counts,
        "systems": len(intake.system_ids),
        "heartbeats": intake.heartbeats,
        "warnings": intake.warnings,
        "unknown_columns": intake.unknown_columns,
        "sha256": intake.sha256,
    }


def _day(request: Request, name: str, default: date) -> date:
    text = request.query_params.get(name, "")
    try:
        return date.fromisoformat(text) if text else default
    except ValueError:
        raise ValidationError({name: [_("Write a day as 2026-01-31.")]}) from None
