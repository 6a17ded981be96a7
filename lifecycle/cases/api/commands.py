"""What a client sends to give a command. Only shapes and lengths are judged here; the rest is the engine's."""

from typing import Any

from rest_framework import serializers

from lifecycle.cases import commands
from lifecycle.cases.enums import Answer, ClearanceKind, DecisionOutcome, Opinion

_LONGEST = 8000


class CommandSerializer(serializers.Serializer[commands.Command]):
    """Validates into ``command``."""

    command_type: type[commands.Command]

    def command(self) -> commands.Command:
        told = {name: tuple(value) if isinstance(value, list) else value for name, value in self.validated_data.items()}
        return self.command_type(**told)


def _text(**options: Any) -> serializers.CharField:
    return serializers.CharField(max_length=_LONGEST, allow_blank=True, default="", **options)


class Submission(CommandSerializer):
    command_type = commands.Submit
    content = serializers.DictField(child=serializers.CharField(max_length=_LONGEST, allow_blank=True), default=dict)
    answers = serializers.ListField(
        child=serializers.CharField(max_length=_LONGEST, allow_blank=True),
        default=list,
        help_text="One per item of the last return, in its order.",
    )


class Acceptance(CommandSerializer):
    command_type = commands.Accept
    organisations = serializers.DictField(
        child=serializers.CharField(max_length=50), help_text="Review step → code of the organisation that reviews."
    )


class Return(CommandSerializer):
    command_type = commands.Return
    items = serializers.ListField(
        child=serializers.CharField(max_length=_LONGEST), help_text="Everything that is missing, at once."
    )


class _AboutStep(CommandSerializer):
    step = serializers.CharField(max_length=30)


class Assignment(_AboutStep):
    command_type = commands.Assign
    person = serializers.CharField(max_length=150, help_text="Account name.")


class Reassignment(_AboutStep):
    command_type = commands.Reassign
    person = serializers.CharField(max_length=150, help_text="Account name.")


class Claim(_AboutStep):
    command_type = commands.Claim


class Declaration(_AboutStep):
    command_type = commands.Declare
    answer = serializers.ChoiceField(choices=Answer.choices)
    statement = _text()


class Review(_AboutStep):
    command_type = commands.FileReview
    scores = serializers.DictField(child=serializers.IntegerField(), help_text="Criterion → value.")
    opinion = serializers.ChoiceField(choices=Opinion.choices)
    reasons = serializers.DictField(
        child=serializers.CharField(max_length=_LONGEST, allow_blank=True),
        default=dict,
        help_text="Criterion, or “opinion” → text.",
    )


class SupersedingReview(Review):
    command_type = commands.SupersedeReview


class Decision(CommandSerializer):
    command_type = commands.Decide
    outcome = serializers.ChoiceField(choices=DecisionOutcome.choices)
    reason = _text()


class Countersignature(CommandSerializer):
    command_type = commands.Countersign
    reason = _text()


class Declination(CommandSerializer):
    command_type = commands.Decline
    reason = _text()


class _AboutClearance(CommandSerializer):
    kind = serializers.ChoiceField(choices=ClearanceKind.choices)


class Attestation(_AboutClearance):
    command_type = commands.Attest
    statement = _text()


class Verification(_AboutClearance):
    command_type = commands.Verify
    basis = serializers.ListField(child=serializers.DictField(), default=list, help_text="One entry per proof.")


class Rejection(_AboutClearance):
    command_type = commands.Reject
    reason = _text()


class Shutdown(CommandSerializer):
    command_type = commands.ConfirmShutdown
    statement = _text()


class Withdrawal(CommandSerializer):
    command_type = commands.Withdraw
    reason = _text()


class Rescission(CommandSerializer):
    command_type = commands.Rescind
    reason = _text()


class Note(CommandSerializer):
    command_type = commands.Note
    text = serializers.CharField(max_length=_LONGEST)


COMMANDS: dict[str, type[CommandSerializer]] = {
    "submissions": Submission,
    "acceptances": Acceptance,
    "returns": Return,
    "assignments": Assignment,
    "reassignments": Reassignment,
    "claims": Claim,
    "declarations": Declaration,
    "reviews": Review,
    "superseding-reviews": SupersedingReview,
    "decisions": Decision,
    "countersignatures": Countersignature,
    "declinations": Declination,
    "attestations": Attestation,
    "verifications": Verification,
    "rejections": Rejection,
    "shutdowns": Shutdown,
    "withdrawals": Withdrawal,
    "rescissions": Rescission,
    "notes": Note,
}
"""Resource below a case → what is sent to create it."""
