"""Reading and moving cases of every process over HTTP. State is never patched: every act is a resource that is created."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from lifecycle.cases import selectors, services
from lifecycle.cases.api.case import Application, CaseDocument, CaseLine, Opening, addressing
from lifecycle.cases.api.commands import CommandSerializer
from lifecycle.cases.api.versions import etag_of, expected_version, idempotency_key
from lifecycle.cases.filters import CaseFilters
from lifecycle.cases.models import Case
from lifecycle.cases.processes.admission import ADMISSION
from lifecycle.cases.processes.table import Process
from registry.lists.lines import Lines, ListedInLines
from registry.organisations.models import Person

NUMBER = OpenApiParameter("number", OpenApiTypes.STR, OpenApiParameter.PATH, description="The case number.")
ETAG = OpenApiParameter(
    "ETag", OpenApiTypes.STR, OpenApiParameter.HEADER, response=[200, 201], description='The version, e.g. "v17".'
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of the version the decision was made on. Missing: 428; no longer current: 412.",
)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The same command again under the same key changes nothing and is answered the same.",
)


CREATED = 201


class IsPerson(BasePermission):
    """A case is read and moved by people; a program's token has no part in it."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return isinstance(request.user, Person)


class CasesView(GenericAPIView[Case]):
    """What the views of this room share: whose cases, and one of them."""

    process: Process = ADMISSION  # which one: said in the table of addresses
    permission_classes = [IsAuthenticated, IsPerson]
    queryset = Case.objects.none()

    def get_queryset(self) -> QuerySet[Case]:
        visible = selectors.cases_visible_to(self.request.user)  # type: ignore[arg-type]
        return visible.filter(process=self.process.code).select_related("system", "opener", "lead", "follows")

    def case(self) -> Case:
        return get_object_or_404(self.get_queryset().select_related("system__sponsor"), number=self.kwargs["number"])

    def answer(self, case: Case, status: int = 200) -> Response:
        document = CaseDocument(case, context=self.get_serializer_context()).data
        headers = {"ETag": etag_of(case.version)}
        if status == CREATED:
            headers["Location"] = reverse(f"api:{case.process}", args=[case.number])
        return Response(document, status, headers=headers)


class Cases(CasesView, ListedInLines[Case]):
    """Cases of one process, newest first, with the filters of the page; POST opens one."""

    serializer_class = CaseLine
    lines = Lines(CaseLine, Case.objects.all(), made={"url": (["process", "number"], addressing)})
    filterset_class = CaseFilters
    opening: type[Opening] = Opening

    @extend_schema(request=Opening, responses={201: CaseDocument}, parameters=[ETAG])
    def post(self, request: Request) -> Response:
        asked = self.opening(data=request.data)
        asked.is_valid(raise_exception=True)
        grounds = dict(asked.validated_data)
        opened = services.open_case(
            system=grounds.pop("system", None),
            proposed=grounds.pop("proposed", None),
            process=self.process.code,
            grounds=grounds,
            by=request.user,  # type: ignore[arg-type]
        )
        return self.answer(opened, CREATED)


class Applications(Cases):
    """Applications for admission; POST may propose the system it is about."""

    opening = Application

    @extend_schema(request=Application, responses={201: CaseDocument}, parameters=[ETAG])
    def post(self, request: Request) -> Response:
        return super().post(request)


class OneCase(CasesView):
    """One case with everything the reader may read and do."""

    serializer_class = CaseDocument

    @extend_schema(parameters=[NUMBER, ETAG])
    def get(self, request: Request, number: str) -> Response:
        return self.answer(self.case())


class CommandView(CasesView):
    """Give one command; answers with the case as it then is, whose ETag the next command needs."""

    serializer_class: type[CommandSerializer]  # type: ignore[assignment]

    @extend_schema(responses={201: CaseDocument}, parameters=[NUMBER, IF_MATCH, IDEMPOTENCY_KEY, ETAG])
    def post(self, request: Request, number: str) -> Response:
        case, version = self.case(), expected_version(request)
        sent = self.serializer_class(data=request.data)
        sent.is_valid(raise_exception=True)
        moved = services.execute(
            case=case,
            command=sent.command(),
            by=request.user,  # type: ignore[arg-type]
            expected_version=version,
            idempotency_key=idempotency_key(request),
        )
        return self.answer(moved, CREATED)
