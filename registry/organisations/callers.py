"""Who calls the API, and what they sent."""

from typing import Any, TypeVar

from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from registry.organisations.enums import TokenScope
from registry.organisations.models import MachineToken, Person

Shape = TypeVar("Shape", bound=serializers.BaseSerializer[Any])


class ReadsRegister(BasePermission):
    """A person, or a token issued for reading the register."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        who: Any = request.user
        return not isinstance(who, MachineToken) or who.scope == TokenScope.READ_REGISTER


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
