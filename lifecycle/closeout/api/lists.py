"""What there is to settle, and the lists that can still change."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from lifecycle.cases.models import Case
from lifecycle.closeout import services
from lifecycle.closeout.api.frame import OfMatter
from lifecycle.closeout.api.shapes import (
    CloseoutShape,
    HandOverItemShape,
    HoldShape,
    MatterShape,
    NewHandOverItem,
    NewMatter,
)
from lifecycle.closeout.filters import HoldFilter
from lifecycle.closeout.models import Acceptance, Announcement, FundHold, HandOverItem
from lifecycle.closeout.rules.leaving import obstacles_before_shutdown, obstacles_before_the_end
from lifecycle.closeout.selectors import closeout_of, hand_over_of, holds_of, holds_visible_to, matters_of, successor_of
from registry.refusals import Obstacle


class CloseoutView(OfMatter):
    @extend_schema(responses=CloseoutShape)
    def get(self, request: Request, number: str) -> Response:
        """Everything there is to settle in the case; empty until it is decided that the system goes."""
        case = self.case()
        closeout = closeout_of(case)
        told = {
            "matters": matters_of(case),
            "unlisted": closeout.unlisted,
            "nothing_held": case.nothing_held.select_related("by"),
            "hand_over": _hand_over(case),
            "announcements": Announcement.objects.filter(case=case).select_related("by"),
            "holds": holds_of(case).select_related("case__system"),
            "missing_before_shutdown": _in_words(obstacles_before_shutdown(closeout)),
            "missing_before_the_end": _in_words(obstacles_before_the_end(closeout)),
        }
        return Response(CloseoutShape(told).data)


class MatterList(OfMatter):
    @extend_schema(responses=MatterShape(many=True))
    def get(self, request: Request, number: str) -> Response:
        return Response(MatterShape(matters_of(self.case()), many=True).data)

    @extend_schema(request=NewMatter, responses={201: MatterShape})
    def post(self, request: Request, number: str) -> Response:
        """Put something on the list that the register does not name."""
        matter = services.add_matter(case=self.case(), by=self.person, **self.told(NewMatter))
        return Response(MatterShape(matter).data, status=status.HTTP_201_CREATED)


class MatterView(OfMatter):
    @extend_schema(responses=MatterShape)
    def get(self, request: Request, number: str, pk: int) -> Response:
        return Response(MatterShape(self.matter()).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, number: str, pk: int) -> Response:
        """Take off the list what should never have been on it."""
        services.remove_matter(matter=self.matter(), by=self.person)
        return Response(status=status.HTTP_204_NO_CONTENT)


class HandOverList(OfMatter):
    @extend_schema(responses=HandOverItemShape(many=True))
    def get(self, request: Request, number: str) -> Response:
        items = HandOverItem.objects.filter(case=self.case()).select_related("added_by")
        return Response(HandOverItemShape(items, many=True).data)

    @extend_schema(request=NewHandOverItem, responses={201: HandOverItemShape})
    def post(self, request: Request, number: str) -> Response:
        item = services.add_to_hand_over(case=self.case(), by=self.person, **self.told(NewHandOverItem))
        return Response(HandOverItemShape(item).data, status=status.HTTP_201_CREATED)


class HandOverItemView(OfMatter):
    def item(self) -> HandOverItem:
        return get_object_or_404(HandOverItem.objects.select_related("case"), case=self.case(), pk=self.kwargs["pk"])

    @extend_schema(responses=HandOverItemShape)
    def get(self, request: Request, number: str, pk: int) -> Response:
        return Response(HandOverItemShape(self.item()).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, number: str, pk: int) -> Response:
        services.remove_from_hand_over(item=self.item(), by=self.person)
        return Response(status=status.HTTP_204_NO_CONTENT)


class HoldsOfCase(OfMatter):
    @extend_schema(responses=HoldShape(many=True))
    def get(self, request: Request, number: str) -> Response:
        """Money and approvals suspended in the case."""
        return Response(HoldShape(holds_of(self.case()).select_related("case__system"), many=True).data)


class HoldList(OfMatter, generics.ListAPIView[FundHold]):
    """Every hold one may see, the newest first: for finance those of the cases it was given."""

    serializer_class = HoldShape
    filterset_class = HoldFilter
    queryset = FundHold.objects.none()

    def get_queryset(self) -> QuerySet[FundHold]:
        return holds_visible_to(self.person).order_by("-since", "-id")


def _hand_over(case: Case) -> dict[str, Any] | None:
    view, successor = hand_over_of(case), successor_of(case)
    if view is None or successor is None:
        return None
    return {
        "successor": successor.code,
        "list_sha256": view.list_sha256,
        "is_accepted": view.is_accepted,
        "items": HandOverItem.objects.filter(case=case).select_related("added_by"),
        "acceptance": Acceptance.objects.filter(case=case).order_by("-at", "-id").first(),
    }


def _in_words(obstacles: Iterable[Obstacle]) -> list[dict[str, str]]:
    return [{"code": one.code, "message": str(one.message)} for one in obstacles]
