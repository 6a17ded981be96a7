"""What is sent and answered."""

from typing import Any

from rest_framework import serializers

from lifecycle.filings.enums import Ending
from lifecycle.filings.forms import TEXT_LENGTH
from lifecycle.filings.models import Cancellation, Filing


class FilingShape(serializers.ModelSerializer[Filing]):
    system = serializers.CharField(source="system.code", read_only=True)

    class Meta:
        model = Filing
        fields = ["id", "system", "kind", "authority", "number", "state", "filed_on", "expires_on"]


class CancellationShape(serializers.ModelSerializer[Cancellation]):
    by = serializers.CharField(source="by.account")

    class Meta:
        model = Cancellation
        fields = ["ending", "reference", "statement", "file_name", "file_size", "file_sha256", "by", "at", "sha256"]


class CheckShape(serializers.Serializer[Any]):
    """One line of a retirement's checklist; ``cancellation``: how the filing came to its end, null while it has not."""

    filing = FilingShape()
    cancellation = CancellationShape(allow_null=True)


class NewCancellation(serializers.Serializer[Any]):
    """``file`` is the authority's receipt: its hash is kept, not the file."""

    ending = serializers.ChoiceField(choices=Ending.choices)
    statement = serializers.CharField(max_length=TEXT_LENGTH)
    reference = serializers.CharField(max_length=100, allow_blank=True, default="")
    file = serializers.FileField(required=False, allow_null=True, default=None)
