"""Acts: each leaves a row for ever."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from lifecycle.closeout import services
from lifecycle.closeout.api.frame import OfMatter
from lifecycle.closeout.api.shapes import (
    AcceptanceShape,
    AnnouncementShape,
    DestructionShape,
    HoldReceiptShape,
    NewAcceptance,
    NewAnnouncement,
    NewDestruction,
    NewHoldReceipt,
    NewNothingHeld,
    NewRefusal,
    NewSettlement,
    NewStatement,
    NothingHeldShape,
    SettlementShape,
)
from lifecycle.closeout.models import Acceptance, Announcement, FundHold, HoldReceipt
from lifecycle.closeout.receipts import receipt_of
from lifecycle.closeout.selectors import holds_visible_to


class SettlementList(OfMatter):
    parser_classes = [JSONParser, MultiPartParser]

    @extend_schema(responses=SettlementShape(many=True))
    def get(self, request: Request, number: str, pk: int) -> Response:
        """How the matter was settled, the newest first, which counts."""
        return Response(SettlementShape(self.matter().settlements.all(), many=True).data)

    @extend_schema(request=NewSettlement, responses={201: SettlementShape})
    def post(self, request: Request, number: str, pk: int) -> Response:
        matter, told = self.matter(), self.told(NewSettlement)
        receipt = receipt_of(told.pop("file"))
        filed = services.settle(matter=matter, receipt=receipt, by=self.person, **told)
        return Response(SettlementShape(filed).data, status=status.HTTP_201_CREATED)


class DestructionView(OfMatter):
    parser_classes = [JSONParser, MultiPartParser]

    @extend_schema(request=NewDestruction, responses={201: DestructionShape})
    def post(self, request: Request, number: str, pk: int) -> Response:
        """One person's word that the data was destroyed; it counts once somebody else has witnessed it."""
        matter, told = self.matter(), self.told(NewDestruction)
        receipt = receipt_of(told.pop("file"))
        said = services.attest_destruction(matter=matter, receipt=receipt, by=self.person, **told)
        return Response(DestructionShape(said).data, status=status.HTTP_201_CREATED)


class WitnessView(OfMatter):
    @extend_schema(request=NewStatement, responses={201: SettlementShape})
    def post(self, request: Request, number: str, pk: int) -> Response:
        """Another person's word that they saw it."""
        filed = services.witness_destruction(matter=self.matter(), by=self.person, **self.told(NewStatement))
        return Response(SettlementShape(filed).data, status=status.HTTP_201_CREATED)


class RefusalView(OfMatter):
    @extend_schema(request=NewRefusal, responses={204: None})
    def post(self, request: Request, number: str, pk: int) -> Response:
        """It was not destroyed, or that was a mistake."""
        services.decline_destruction(matter=self.matter(), by=self.person, **self.told(NewRefusal))
        return Response(status=status.HTTP_204_NO_CONTENT)


class NothingHeldList(OfMatter):
    @extend_schema(responses=NothingHeldShape(many=True))
    def get(self, request: Request, number: str) -> Response:
        return Response(NothingHeldShape(self.case().nothing_held.select_related("by"), many=True).data)

    @extend_schema(request=NewNothingHeld, responses={201: NothingHeldShape})
    def post(self, request: Request, number: str) -> Response:
        """State in writing that there is nothing of a kind. The same again is answered the same."""
        stated = services.state_nothing_held(case=self.case(), by=self.person, **self.told(NewNothingHeld))
        return Response(NothingHeldShape(stated).data, status=status.HTTP_201_CREATED)


class AcceptanceList(OfMatter):
    @extend_schema(responses=AcceptanceShape(many=True))
    def get(self, request: Request, number: str) -> Response:
        found = Acceptance.objects.filter(case=self.case()).select_related("by", "successor")
        return Response(AcceptanceShape(found, many=True).data)

    @extend_schema(request=NewAcceptance, responses={201: AcceptanceShape})
    def post(self, request: Request, number: str) -> Response:
        """The successor's sponsor takes over what is on the hand-over list."""
        accepted = services.accept_hand_over(case=self.case(), by=self.person, **self.told(NewAcceptance))
        return Response(AcceptanceShape(accepted).data, status=status.HTTP_201_CREATED)


class AnnouncementList(OfMatter):
    @extend_schema(responses=AnnouncementShape(many=True))
    def get(self, request: Request, number: str) -> Response:
        found = Announcement.objects.filter(case=self.case()).select_related("by")
        return Response(AnnouncementShape(found, many=True).data)

    @extend_schema(request=NewAnnouncement, responses={201: AnnouncementShape})
    def post(self, request: Request, number: str) -> Response:
        """Keep what the users were told about a time without service, before it begins."""
        said = services.announce(case=self.case(), by=self.person, **self.told(NewAnnouncement))
        return Response(AnnouncementShape(said).data, status=status.HTTP_201_CREATED)


class HoldReceiptList(OfMatter):
    def hold(self) -> FundHold:
        return get_object_or_404(holds_visible_to(self.person), pk=self.kwargs["pk"])

    @extend_schema(responses=HoldReceiptShape(many=True))
    def get(self, request: Request, pk: int) -> Response:
        found = HoldReceipt.objects.filter(hold=self.hold()).select_related("by")
        return Response(HoldReceiptShape(found, many=True).data)

    @extend_schema(request=NewHoldReceipt, responses={201: HoldReceiptShape})
    def post(self, request: Request, pk: int) -> Response:
        """Finance has done what the hold asks for."""
        receipt = services.carry_out(hold=self.hold(), by=self.person, **self.told(NewHoldReceipt))
        return Response(HoldReceiptShape(receipt).data, status=status.HTTP_201_CREATED)
