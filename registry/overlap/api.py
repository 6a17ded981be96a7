"""The overlap check over HTTP, below ``/api/v1/``. It changes nothing; POST is for drafts too long for an address."""

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from registry.organisations.enums import TokenScope
from registry.organisations.models import MachineToken
from registry.organisations.selectors import roles_today
from registry.overlap.forms import LONGEST_NAME, MOST_CHARACTERS
from registry.overlap.permissions import may_check_overlap
from registry.overlap.selectors import most_similar
from registry.overlap.shapes import as_dict
from registry.systems.enums import Stage, SystemKind
from registry.systems.models import System
from registry.systems.selectors import systems_visible_to

MOST_HITS = 50
MOST_EXCLUDED = 100


class ChecksOverlap(BasePermission):
    """Somebody who may propose a system or sees the whole register; a token issued for reading the register."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        who: Any = request.user
        if isinstance(who, MachineToken):
            return who.scope == TokenScope.READ_REGISTER
        return may_check_overlap(roles_today(who))


class DraftShape(serializers.Serializer[Any]):
    """What would be built: a name, its functions, or both."""

    name = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST_NAME)
    functions = serializers.CharField(required=False, allow_blank=True, default="", max_length=MOST_CHARACTERS)
    kind = serializers.ChoiceField(SystemKind.choices, required=False, allow_blank=True, default="")
    exclude = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, default=list, max_length=MOST_EXCLUDED
    )
    limit = serializers.IntegerField(required=False, default=10, min_value=1, max_value=MOST_HITS)


class PairShape(serializers.Serializer[Any]):
    """A function of the draft, the most alike one there, and how alike they are (0–1)."""

    mine = serializers.CharField()
    theirs = serializers.CharField()
    score = serializers.FloatField()


class HitSponsor(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()


class HitShape(serializers.Serializer[Any]):
    """A system that resembles the draft; similarity as a whole and the share of the draft it does already, each 0–1."""

    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(SystemKind.choices)
    stage = serializers.ChoiceField(Stage.choices)
    sponsor = HitSponsor()
    similarity = serializers.FloatField()
    containment = serializers.FloatField()
    to_be_answered = serializers.BooleanField()
    pairs = PairShape(many=True)


class Hits(serializers.Serializer[Any]):
    hits = HitShape(many=True)


class OverlapView(APIView):
    """The systems most like a draft, best first. A token is answered from its own organisation's systems only."""

    permission_classes = [IsAuthenticated, ChecksOverlap]

    @extend_schema(operation_id="overlap_of_address", parameters=[DraftShape], responses={200: Hits})
    def get(self, request: Request) -> Response:
        """Check a draft given in the address."""
        told: dict[str, Any] = {name: request.query_params[name] for name in request.query_params if name != "exclude"}
        return self._answer(request, told | {"exclude": request.query_params.getlist("exclude")})

    @extend_schema(operation_id="overlap_of_draft", request=DraftShape, responses={200: Hits})
    def post(self, request: Request) -> Response:
        """Check a draft given in the body; nothing is kept."""
        return self._answer(request, request.data)

    def _answer(self, request: Request, told: Any) -> Response:
        draft = DraftShape(data=told)
        draft.is_valid(raise_exception=True)
        who: Any = request.user
        among: QuerySet[System] | None = systems_visible_to(who) if isinstance(who, MachineToken) else None
        hits = most_similar(**draft.validated_data, among=among)
        return Response({"hits": [as_dict(hit) for hit in hits]})


urlpatterns = [path("overlap/", OverlapView.as_view(), name="overlap")]
