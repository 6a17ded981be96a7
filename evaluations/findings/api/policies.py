"""The policy: every version is read by everybody; drafts and precision by whoever sees every finding."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from evaluations.findings.api.acts import ReasonWrite
from evaluations.findings.api.findings import person_of
from evaluations.findings.api.frame import COMMAND, ETAG, IDEMPOTENCY_KEY, ActView, tagged
from evaluations.findings.enums import Provenance
from evaluations.findings.models import Policy, PolicyDraft
from evaluations.findings.rules.precision import Score, scores_by_signal, scores_by_tier
from evaluations.findings.selectors.acts import sees_all_findings
from evaluations.findings.selectors.findings import policy_in_force
from evaluations.findings.selectors.policies import draft_acts_offered, drafts
from evaluations.findings.selectors.precision import labelled
from evaluations.findings.services import policies
from registry.jobs.tasks import nudge
from registry.organisations.callers import AllowedAct
from registry.organisations.models import Person
from registry.organisations.selectors import roles_of


class PolicyRead(serializers.ModelSerializer[Policy]):
    """``parameters``: ``{name: {"value", "unit", "provenance", …}}``"""

    parameters = serializers.JSONField()

    class Meta:
        model = Policy
        fields = ["version", "effective_on", "source", "parameters"]


class ChangeWrite(serializers.Serializer[Any]):
    value = serializers.JSONField(help_text="A number, or true or false; shares from 0 to 1.")
    reason = serializers.CharField(allow_blank=True, max_length=1000)
    provenance = serializers.ChoiceField(choices=Provenance.choices)

    def get_fields(self) -> dict[str, Any]:
        """``source`` is a name a field cannot have as an attribute here."""
        source = serializers.CharField(allow_blank=True, max_length=300, default="")
        return {**super().get_fields(), "source": source}


class DraftWrite(serializers.Serializer[Any]):
    changes = serializers.DictField(child=ChangeWrite())
    effective_on = serializers.DateField()


class TakingUpWrite(ReasonWrite):
    effective_on = serializers.DateField()


class DraftRead(serializers.ModelSerializer[PolicyDraft]):
    """``what_if`` tells what last year would have looked like, ``because`` what a proposal of the program rests on; or null."""

    based_on = serializers.IntegerField(source="based_on.version")
    changes = serializers.JSONField()
    because = serializers.JSONField()
    what_if = serializers.JSONField()
    policy = serializers.IntegerField(source="policy.version", default=None, allow_null=True)

    class Meta:
        model = PolicyDraft
        fields = ["id", "state", "based_on", "changes", "because", "effective_on", "what_if", "policy", "version"]


class DraftDetail(DraftRead):
    allowed_actions = serializers.SerializerMethodField()

    class Meta(DraftRead.Meta):
        fields = [*DraftRead.Meta.fields, "allowed_actions"]

    @extend_schema_field(AllowedAct(many=True))
    def get_allowed_actions(self, draft: PolicyDraft) -> list[dict[str, Any]]:
        return list(AllowedAct(draft_acts_offered(draft, person_of(self.context["request"])), many=True).data)


class ScoreRead(serializers.Serializer[Any]):
    name = serializers.CharField(help_text="A signal or a tier.")
    right = serializers.IntegerField()
    of = serializers.IntegerField()
    low = serializers.FloatField(help_text="Lower end of Wilson's 95 % interval.")
    high = serializers.FloatField()
    last = serializers.ListField(child=serializers.BooleanField(), help_text="The last decisions, newest first.")


class PrecisionRead(serializers.Serializer[Any]):
    signals = ScoreRead(many=True)
    tiers = ScoreRead(many=True)


class PolicyList(generics.ListAPIView[Policy]):
    """Every version, newest first. None is ever changed."""

    serializer_class = PolicyRead
    queryset = Policy.objects.order_by("-version")


class Precision(ActView):
    """How often people bore out what each rule and each tier said."""

    @extend_schema(responses=PrecisionRead)
    def get(self, request: Request) -> Response:
        _seeing_all(person_of(request))
        last, decisions = policy_in_force(timezone.localdate()).numbers.precision_decisions, labelled()
        told = {
            "signals": _scores(scores_by_signal(decisions, last=last)),
            "tiers": _scores(scores_by_tier(decisions, last=last)),
        }
        return Response(PrecisionRead(told).data)


class DraftList(ActView, generics.ListAPIView[PolicyDraft]):
    """Changes of the policy, newest first; drafting one."""

    serializer_class = DraftRead
    queryset = PolicyDraft.objects.none()

    def get_queryset(self) -> Any:
        return (
            drafts()
            if sees_all_findings(roles_of(person_of(self.request), on=timezone.localdate()))
            else drafts().none()
        )

    @extend_schema(request=DraftWrite, parameters=[IDEMPOTENCY_KEY], responses={201: DraftRead})
    def post(self, request: Request) -> Response:
        said = self.told(DraftWrite)
        return self.created(lambda: dict(DraftRead(policies.draft_policy(by=self.person, **said)).data))


@extend_schema(parameters=[ETAG])
class DraftOne(generics.RetrieveAPIView[PolicyDraft]):
    """One change, what last year would have looked like, and what the caller may do with it."""

    serializer_class = DraftDetail
    queryset = PolicyDraft.objects.none()

    def get_object(self) -> PolicyDraft:
        return _draft(person_of(self.request), self.kwargs["pk"])

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        draft = self.get_object()
        return tagged(self.get_serializer(draft).data, draft.version)


class OnDraft(ActView):
    def on_draft(self, shape: type[serializers.Serializer[Any]], act: Callable[..., Any]) -> Response:
        draft = _draft(person_of(self.request), self.kwargs["pk"])
        said = self.told(shape)

        def done(version: int) -> dict[str, Any]:
            act(draft=draft, by=self.person, expected_version=version, **said)
            return dict(DraftRead(drafts().get(pk=draft.pk)).data)

        return self.acted(done)


class Replays(OnDraft):
    """Has it worked out what last year would have looked like; read the draft again later."""

    @extend_schema(request=None, parameters=COMMAND, responses={201: DraftRead})
    def post(self, request: Request, pk: int) -> Response:
        answer = self.on_draft(serializers.Serializer, policies.replay)
        nudge()
        return answer


class TakingsUp(OnDraft):
    """A person makes the program's proposal their own."""

    @extend_schema(request=TakingUpWrite, parameters=COMMAND, responses={201: DraftRead})
    def post(self, request: Request, pk: int) -> Response:
        return self.on_draft(TakingUpWrite, policies.take_up)


