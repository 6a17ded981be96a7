"""The same command to many cases: looked at first, then done. Each item ends as it would have ended alone."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from lifecycle.cases import services
from lifecycle.cases.api.commands import Acceptance, Assignment, CommandSerializer, Extension, Reminder
from lifecycle.cases.api.versions import LONGEST_KEY
from lifecycle.cases.api.views import IsPerson
from lifecycle.cases.services.bulk import MOST_ITEMS, Ending, Item

_OWN = ("number", "version", "idempotency_key")


class ItemSerializer(CommandSerializer):
    """Which case, on which version it was decided, and beside these what the command alone is sent with."""

    number = serializers.CharField(max_length=30)
    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    idempotency_key = serializers.CharField(max_length=LONGEST_KEY, default="", allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        told = {name: value for name, value in attrs.items() if name not in _OWN}
        own = {name: attrs[name] for name in _OWN}
        return {"item": Item(command=self.command_type(**told), **own)}


class AcceptanceItem(ItemSerializer, Acceptance):
    pass


class AssignmentItem(ItemSerializer, Assignment):
    pass


class ExtensionItem(ItemSerializer, Extension):
    pass


class ReminderItem(ItemSerializer, Reminder):
    pass


class Many(serializers.Serializer[Any]):
    """``preview`` (the default) tells how each item would end, one after the other, and writes nothing."""

    preview = serializers.BooleanField(default=True)


class Acceptances(Many):
    items = serializers.ListField(child=AcceptanceItem(), min_length=1, max_length=MOST_ITEMS)


class Assignments(Many):
    items = serializers.ListField(child=AssignmentItem(), min_length=1, max_length=MOST_ITEMS)


class Extensions(Many):
    items = serializers.ListField(child=ExtensionItem(), min_length=1, max_length=MOST_ITEMS)


class Reminders(Many):
    items = serializers.ListField(child=ReminderItem(), min_length=1, max_length=MOST_ITEMS)


IN_BULK: dict[str, type[Many]] = {
    "acceptances": Acceptances,
    "assignments": Assignments,
    "extensions": Extensions,
    "reminders": Reminders,
}
"""What may be done to many cases at once: never filing, deciding, verifying or shutting down."""


class EndingDocument(serializers.Serializer[Ending]):
    """How one item ended, or would end."""

    number = serializers.CharField()
    status = serializers.ChoiceField(
        choices=[201, 403, 404, 409, 412, 422], help_text="What the command alone would be answered with."
    )
    version = serializers.IntegerField(allow_null=True, help_text="Of the case after it; null: nothing was written.")
    obstacles = serializers.ListField(child=serializers.DictField())


class EndingsDocument(serializers.Serializer[Any]):
    preview = serializers.BooleanField()
    results = EndingDocument(many=True)


class BulkView(APIView):
    """Give the same kind of command to many cases, in their order."""

    permission_classes = [IsAuthenticated, IsPerson]
    serializer_class: type[Many] = Many

    @extend_schema(responses=EndingsDocument)
    def post(self, request: Request) -> Response:
        sent = self.serializer_class(data=request.data)
        sent.is_valid(raise_exception=True)
        told = sent.validated_data
        items = [each["item"] for each in told["items"]]
        person: Any = request.user
        endings = services.execute_many(items=items, by=person, preview=told["preview"])
        return Response(EndingsDocument({"preview": told["preview"], "results": endings}).data)
