"""API views that end in every way a view can end."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config import views
from config.urls import urlpatterns as site
from registry.refusals import DomainError, Obstacle, Refused, VersionChanged


class KeyReused(DomainError):
    code: ClassVar[str] = "key-reused"
    status: ClassVar[int] = 422


def refused(*kinds: str) -> Refused:
    return Refused([Obstacle(f"o-{kind}", f"Because of {kind}.", field=f"f-{kind}", kind=kind) for kind in kinds])


ENDS: dict[str, Exception] = {
    "who": refused("who"),
    "when": refused("when"),
    "content": refused("content"),
    "when-content": refused("content", "when"),
    "who-when": refused("when", "who"),
    "version": VersionChanged("case/1"),
    "key": KeyReused("Another body came with this key."),
    "http404": Http404("secret path"),
    "denied": PermissionDenied("secret rule"),
    "throttled": exceptions.Throttled(wait=7),
    "bug": ZeroDivisionError("secret number"),
}


class Item(serializers.Serializer[Any]):
    name = serializers.CharField()
    number = serializers.IntegerField(min_value=1)


class Ends(APIView):
    permission_classes = ()

    def get(self, request: Request, end: str) -> Response:
        raise ENDS[end]


class Items(APIView):
    permission_classes = ()

    def post(self, request: Request) -> Response:
        items = Item(data=request.data, many=isinstance(request.data, list))
        items.is_valid(raise_exception=True)
        return Response(status=204)


class Closed(APIView):
    def get(self, request: Request) -> Response:
        return Response()


urlpatterns = [
    *site,
    path("api/v1/ends/<slug:end>/", Ends.as_view()),
    path("api/v1/items/", Items.as_view()),
    path("api/v1/closed/", Closed.as_view()),
    path("ends/<slug:end>/", lambda request, end: (_ for _ in ()).throw(ENDS[end])),
]
handler400, handler403 = views.bad_request, views.permission_denied
handler404, handler500 = views.not_found, views.broken
