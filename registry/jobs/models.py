"""Jobs and the slots of schedules."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.jobs.enums import JobState
from registry.organisations.models import Person


class JobQuerySet(models.QuerySet["Job"]):
    def due(self, at: datetime) -> Self:
        """What a worker may take at the moment ``at``: waiting and not backing off, or held under a lease that has lapsed."""
        waiting = Q(state=JobState.DUE, due_at__lte=at)
        abandoned = Q(state=JobState.RUNNING, lease_until__lt=at)
        return self.filter(waiting | abandoned).order_by("due_at", "id")

    def held_under(self, job: "Job") -> Self:
        """The row of ``job`` if the holder with its fence still holds it, otherwise nothing."""
        return self.filter(pk=job.pk, fence=job.fence, state=JobState.RUNNING)


class Job(models.Model):
    """One piece of work. ``fence`` grows by one with every claim; who holds an older one has lost the job."""

    kind = models.CharField(_("kind"), max_length=80, help_text="room.what, e.g. systems.dry_run")
    arguments = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=12, choices=JobState, default=JobState.DUE)
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="jobs", verbose_name=_("started by")
    )
    language = models.CharField(max_length=12, help_text="Of the page it was asked for on: the log speaks the same.")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0, help_text="0: not known yet.")
    log = models.TextField(_("log"), blank=True)
    result = models.JSONField(default=dict, help_text='{"url": where the person goes next, …}')
    error = models.TextField(_("error"), blank=True)
    created_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    due_at = models.DateTimeField(help_text="Later than asked for when it backs off after a failure.")
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING) | Q(lease_until__isnull=False), name="job_runs_under_a_lease"
            ),
            models.CheckConstraint(condition=Q(total=0) | Q(done__lte=F("total")), name="job_done_within_total"),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="job_due"),
            models.Index(fields=["by", "-id"], name="job_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.kind}"

    @property
    def code(self) -> str:
        return f"job-{self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}


class Slot(models.Model):
    """One due moment of a schedule. The unique key is what makes it run once, however many beats tick."""

    schedule = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    job = models.OneToOneField(
        Job, models.PROTECT, null=True, blank=True, related_name="slot", help_text="Empty: where the schedule began."
    )

    class Meta:
        verbose_name = _("slot")
        ordering = ["schedule", "due_at"]
        constraints = [models.UniqueConstraint(fields=["schedule", "due_at"], name="slot_once")]

    def __str__(self) -> str:
        return f"{self.schedule} {self.due_at:%Y-%m-%d %H:%M}"
