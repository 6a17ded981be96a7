"""The addresses of the program, and beside them the plain way of taking usage in: the baseline of ``benchmarks.usage_http``."""

import csv
import io
from typing import Any

from django.urls import path
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import BaseParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config.urls import urlpatterns as site
from evaluations.usage.api.reporting import ReportsUsage, UsageRowShape
from evaluations.usage.models import Collector, UsageRow
from evaluations.usage.payloads import PayloadParser
from registry.systems.models import System


class CsvRows(BaseParser):
    media_type = "text/csv"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        rows = csv.DictReader(io.StringIO(stream.read().decode()))
        return {"collector": parser_context["request"].query_params["collector"], "rows": list(rows)}


class PlainUsage(APIView):
    """What one would write with the framework's own means: a serializer for many, a query for the systems, ``bulk_create``."""

    permission_classes = [IsAuthenticated, ReportsUsage]
    parser_classes = [PayloadParser, CsvRows]

    def post(self, request: Request) -> Response:
        content: Any = getattr(request.data, "content", request.data)
        sent = UsageRowShape(data=content["rows"], many=True)
        sent.is_valid(raise_exception=True)
        collector = Collector.objects.get_or_create(code=content["collector"])[0]
        rows: list[dict[str, Any]] = sent.validated_data
        ids: dict[str, int] = {}
        codes = [row["system"] for row in rows]
        for start in range(0, len(codes), 500):
            ids.update(System.objects.filter(code__in=codes[start : start + 500]).values_list("code", "pk"))
        if unknown := set(codes) - ids.keys():
            raise ValidationError({"system": sorted(unknown)})
        made = [UsageRow(system_id=ids[row.pop("system")], collector=collector, **row) for row in rows]
        UsageRow.objects.bulk_create(
            made,
            batch_size=1000,
            update_conflicts=True,
            unique_fields=["day", "system", "collector", "period_days"],
            update_fields=["active_users", "effective_users", "sessions", "errors", "coverage"],
        )
        return Response({"rows": len(made)})


urlpatterns = [*site, path("plain/usage/", PlainUsage.as_view())]
