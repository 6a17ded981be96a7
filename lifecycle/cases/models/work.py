"""Who has to do what by when, who is what in a case, and what they declared."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.enums import Answer, DutyKind, TaskState
from lifecycle.cases.models.case import Case
from registry.ledger.insert_only import insert_only
from registry.organisations.models import Organisation, Person


class Task(models.Model):
    """One step of one round, with whom it is and until when. ``due_on`` is fixed when it opens; overdue is derived.

    ``target`` names the clearance where the step is about one. Without an assignee it belongs to everybody in
    ``organisation`` who has the step's role.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    round = models.PositiveSmallIntegerField(_("round"))
    step = models.CharField(_("step"), max_length=30)
    target = models.CharField(_("clearance"), max_length=20, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=TaskState)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="tasks", verbose_name=_("organisation"))
    assignee = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("assignee")
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    extended_days = models.PositiveSmallIntegerField(
        _("extended by"), default=0, help_text="Working days given on top, all extensions together."
    )
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="tasks_done")
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        verbose_name = _("task")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "round", "step", "target"], name="task_once_per_round"),
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="task_state_known"),
            models.CheckConstraint(
                condition=~Q(state=TaskState.OPEN) | Q(due_on__isnull=False), name="open_task_has_a_due_date"
            ),
        ]
        indexes = [
            models.Index(fields=["assignee", "state", "due_on"], name="task_of_assignee"),
            models.Index(fields=["organisation", "state", "step", "due_on"], name="task_of_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.case.number} {self.step} {self.target}".strip()


class Duty(models.Model):
    """What a person is in a case: one duty for all its rounds (D1). Only turns from anything into *recused*."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="duties")
    person = models.ForeignKey(Person, models.PROTECT, related_name="duties")
    kind = models.CharField(_("duty"), max_length=30, choices=DutyKind)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("duty")
        ordering = ["case", "since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="one_duty_per_person_and_case"),
            models.CheckConstraint(condition=Q(kind__in=DutyKind.values), name="duty_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_kind_display()}"


@insert_only
class Declaration(models.Model):
    """What a reviewer signed about interests of their own. The newest of a person, step and round counts."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="declarations")
    round = models.PositiveSmallIntegerField(_("round"))
    step = models.CharField(_("step"), max_length=30)
    person = models.ForeignKey(Person, models.PROTECT, related_name="declarations", verbose_name=_("person"))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer)
    wording = models.TextField(_("wording signed"))
    statement = models.TextField(_("statement"), blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("declaration")
        ordering = ["case", "at", "id"]
        constraints = [models.CheckConstraint(condition=Q(answer__in=Answer.values), name="declaration_answer_known")]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_answer_display()}"
