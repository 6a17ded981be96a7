"""The case itself."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.enums import Grade, Outcome, State
from lifecycle.cases.processes import process_of
from lifecycle.cases.processes.table import Process
from registry.organisations.models import Organisation, Person
from registry.systems.models import System


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> "CaseQuerySet":
        return self.exclude(state=State.CLOSED)


class Case(models.Model):
    """One system going through one process. Moved by ``services.execute()`` only.

    ``version`` counts the accepted commands and equals the last event's number in the stream ``case/<number>``.
    ``lead`` is the data bureau that leads the case; ``opener`` the organisation that opened it. ``grade``: how far the system
    is switched off from the day ``grade_on``.
    """

    number = models.CharField(_("case number"), max_length=30, unique=True)
    system = models.ForeignKey(System, models.PROTECT, related_name="cases", verbose_name=_("system"))
    process = models.CharField(_("process"), max_length=20)
    process_version = models.PositiveSmallIntegerField()
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    version = models.PositiveIntegerField(_("version"), default=1)
    opener = models.ForeignKey(
        Organisation, models.PROTECT, related_name="cases_opened", verbose_name=_("opening organisation")
    )
    lead = models.ForeignKey(
        Organisation, models.PROTECT, related_name="cases_led", verbose_name=_("leading organisation")
    )
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="cases_opened", verbose_name=_("opened by"))
    opened_at = models.DateTimeField(_("opened at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    grounds = models.JSONField(_("grounds"), default=dict, help_text="Why it was opened, e.g. a finding's evidence.")
    grounds_sha256 = models.CharField(max_length=64)
    return_items = models.JSONField(
        _("what was missing"), default=list, help_text="The items of the last return, until they are answered."
    )
    notice_ends_on = models.DateField(_("notice ends on"), null=True, blank=True)
    grade = models.CharField(_("switched off so far"), max_length=20, choices=Grade, blank=True)
    grade_on = models.DateField(_("from the day"), null=True, blank=True)
    observation_ends_on = models.DateField(_("observation ends on"), null=True, blank=True)
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("follows from"),
        help_text="The case whose decision opened this one.",
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "process"], condition=~Q(state=State.CLOSED), name="one_open_case_per_process"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="case_state_known"),
            models.CheckConstraint(condition=Q(outcome__in=["", *Outcome.values]), name="case_outcome_known"),
            models.CheckConstraint(condition=Q(grade__in=["", *Grade.values]), name="case_grade_known"),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(state=State.CLOSED) & Q(outcome="", closed_at__isnull=True),
                name="case_closed_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1) & Q(version__gte=F("round")), name="case_version_counts"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-opened_at", "-id", "lead", "process", "system"], name="case_of_state"),
            models.Index(fields=["lead", "-opened_at"], name="case_of_lead"),
            models.Index(
                fields=["-opened_at", "-id", "lead", "process", "system", "state"], name="case_in_order"
            ),  # a page of ids, and a count of those somebody may see, read no case
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.system}"

    @property
    def code(self) -> str:
        return self.number

    def get_state_display(self) -> str:  # type: ignore[no-redef]  # Django gives way to it
        """In the words of its process."""
        return str(self.table.state_label(self.state))

    @property
    def stream(self) -> str:
        """The ledger stream of this case."""
        return f"case/{self.number}"

    @property
    def table(self) -> Process:
        """The process table this case is pinned to."""
        return process_of(self.process, self.process_version)


class NumberSeries(models.Model):
    """The last number given out under a prefix and year, e.g. ``RT-2026`` → 12."""

    prefix = models.CharField(max_length=20, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("number series")

    def __str__(self) -> str:
        return f"{self.prefix}-{self.last:04}"


class DoneCommand(models.Model):
    """A command that was done under an idempotency key: the same again changes nothing and gets the same answer."""

    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    key = models.CharField(max_length=100)
    case = models.ForeignKey(Case, models.PROTECT, related_name="done_commands")
    command_sha256 = models.CharField(max_length=64)
    version = models.PositiveIntegerField(help_text="The case's version right after it.")

    class Meta:
        verbose_name = _("done command")
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="idempotency_key_once_per_person")]

    def __str__(self) -> str:
        return self.key
