"""What a client sends to give a command. Only shapes and lengths are judged here; the rest is the engine's."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from lifecycle.cases import commands
from lifecycle.cases.enums import AcceptanceTest, Answer, ClearanceKind, DecisionOutcome, Grade, Opinion

_LONGEST = 8000
_TESTS = "One entry each: " + ", ".join(AcceptanceTest.values) + "."


class CommandSerializer(serializers.Serializer[commands.Command]):
    """Validates into ``command``."""

    command_type: type[commands.Command]

    def to_internal_value(self, data: Any) -> Any:
        """No database of ours keeps the null character, wherever in the content it stands."""
        if _holds_null(data):
            told = {"non_field_errors": [_("Null characters cannot be kept.")]}
            raise serializers.ValidationError(told, code="null-character")
        return super().to_internal_value(data)

    def command(self) -> commands.Command:
        told = {name: tuple(value) if isinstance(value, list) else value for name, value in self.validated_data.items()}
        return self.command_type(**told)


def _holds_null(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_holds_null(each) for pair in value.items() for each in pair)
    if isinstance(value, list):
        return any(map(_holds_null, value))
    return isinstance(value, str) and "\x00" in value


def _text(**options: Any) -> serializers.CharField:
    return serializers.CharField(max_length=_LONGEST, allow_blank=True, default="", **options)


class Submission(CommandSerializer):
    command_type = commands.Submit
    content = serializers.DictField(
        child=serializers.JSONField(), default=dict, help_text="Field of the process → value of its kind."
    )
    answers = serializers.ListField(
        child=serializers.CharField(max_length=_LONGEST, allow_blank=True),
        default=list,
        help_text="One per item of the last return, in its order.",
    )


class Acceptance(CommandSerializer):
    command_type = commands.Accept
    organisations = serializers.DictField(
        child=serializers.CharField(max_length=50),
        default=dict,
        help_text="Review step → code of the organisation that reviews.",
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
    details = serializers.DictField(
        child=serializers.JSONField(), default=dict, help_text="Field of the choice → value of its kind."
    )


class CarriedReview(_AboutStep):
    command_type = commands.CarryForward
    difference_sha256 = serializers.CharField(
        max_length=64, help_text="Of the difference between the last two submissions, as the case shows it."
    )


class AcceptanceRecord(CommandSerializer):
    command_type = commands.RecordAcceptance
    passed = serializers.DictField(child=serializers.BooleanField(), default=dict, help_text=_TESTS)
    remarks = serializers.DictField(child=_text(), default=dict, help_text=_TESTS)


class Report(CommandSerializer):
    command_type = commands.ReportDone
    statement = _text()


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


class Reopening(_AboutClearance):
    command_type = commands.Reopen
    reason = _text()
    basis = serializers.ListField(child=serializers.DictField(), default=list, help_text="One entry per proof.")


class ShutdownGrade(CommandSerializer):
    command_type = commands.AdvanceShutdown
    grade = serializers.ChoiceField(choices=Grade.choices)
    on = serializers.DateField(help_text="From which day on.")

    def command(self) -> commands.Command:
        told = self.validated_data
        return commands.AdvanceShutdown(grade=told["grade"], on=told["on"].isoformat())


class StepBack(CommandSerializer):
    command_type = commands.StepBack
    reason = _text()


class ObservationEnd(CommandSerializer):
    command_type = commands.EndObservation
    statement = _text()


class Halt(CommandSerializer):
    command_type = commands.Suspend
    reason = _text()


class Resumption(CommandSerializer):
    command_type = commands.Resume
    reason = _text()


class Extension(_AboutStep):
    command_type = commands.Extend
    days = serializers.IntegerField(min_value=1, max_value=366, help_text="Working days more.")
    reason = _text()


class Reminder(_AboutStep):
    command_type = commands.Remind


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
    "carried-reviews": CarriedReview,
    "decisions": Decision,
    "countersignatures": Countersignature,
    "declinations": Declination,
    "acceptance-records": AcceptanceRecord,
    "reports": Report,
    "attestations": Attestation,
    "verifications": Verification,
    "rejections": Rejection,
    "reopenings": Reopening,
    "shutdown-grades": ShutdownGrade,
    "steps-back": StepBack,
    "shutdowns": Shutdown,
    "observation-ends": ObservationEnd,
    "halts": Halt,
    "resumptions": Resumption,
    "withdrawals": Withdrawal,
    "rescissions": Rescission,
    "extensions": Extension,
    "reminders": Reminder,
    "notes": Note,
}
"""Resource below a case → what is sent to create it."""
