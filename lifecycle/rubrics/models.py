"""Rubrics and their criteria: rows for ever. A changed question is a new version, so a filed review keeps its meaning."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry.ledger.insert_only import insert_only
from registry.provenance import Source


@insert_only
class Rubric(models.Model):
    """The questions of one step, in one version. Texts are stored in English and shown translated where we know them."""

    process = models.CharField(_("process"), max_length=20)
    step = models.CharField(_("step"), max_length=30)
    version = models.PositiveSmallIntegerField(_("version"), validators=[MinValueValidator(1)])
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("purpose"), help_text="What this review is asked to find out, and what it is not.")
    source = models.CharField(_("source"), max_length=20, choices=Source)
    source_text = models.TextField(_("source in words"))
    effective_on = models.DateField(_("effective on"))

    class Meta:
        verbose_name = _("rubric")
        ordering = ["process", "step", "version"]
        constraints = [
            models.UniqueConstraint(fields=["process", "step", "version"], name="rubric_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="rubric_versions_start_at_one"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="rubric_source_known"),
        ]

    def __str__(self) -> str:
        return gettext(self.title)

    @property
    def purpose_in_words(self) -> str:
        """In the reader's language."""
        return gettext(self.purpose)

    @property
    def source_in_words(self) -> str:
        """In the reader's language."""
        return gettext(self.source_text)

    @property
    def code(self) -> str:
        """Permanent and human-readable, e.g. ``retirement/necessity/1``."""
        return f"{self.process}/{self.step}/{self.version}"


@insert_only
class Criterion(models.Model):
    """One question. ``weight`` is its points out of 100; a review stores a copy of weight and maximum with each score."""

    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    question = models.CharField(_("question"), max_length=300)
    guidance = models.TextField(_("guidance"), blank=True, help_text="What to look at before answering.")
    weight = models.DecimalField(_("weight"), max_digits=5, decimal_places=2, help_text="Points out of 100.")
    maximum = models.PositiveSmallIntegerField(_("maximum"))
    required = models.BooleanField(_("required"), help_text="If not, it may stay open: no data is not zero.")
    anchors = models.JSONField(
        _("anchors"), help_text="What each value means, from 0 to the maximum: a list of sentences."
    )
    reasons_for = models.JSONField(_("values that need a reason"), default=list, help_text="A list of values.")

    class Meta:
        verbose_name = _("criterion")
        ordering = ["rubric", "position"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "code"], name="criterion_code_once"),
            models.UniqueConstraint(fields=["rubric", "position"], name="criterion_position_once"),
            models.CheckConstraint(condition=Q(weight__gt=0) & Q(weight__lte=100), name="criterion_weight_of_100"),
            models.CheckConstraint(condition=Q(maximum__gte=1), name="criterion_maximum_positive"),
        ]

    def __str__(self) -> str:
        return gettext(self.question)

    @property
    def guidance_in_words(self) -> str:
        """In the reader's language; may be empty."""
        return gettext(self.guidance) if self.guidance else ""

    def label_of(self, value: int) -> str:
        """The anchor's sentence in the reader's language."""
        return gettext(self.anchors[value])
