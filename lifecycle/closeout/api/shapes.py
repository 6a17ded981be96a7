"""What is sent and answered. Hashes are SHA-256 in lower-case hexadecimal; money is fen (0.01 yuan)."""

from typing import Any

from rest_framework import serializers

from lifecycle.closeout.enums import MatterKind, Portion, Way
from lifecycle.closeout.forms import TEXT_LENGTH
from lifecycle.closeout.models import (
    Acceptance,
    Announcement,
    Destruction,
    FundHold,
    HandOverItem,
    HoldReceipt,
    Matter,
    NothingHeld,
    Settlement,
)
from registry.systems.models import System


class NewMatter(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=MatterKind.choices)
    label = serializers.CharField(max_length=300)  # type: ignore[assignment]
    note = serializers.CharField(max_length=300, allow_blank=True, default="")


class NewSettlement(serializers.Serializer[Any]):
    """``file`` is the receipt: its hash is kept, not the file. Destroying has an address of its own."""

    way = serializers.ChoiceField(choices=Way.choices)
    statement = serializers.CharField(max_length=TEXT_LENGTH)
    receiver = serializers.CharField(max_length=200, allow_blank=True, default="")
    successor: Any = serializers.SlugRelatedField(
        "code", queryset=System.objects.all(), required=False, allow_null=True, default=None
    )
    file = serializers.FileField(required=False, allow_null=True, default=None)


class NewDestruction(serializers.Serializer[Any]):
    statement = serializers.CharField(max_length=TEXT_LENGTH)
    file = serializers.FileField(required=False, allow_null=True, default=None)


class NewStatement(serializers.Serializer[Any]):
    statement = serializers.CharField(max_length=TEXT_LENGTH)


class NewRefusal(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=TEXT_LENGTH)


class NewNothingHeld(NewStatement):
    kind = serializers.ChoiceField(choices=MatterKind.choices)


class NewHandOverItem(serializers.Serializer[Any]):
    portion = serializers.ChoiceField(choices=Portion.choices)
    label = serializers.CharField(max_length=300)  # type: ignore[assignment]
    place = serializers.CharField(max_length=300)


class NewAcceptance(serializers.Serializer[Any]):
    """``read_sha256``: the list as it was read, ``list_sha256`` of the hand-over list."""

    read_sha256 = serializers.RegexField("^[0-9a-f]{64}$", max_length=64)
    statement = serializers.CharField(max_length=TEXT_LENGTH, allow_blank=True, default="")


class NewAnnouncement(serializers.Serializer[Any]):
    begins_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    text = serializers.CharField(max_length=TEXT_LENGTH)
    shown_at = serializers.CharField(max_length=300)


class NewHoldReceipt(serializers.Serializer[Any]):
    reference = serializers.CharField(max_length=200)


class ObstacleOfCloseout(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.CharField()


class SettlementShape(serializers.ModelSerializer[Settlement]):
    by = serializers.CharField(source="by.account")
    witnessed_by = serializers.CharField(source="witnessed_by.account", default=None, allow_null=True)
    successor = serializers.CharField(source="successor.code", default=None, allow_null=True)

    class Meta:
        model = Settlement
        fields = [
            "id",
            "way",
            "successor",
            "receiver",
            "statement",
            "file_name",
            "file_size",
            "file_sha256",
            "by",
            "at",
            "witnessed_by",
            "witness_statement",
            "filed_at",
            "sha256",
        ]


class DestructionShape(serializers.ModelSerializer[Destruction]):
    by = serializers.CharField(source="by.account")

    class Meta:
        model = Destruction
        fields = ["statement", "file_name", "file_size", "file_sha256", "by", "at"]


class MatterShape(serializers.ModelSerializer[Matter]):
    """``settlements``: the newest first, which counts; ``destruction``: a word that waits for its witness."""

    added_by = serializers.CharField(source="added_by.account", default=None, allow_null=True)
    settlements = SettlementShape(many=True, read_only=True)
    destruction = DestructionShape(read_only=True, allow_null=True, default=None)

    class Meta:
        model = Matter
        fields = ["id", "kind", "label", "note", "source", "added_by", "added_at", "settlements", "destruction"]


class NothingHeldShape(serializers.ModelSerializer[NothingHeld]):
    by = serializers.CharField(source="by.account")

    class Meta:
        model = NothingHeld
        fields = ["kind", "statement", "by", "at", "sha256"]


class HandOverItemShape(serializers.ModelSerializer[HandOverItem]):
    added_by = serializers.CharField(source="added_by.account")

    class Meta:
        model = HandOverItem
        fields = ["id", "portion", "label", "place", "added_by", "added_at"]


class AcceptanceShape(serializers.ModelSerializer[Acceptance]):
    by = serializers.CharField(source="by.account")
    successor = serializers.CharField(source="successor.code")

    class Meta:
        model = Acceptance
        fields = ["id", "successor", "items", "items_sha256", "statement", "by", "at", "sha256"]


class HandOverShape(serializers.Serializer[Any]):
    """The hand-over list of a merge; ``list_sha256`` is sent back when it is accepted."""

    successor = serializers.CharField()
    list_sha256 = serializers.CharField()
    is_accepted = serializers.BooleanField()
    items = HandOverItemShape(many=True)
    acceptance = AcceptanceShape(allow_null=True)


class AnnouncementShape(serializers.ModelSerializer[Announcement]):
    by = serializers.CharField(source="by.account")

    class Meta:
        model = Announcement
        fields = ["id", "begins_at", "ends_at", "text", "shown_at", "by", "at", "sha256"]


class HoldReceiptShape(serializers.ModelSerializer[HoldReceipt]):
    by = serializers.CharField(source="by.account")

    class Meta:
        model = HoldReceipt
        fields = ["id", "state", "reference", "by", "at"]


class HoldShape(serializers.ModelSerializer[FundHold]):
    case = serializers.CharField(source="case.number")
    system = serializers.CharField(source="case.system.code")
    receipts = HoldReceiptShape(many=True, read_only=True)

    class Meta:
        model = FundHold
        fields = ["id", "case", "system", "kind", "label", "amount_fen", "state", "since", "over_at", "receipts"]


class CloseoutShape(serializers.Serializer[Any]):
    """Everything there is to settle in a case, and what stands against its next steps."""

    matters = MatterShape(many=True)
    unlisted = serializers.ListField(
        child=serializers.CharField(), help_text="What the register names and the list does not."
    )
    nothing_held = NothingHeldShape(many=True)
    hand_over = HandOverShape(allow_null=True)
    announcements = AnnouncementShape(many=True)
    holds = HoldShape(many=True)
    missing_before_shutdown = ObstacleOfCloseout(many=True)
    missing_before_the_end = ObstacleOfCloseout(many=True)
