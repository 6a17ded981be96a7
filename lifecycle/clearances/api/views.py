"""Items, lists and probes below a case's clearances, and the completion report. Attesting and verifying are in ``cases``."""

import tempfile
from pathlib import Path
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from lifecycle.cases.api.of_case import OfCase
from lifecycle.cases.models import Clearance
from lifecycle.clearances import services
from lifecycle.clearances.api.shapes import (
    ClearanceState,
    ItemShape,
    JobShape,
    ListShape,
    NewItem,
    NewList,
    NewWaiver,
    ProbeShape,
    ReportShape,
    report_document,
)
from lifecycle.clearances.limits import limits_here
from lifecycle.clearances.models import ClearanceItem, FreshList
from lifecycle.clearances.rules.pictures import Picture
from lifecycle.clearances.rules.proof import obstacles_left
from lifecycle.clearances.selectors import basis_of, pictures_of, probes_of, report_of
from lifecycle.clearances.selectors.report import ClearanceResult, results_of
from registry.jobs.tasks import nudge


class _OfClearance(OfCase):
    def clearance(self) -> Clearance:
        return get_object_or_404(Clearance.objects.select_related("case"), case=self.case(), kind=self.kwargs["kind"])

    def item(self) -> ClearanceItem:
        items = ClearanceItem.objects.select_related("clearance__case__system", "added_by", "waived_by")
        return get_object_or_404(items, clearance=self.clearance(), pk=self.kwargs["pk"])


class ReportView(_OfClearance):
    @extend_schema(responses=ReportShape)
    def get(self, request: Request, number: str) -> Response:
        """The completion report; before the case is closed, the report so far."""
        return Response(report_document(report_of(self.case(), reader=self.person)))


class ClearanceList(_OfClearance):
    @extend_schema(responses=ClearanceState(many=True))
    def get(self, request: Request, number: str) -> Response:
        """The three clearances; empty until the case is decided."""
        case = self.case()
        pictures = pictures_of(case)
        return Response([_state(result, pictures[result.clearance.kind]) for result in results_of(case)])


class ClearanceView(_OfClearance):
    @extend_schema(responses=ClearanceState)
    def get(self, request: Request, number: str, kind: str) -> Response:
        clearance = self.clearance()
        picture = pictures_of(self.case())[kind]
        result = next(one for one in results_of(clearance.case) if one.clearance.kind == kind)
        return Response(_state(result, picture))


class ItemList(_OfClearance):
    @extend_schema(responses=ItemShape(many=True))
    def get(self, request: Request, number: str, kind: str) -> Response:
        items = ClearanceItem.objects.filter(clearance=self.clearance()).select_related("added_by", "waived_by")
        return Response(ItemShape(items.order_by("id"), many=True).data)

    @extend_schema(request=NewItem, responses={201: ItemShape})
    def post(self, request: Request, number: str, kind: str) -> Response:
        told = NewItem(data=request.data)
        told.is_valid(raise_exception=True)
        item = services.add_item(clearance=self.clearance(), by=self.person, **told.validated_data)
        return Response(ItemShape(item).data, status=status.HTTP_201_CREATED)


class ItemView(_OfClearance):
    @extend_schema(responses=ItemShape)
    def get(self, request: Request, number: str, kind: str, pk: int) -> Response:
        return Response(ItemShape(self.item()).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, number: str, kind: str, pk: int) -> Response:
        services.remove_item(item=self.item(), by=self.person)
        return Response(status=status.HTTP_204_NO_CONTENT)


class WaiverView(_OfClearance):
    @extend_schema(request=NewWaiver, responses={201: ItemShape})
    def post(self, request: Request, number: str, kind: str, pk: int) -> Response:
        item, told = self.item(), NewWaiver(data=request.data)
        told.is_valid(raise_exception=True)
        item = services.waive(item=item, by=self.person, **told.validated_data)
        return Response(ItemShape(item).data, status=status.HTTP_201_CREATED)


class ProbeList(_OfClearance):
    @extend_schema(responses=ProbeShape(many=True))
    def get(self, request: Request, number: str, kind: str, pk: int) -> Response:
        """The newest looks at one item, newest first."""
        item = self.item()
        return Response(ProbeShape(probes_of([item]).get(item.pk, []), many=True).data)


class ProbeRequests(_OfClearance):
    @extend_schema(request=None, responses={202: JobShape})
    def post(self, request: Request, number: str) -> Response:
        """Have every address of the case looked at now, in the background."""
        job = services.ask_for_probes(case=self.case(), by=self.person)
        nudge()
        told = {"job": job.pk, "url": reverse("jobs:detail", args=[job.pk])}
        return Response(told, status=status.HTTP_202_ACCEPTED)


class ListList(_OfClearance):
    parser_classes = [MultiPartParser]

    @extend_schema(responses=ListShape(many=True))
    def get(self, request: Request, number: str, kind: str) -> Response:
        lists = (
            FreshList.objects.filter(clearance=self.clearance()).select_related("by").order_by("-received_at", "-id")
        )
        return Response(ListShape(lists, many=True).data)

    @extend_schema(request={"multipart/form-data": NewList}, responses={201: ListShape})
    def post(self, request: Request, number: str, kind: str) -> Response:
        """Bring a fresh list; ``remaining`` names the items that are still in it."""
        told = NewList(data=request.data)
        told.is_valid(raise_exception=True)
        file = told.validated_data["file"]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "table").with_suffix(Path(file.name).suffix.lower())
            path.write_bytes(file.read())
            fresh = services.take_fresh_list(
                clearance=self.clearance(),
                path=path,
                name=file.name,
                exported_at=told.validated_data["exported_at"],
                by=self.person,
            )
        return Response(ListShape(fresh).data, status=status.HTTP_201_CREATED)


def _state(result: ClearanceResult, picture: Picture) -> dict[str, Any]:
    found = obstacles_left(picture, at=timezone.now(), limits=limits_here())
    told = {
        "clearance": result.clearance,
        "items": [one.item for one in result.items],
        "newest_list": result.newest_list,
        "current_basis": basis_of(result.clearance),
        "missing": [{"code": one.code, "message": str(one.message)} for one in found],
    }
    return dict(ClearanceState(told).data)
