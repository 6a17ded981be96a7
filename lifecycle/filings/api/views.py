"""Filings of systems, and the checklist of a retirement."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from lifecycle.cases.api.of_case import OfCase
from lifecycle.closeout.receipts import receipt_of
from lifecycle.filings.api.shapes import CancellationShape, CheckShape, FilingShape, NewCancellation
from lifecycle.filings.filters import FilingFilter
from lifecycle.filings.models import Filing
from lifecycle.filings.selectors import checklist_of, filings_of, filings_visible_to
from lifecycle.filings.services import cancel, keep_filing
from registry.organisations.callers import Called, ReadsRegister
from registry.systems.selectors import systems_visible_to


class _Filings(Called, generics.GenericAPIView[Filing]):
    """Programs read; only people change. What one may not see does not exist."""

    permission_classes = [IsAuthenticated, ReadsRegister]
    serializer_class = FilingShape
    queryset = Filing.objects.none()

    def get_queryset(self) -> QuerySet[Filing]:
        who: Any = self.request.user
        return filings_visible_to(who).order_by("id")


class FilingList(_Filings, generics.ListAPIView[Filing]):
    """Every filing of the systems one may see."""

    filterset_class = FilingFilter


class FilingsOfSystem(_Filings, generics.ListCreateAPIView[Filing]):
    """Where a system is filed."""

    filter_backends = ()

    def get_queryset(self) -> QuerySet[Filing]:
        return super().get_queryset().filter(system__code=self.kwargs["code"])

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        get_object_or_404(systems_visible_to(self._who), code=kwargs["code"])
        return super().list(request, *args, **kwargs)

    def perform_create(self, serializer: serializers.BaseSerializer[Filing]) -> None:
        system = get_object_or_404(systems_visible_to(self._who), code=self.kwargs["code"])
        filing = Filing(system=system, **serializer.validated_data)
        serializer.instance = keep_filing(filing=filing, by=self.person)

    @property
    def _who(self) -> Any:
        return self.request.user


class FilingDetail(_Filings, generics.RetrieveUpdateAPIView[Filing]):
    http_method_names = ["get", "put", "head", "options"]
    filter_backends = ()

    def perform_update(self, serializer: serializers.BaseSerializer[Filing]) -> None:
        filing: Any = serializer.instance
        for name, value in serializer.validated_data.items():
            setattr(filing, name, value)
        serializer.instance = keep_filing(filing=filing, by=self.person)


class ChecklistView(OfCase):
    @extend_schema(responses=CheckShape(many=True))
    def get(self, request: Request, number: str) -> Response:
        """Every registration outside that stands or came to its end in the case."""
        return Response(CheckShape(checklist_of(self.case()), many=True).data)


class CancellationView(OfCase):
    parser_classes = [JSONParser, MultiPartParser]

    @extend_schema(request=NewCancellation, responses={201: CancellationShape})
    def post(self, request: Request, number: str, pk: int) -> Response:
        """Say how a filing came to its end."""
        case = self.case()
        filing = get_object_or_404(filings_of(case.system), pk=pk)
        sent = NewCancellation(data=request.data)
        sent.is_valid(raise_exception=True)
        told = dict(sent.validated_data)
        receipt = receipt_of(told.pop("file"))
        ended = cancel(case=case, filing=filing, receipt=receipt, by=self.person, **told)
        return Response(CancellationShape(ended).data, status=status.HTTP_201_CREATED)
