"""Who calls the API, and what they sent."""

from typing import Any, TypeVar

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from registry.organisations.enums import TokenScope
from registry.organisations.models import MachineToken, Person

Shape = TypeVar("Shape", bound=serializers.BaseSerializer[Any])
LONGEST_KEY = 200


class ReadsRegister(BasePermission):
    """A person, or a token issued for reading the register."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        who: Any = request.user
        return not isinstance(who, MachineToken) or who.scope == TokenScope.READ_REGISTER


class Briefly:
    def to_representation(self, instance: Any) -> dict[str, str]:
        """A ``code`` and a ``name``, without asking each field: several of these stand in every row of a list."""
        return {"code": instance.code, "name": instance.name}


class ReasonAgainst(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.CharField()


class AllowedAct(serializers.Serializer[Any]):
    """One act and all that keeps the caller from it now; made of anything with a ``name`` and ``obstacles``."""

    name = serializers.CharField()
    allowed = serializers.SerializerMethodField()
    reasons = ReasonAgainst(many=True, source="obstacles")

    def get_allowed(self, offer: Any) -> bool:
        return not offer.obstacles


def key_of(request: Request) -> str:
    """The ``Idempotency-Key`` that was sent, ``""``: none.

    Raises:
        ValidationError: it is longer than can be kept.
    """
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > LONGEST_KEY:
        raise ValidationError({"Idempotency-Key": [_("At most %(most)d characters.") % {"most": LONGEST_KEY}]})
    return key


class Called(APIView):
    """A view on which programs may read at most: whoever acts is a person."""

    @property
    def caller(self) -> Person | MachineToken:
        who: Any = self.request.user
        return who  # type: ignore[no-any-return]

    @property
    def person(self) -> Person:
        """Whoever acts.

        Raises:
            PermissionDenied: a program.
        """
        if not isinstance(self.request.user, Person):
            raise PermissionDenied
        return self.request.user

    def told(self, shape: type[Shape]) -> dict[str, Any]:
        """What was sent, in its shape.

        Raises:
            ValidationError: it is not.
        """
        sent = shape(data=self.request.data)
        sent.is_valid(raise_exception=True)
        told: dict[str, Any] = sent.validated_data
        return told
