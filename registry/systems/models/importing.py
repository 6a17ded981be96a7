"""What an import of the register leaves behind."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.organisations.models import Person
from registry.systems.enums import BatchState


class CodeSeries(models.Model):
    """The last number given out in a year. Its row is also the lock that whoever writes the register takes first."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("series of codes")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class ImportBatch(models.Model):
    """One import of the register: its files, what the dry run said, and what it changed, so that it can be undone.

    ``files``: ``[{"name", "path", "sha256"}]`` with paths below ``MEDIA_ROOT`` (empty after 30 days). ``report``: counts, errors (the
    first thousand), warnings and unknown columns, as the command prints them. ``plan_sha256`` stands for every line of the
    preview, so that exactly what was previewed is applied. ``changes``: ``{"organisations": {code: {field: [before, after]}},
    "systems": …}``; a row that was made has the one field ``""``: ``[null, SHA-256 of its record]``.
    """

    state = models.CharField(_("state"), max_length=12, choices=BatchState, default=BatchState.UPLOADED)
    files = models.JSONField(default=list)
    create_organisations = models.BooleanField(_("create unknown organisations"), default=False)
    skip_wrong = models.BooleanField(_("leave wrong rows out"), default=False)
    report = models.JSONField(default=dict)
    plan_sha256 = models.CharField(max_length=64, blank=True)
    changes = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(state__in=BatchState.values), name="import_state_known")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"IMP-{self.pk:06d}"