class Approvals(OnDraft):
    """By a second person."""

    @extend_schema(request=ReasonWrite, parameters=COMMAND, responses={201: DraftRead})
    def post(self, request: Request, pk: int) -> Response:
        return self.on_draft(ReasonWrite, policies.approve)


class DraftRefusals(OnDraft):
    """By a second person."""

    @extend_schema(request=ReasonWrite, parameters=COMMAND, responses={201: DraftRead})
    def post(self, request: Request, pk: int) -> Response:
        return self.on_draft(ReasonWrite, policies.refuse)


class Withdrawals(OnDraft):
    @extend_schema(request=ReasonWrite, parameters=COMMAND, responses={201: DraftRead})
    def post(self, request: Request, pk: int) -> Response:
        return self.on_draft(ReasonWrite, policies.withdraw)


def _seeing_all(person: Person) -> None:
    if not sees_all_findings(roles_of(person, on=timezone.localdate())):
        raise Http404


def _draft(person: Person, pk: int) -> PolicyDraft:
    _seeing_all(person)
    return get_object_or_404(drafts(), pk=pk)


def _scores(scores: dict[str, Score]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "right": score.right,
            "of": score.of,
            "low": score.interval[0],
            "high": score.interval[1],
            "last": list(score.last),
        }
        for name, score in scores.items()
    ]
