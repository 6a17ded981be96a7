"""A case as a client reads it: only what the person may read, with every action and what stands against it."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from lifecycle.cases import selectors
from lifecycle.cases.enums import Grade, Outcome
from lifecycle.cases.grounds import Origin
from lifecycle.cases.models import AcceptanceRecord, Case, Clearance, Decision, Review, Submission, Task
from lifecycle.cases.processes import newest
from lifecycle.cases.rules.differences import digest
from registry.organisations.callers import Briefly
from registry.organisations.models import Organisation
from registry.systems.models import System


def addressing() -> Callable[[str, str], str]:
    """Says where a case is, by process and number. Django is asked once of each process: of each case it takes longer than its line."""
    lists: Callable[[str], str] = cache(lambda process: reverse(f"api:{newest(process).address}"))
    return lambda process, number: f"{lists(process)}{number}/"


class SystemName(Briefly, serializers.ModelSerializer[System]):
    class Meta:
        model = System
        fields = ["code", "name"]


class OrganisationName(Briefly, serializers.ModelSerializer[Organisation]):
    class Meta:
        model = Organisation
        fields = ["code", "name"]


class CaseLine(serializers.ModelSerializer[Case]):
    """A case in a list."""

    url = serializers.SerializerMethodField()
    system = SystemName()
    opener = OrganisationName()
    lead = OrganisationName()
    outcome = serializers.ChoiceField(
        Outcome.choices, allow_blank=True, read_only=True, help_text="Empty until closed."
    )
    grade = serializers.ChoiceField(
        Grade.choices, allow_blank=True, read_only=True, help_text="How far it is switched off; empty: not at all."
    )
    follows = serializers.CharField(
        source="follows.number", default="", read_only=True, help_text="The case that opened this one, or empty."
    )

    class Meta:
        model = Case
        fields = [
            "url", "number", "system", "process", "process_version", "state", "outcome", "round", "version", "opener",
            "lead", "follows", "opened_at", "closed_at", "notice_ends_on", "grade", "grade_on", "observation_ends_on",
        ]  # fmt: skip
        read_only_fields = fields

    def get_url(self, case: Case) -> str:
        return reverse(f"api:{case.process}", args=[case.number])


class ObstacleDocument(serializers.Serializer[Any]):
    """One reason against an action, in the words of the button and of the refusal."""

    code = serializers.CharField()
    message = serializers.CharField()
    kind = serializers.ChoiceField(choices=["who", "when"])


class ActionDocument(serializers.Serializer[Any]):
    """One command in this state. ``obstacles`` is empty when it would be accepted, given complete content."""

    name = serializers.CharField()
    target = serializers.CharField(help_text="The step or clearance it is about, or empty.")
    allowed = serializers.BooleanField(source="is_allowed")
    obstacles = ObstacleDocument(many=True)


class TaskDocument(serializers.ModelSerializer[Task]):
    organisation = OrganisationName()
    assignee = serializers.CharField(source="assignee.name", default=None, allow_null=True)

    class Meta:
        model = Task
        fields = ["round", "step", "target", "state", "organisation", "assignee", "due_on", "extended_days", "done_at"]


class SubmissionDocument(serializers.ModelSerializer[Submission]):
    by = serializers.CharField(source="by.name")

    class Meta:
        model = Submission
        fields = ["round", "content", "answers", "by", "at", "sha256"]


class ReviewDocument(serializers.ModelSerializer[Review]):
    by = serializers.CharField(source="by.name")
    scores = serializers.SerializerMethodField()
    reasons = serializers.SerializerMethodField()
    total = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
    rubric = serializers.CharField(source="rubric.code")

    class Meta:
        model = Review
        fields = ["round", "step", "rubric", "opinion", "reason", "scores", "reasons", "total", "by", "at", "sha256"]

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "integer"}})
    def get_scores(self, review: Review) -> dict[str, int]:
        return {score.criterion.code: score.value for score in review.scores.all()}

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
    def get_reasons(self, review: Review) -> dict[str, str]:
        return {score.criterion.code: score.reason for score in review.scores.all() if score.reason}


class DecisionDocument(serializers.ModelSerializer[Decision]):
    by = serializers.CharField(source="by.name")
    countersigned_by = serializers.CharField(source="countersigned_by.name", default=None, allow_null=True)

    class Meta:
        model = Decision
        fields = [
            "round", "outcome", "reason", "details", "against", "is_override", "by", "countersigned_by",
            "countersign_reason", "at", "sha256",
        ]  # fmt: skip


class AcceptanceDocument(serializers.ModelSerializer[AcceptanceRecord]):
    by = serializers.CharField(source="by.name")

    class Meta:
        model = AcceptanceRecord
        fields = ["test", "passed", "remark", "by", "at"]


class ClearanceDocument(serializers.ModelSerializer[Clearance]):
    attested_by = serializers.CharField(source="attested_by.name", default=None, allow_null=True)
    verified_by = serializers.CharField(source="verified_by.name", default=None, allow_null=True)

    class Meta:
        model = Clearance
        fields = ["kind", "state", "attested_by", "attested_at", "verified_by", "verified_at"]


class CaseDocument(CaseLine):
    """One case. ``reviews`` holds what the reader may read now; ``allowed_actions`` every command of this state."""

    tasks = TaskDocument(many=True)
    submissions = SubmissionDocument(many=True)
    reviews = serializers.SerializerMethodField()
    decisions = DecisionDocument(many=True)
    acceptance_records = AcceptanceDocument(many=True)
    clearances = ClearanceDocument(many=True)
    difference = serializers.SerializerMethodField()
    difference_sha256 = serializers.SerializerMethodField()
    allowed_actions = serializers.SerializerMethodField()

    class Meta(CaseLine.Meta):
        fields = [
            *CaseLine.Meta.fields, "grounds", "grounds_sha256", "return_items", "tasks", "submissions", "reviews",
            "difference", "difference_sha256", "decisions", "acceptance_records", "clearances", "allowed_actions",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(ReviewDocument(many=True))
    def get_reviews(self, case: Case) -> Any:
        found = selectors.reviews_visible_to(case, self.context["request"].user).order_by("round", "id")
        return ReviewDocument(found, many=True).data

    @extend_schema_field(serializers.DictField(help_text="Field → [before, after] of the last two submissions."))
    def get_difference(self, case: Case) -> Any:
        return {code: list(pair) for code, pair in selectors.difference_of(case).items()}

    @extend_schema_field(
        serializers.CharField(help_text="Stands for the difference; a review carried forward names it.")
    )
    def get_difference_sha256(self, case: Case) -> str:
        return digest(selectors.difference_of(case))

    @extend_schema_field(ActionDocument(many=True))
    def get_allowed_actions(self, case: Case) -> Any:
        return ActionDocument(selectors.allowed_actions(case, self.context["request"].user), many=True).data


class Opening(serializers.Serializer[Any]):
    """What is sent to open a case."""

    system = serializers.SlugRelatedField(slug_field="code", queryset=System.objects.all(), help_text="Its code.")
    origin = serializers.ChoiceField(choices=Origin.choices, help_text="Where the wish for a case comes from.")
    reference = serializers.CharField(max_length=200, allow_blank=True, default="")
    reason = serializers.CharField(max_length=4000, help_text="Frozen with its SHA-256 when the case is opened.")


class Application(Opening):
    """What is sent to open an admission: of a system that is in use already, or of one that is ``proposed``."""

    system = serializers.SlugRelatedField(
        slug_field="code",
        queryset=System.objects.all(),
        required=False,
        help_text="Its code, where it is in use already.",
    )
    proposed = serializers.DictField(
        child=serializers.CharField(max_length=4000, allow_blank=True),
        required=False,
        help_text="The columns of the register for one that is not: name, kind, sponsor, functions …",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("system" in attrs) == ("proposed" in attrs):
            raise serializers.ValidationError(_("Name a system or propose one."), code="system-or-proposed")
        return attrs
