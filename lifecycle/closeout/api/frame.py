"""What every view of this room shares."""

from typing import Any, TypeVar

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.views import APIView

from lifecycle.cases.models import Case
from lifecycle.cases.selectors import cases_visible_to
from lifecycle.closeout.models import Matter
from lifecycle.closeout.selectors import matters_of
from registry.organisations.models import Person

Shape = TypeVar("Shape", bound=serializers.BaseSerializer[Any])


class OfCase(APIView):
    """Only people act here: a machine token has no role in any case. What is not visible does not exist."""

    @property
    def person(self) -> Person:
        if not isinstance(self.request.user, Person):
            raise PermissionDenied
        return self.request.user

    def case(self) -> Case:
        visible = cases_visible_to(self.person).select_related("system__sponsor", "system__operator", "lead")
        return get_object_or_404(visible, number=self.kwargs["number"])

    def matter(self) -> Matter:
        return get_object_or_404(matters_of(self.case()), pk=self.kwargs["pk"])

    def told(self, shape: type[Shape]) -> dict[str, Any]:
        """What was sent, in its shape.

        Raises:
            ValidationError: it is not.
        """
        sent = shape(data=self.request.data)
        sent.is_valid(raise_exception=True)
        told: dict[str, Any] = sent.validated_data
        return told
