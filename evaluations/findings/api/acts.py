"""What people do with a finding. Each act names the version it was decided on, in ``If-Match``."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from evaluations.findings.api.findings import AnswerRead, FindingRead, person_of
from evaluations.findings.api.frame import COMMAND, ActView
from evaluations.findings.enums import Confirmation, Dismissal, Stance
from evaluations.findings.models import Finding
from evaluations.findings.rules.asking import LONGEST_WORDS
from evaluations.findings.selectors.acts import findings_visible_to
from evaluations.findings.services import acts
from registry.systems.models import System
from registry.systems.selectors import systems_visible_to


class Nothing(serializers.Serializer[Any]):
    """No content is needed."""


class ReasonWrite(serializers.Serializer[Any]):
    reason = serializers.CharField(allow_blank=True, max_length=2000)


class SnoozeWrite(ReasonWrite):
    until = serializers.DateField()


class DismissalWrite(SnoozeWrite):
    code = serializers.ChoiceField(choices=Dismissal.choices)


class ConfirmationWrite(ReasonWrite):
    """Without ``confirmed_as`` it is confirmed as what usually follows from its kind."""

    confirmed_as = serializers.ChoiceField(choices=Confirmation.choices, required=False)
    successor = serializers.CharField(
        required=False, max_length=40, help_text="Code of the system that takes over, to merge."
    )


class InquiryWrite(serializers.Serializer[Any]):
    words = serializers.CharField(allow_blank=True, max_length=LONGEST_WORDS)


class AnswerWrite(serializers.Serializer[Any]):
    stance = serializers.ChoiceField(choices=Stance.choices)
    words = serializers.CharField(allow_blank=True, max_length=LONGEST_WORDS)
    file_name = serializers.CharField(required=False, max_length=200)
    file_sha256 = serializers.RegexField(r"^[0-9a-f]{64}$", required=False)


class CaseOpened(serializers.Serializer[Any]):
    case = serializers.CharField()


class OnFinding(ActView):
    """One act on one finding; what one may not see does not exist."""

    def on_finding(self, shape: type[serializers.Serializer[Any]], act: Callable[..., Any]) -> Response:
        finding = get_object_or_404(findings_visible_to(person_of(self.request)), code=self.kwargs["code"])
        said = self.told(shape)
        return self.acted(lambda version: act(finding=finding, by=self.person, expected_version=version, **said))


def _read(act: Callable[..., Finding]) -> Callable[..., dict[str, Any]]:
    return lambda **said: dict(FindingRead(act(**said)).data)


class Claims(OnFinding):
    @extend_schema(request=None, parameters=COMMAND, responses={201: FindingRead})
    def post(self, request: Request, code: str) -> Response:
        return self.on_finding(Nothing, _read(acts.claim))


class Releases(OnFinding):
    @extend_schema(request=ReasonWrite, parameters=COMMAND, responses={201: FindingRead})
    def post(self, request: Request, code: str) -> Response:
        return self.on_finding(ReasonWrite, _read(acts.release))


class Snoozes(OnFinding):
    @extend_schema(request=SnoozeWrite, parameters=COMMAND, responses={201: FindingRead})
    def post(self, request: Request, code: str) -> Response:
        return self.on_finding(SnoozeWrite, _read(acts.snooze))


class Inquiries(OnFinding):
    """The sponsor is asked for its view."""

    @extend_schema(request=InquiryWrite, parameters=COMMAND, responses={201: FindingRead})
    def post(self, request: Request, code: str) -> Response:
        return self.on_finding(InquiryWrite, _read(acts.ask_sponsor))


class Answers(OnFinding):
    """The answer of an organisation that was asked."""

    @extend_schema(request=AnswerWrite, parameters=COMMAND, responses={201: AnswerRead})
    def post(self, request: Request, code: str) -> Response:
        return self.on_finding(AnswerWrite, lambda **said: dict(AnswerRead(acts.answer(**said)).data))


class Confirmations(OnFinding):
    """By a second person; opens the case that fits."""

    @extend_schema(request=ConfirmationWrite, parameters=COMMAND, responses={201: CaseOpened})
    def post(self, request: Request, code: str) -> Response:
        return self.on_finding(ConfirmationWrite, self._confirmed)

    def _confirmed(self, successor: str = "", **said: Any) -> dict[str, Any]:
        return {"case": acts.confirm(successor=self._system(successor), **said).number}

    def _system(self, code: str) -> System | None:
        return systems_visible_to(self.person).filter(code=code).first() if code else None


class Dismissals(OnFinding):
    """By a second person."""

    @extend_schema(request=DismissalWrite, parameters=COMMAND, responses={201: FindingRead})
    def post(self, request: Request, code: str) -> Response:
        return self.on_finding(DismissalWrite, _read(acts.dismiss))


class DataProblems(OnFinding):
    """By a second person; whoever runs the collectors is asked to mend the data."""

    @extend_schema(request=ReasonWrite, parameters=COMMAND, responses={201: FindingRead})
    def post(self, request: Request, code: str) -> Response:
        return self.on_finding(ReasonWrite, _read(acts.report_data_problem))


class Reopenings(OnFinding):
    @extend_schema(request=ReasonWrite, parameters=COMMAND, responses={201: FindingRead})
    def post(self, request: Request, code: str) -> Response:
        return self.on_finding(ReasonWrite, _read(acts.reopen))
