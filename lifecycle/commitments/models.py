"""The library of indicators and the commitments made with them: rows for ever, once promised."""

from datetime import date
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lifecycle.commitments.enums import DataSource, Direction, Formula
from registry.ledger.insert_only import insert_only
from registry.organisations.models import Organisation, Person
from registry.provenance import Source
from registry.systems.models import System

MOST_TOLERANCE_PERCENT = 30
"""本单位设定: a promise that may be missed by more than this promises nothing."""
_MEASURED_BY = Q(formula="") | Q(formula__in=Formula.values)


@insert_only
class Indicator(models.Model):
    """Something that can be promised. Built-in texts are stored in English and shown translated where we know them.

    ``surface`` marks those that prove no use (signing in, check-ins): one may watch them, but they count for no commitment.
    ``organisation``: the data bureau that added it, with ``added_by`` and ``added_at``; null where it is built in.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    label = models.CharField(_("indicator"), max_length=120)
    meaning = models.TextField(_("what is counted"))
    unit = models.CharField(_("unit"), max_length=20)
    direction = models.CharField(_("direction"), max_length=6, choices=Direction)
    population = models.CharField(_("population"), max_length=200)
    data_source = models.CharField(_("data source"), max_length=10, choices=DataSource)
    formula = models.CharField(_("computed as"), max_length=30, choices=Formula, blank=True)
    core = models.BooleanField(_("core indicator"), default=False)
    surface = models.BooleanField(_("surface indicator"), default=False)
    source = models.CharField(_("source"), max_length=20, choices=Source)
    source_text = models.TextField(_("source in words"))
    position = models.PositiveSmallIntegerField(default=100)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="indicators")
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(_("added at"), null=True, blank=True)

    class Meta:
        verbose_name = _("indicator")
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="indicator_direction_known"),
            models.CheckConstraint(condition=Q(data_source__in=DataSource.values), name="indicator_data_source_known"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="indicator_source_known"),
            models.CheckConstraint(condition=_MEASURED_BY, name="indicator_formula_known"),
            models.CheckConstraint(condition=~Q(core=True, surface=True), name="indicator_core_or_surface"),
            models.CheckConstraint(
                condition=Q(organisation=None, added_by=None, added_at=None)
                | Q(organisation__isnull=False, added_by__isnull=False, added_at__isnull=False),
                name="indicator_added_by_somebody_or_built_in",
            ),
        ]

    def __str__(self) -> str:
        return gettext(self.label)

    @property
    def meaning_in_words(self) -> str:
        """In the reader's language."""
        return gettext(self.meaning)

    @property
    def unit_in_words(self) -> str:
        """In the reader's language."""
        return gettext(self.unit)

    @property
    def population_in_words(self) -> str:
        """In the reader's language."""
        return gettext(self.population)

    @property
    def source_in_words(self) -> str:
        """In the reader's language."""
        return gettext(self.source_text)

    @property
    def withdrawn_on(self) -> date | None:
        """From which day it is offered no longer; needs ``withdrawal`` at hand."""
        withdrawal = getattr(self, "withdrawal", None)
        return withdrawal.withdrawn_on if withdrawal else None


@insert_only
class Withdrawal(models.Model):
    """From which day an added indicator is offered no longer. What was promised with it keeps it."""

    indicator = models.OneToOneField(Indicator, models.PROTECT, related_name="withdrawal")
    withdrawn_on = models.DateField(pgettext_lazy("indicator", "withdrawn from"))
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("withdrawal of an indicator")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_of_indicator_says_why")]

    def __str__(self) -> str:
        return self.withdrawn_on.isoformat()


@insert_only
class Commitment(models.Model):
    """One promise. Everything is copied from the library when it is made, so that it keeps its meaning for ever.

    ``indicator`` is null for one the sponsor worded itself; ``baseline`` is null where nothing was there before, and
    ``baseline_note`` then says so.
    """

    system = models.ForeignKey(System, models.PROTECT, related_name="commitments")
    case_number = models.CharField(_("case number"), max_length=40)
    position = models.PositiveSmallIntegerField()
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="commitments")
    label = models.CharField(_("indicator"), max_length=120)
    unit = models.CharField(_("unit"), max_length=20)
    direction = models.CharField(_("direction"), max_length=6, choices=Direction)
    baseline = models.DecimalField(_("baseline"), max_digits=18, decimal_places=4, null=True, blank=True)
    baseline_note = models.CharField(_("about the baseline"), max_length=200, blank=True)
    target = models.DecimalField(_("target value"), max_digits=18, decimal_places=4)
    tolerance_percent = models.DecimalField(
        _("tolerance (%)"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(MOST_TOLERANCE_PERCENT))],
        help_text="In percent of the target.",
    )
    population = models.CharField(_("population"), max_length=200)
    data_source = models.CharField(_("data source"), max_length=10, choices=DataSource)
    formula = models.CharField(_("computed as"), max_length=30, choices=Formula, blank=True)
    how_measured = models.TextField(_("how it is measured"), blank=True)
    responsible_post = models.CharField(_("responsible post"), max_length=100, help_text="A post, never a name.")
    promised_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    promised_at = models.DateTimeField(_("promised at"), auto_now_add=True)

    class Meta:
        verbose_name = _("commitment")
        ordering = ["system", "case_number", "position"]
        constraints = [
            models.UniqueConstraint(fields=["case_number", "position"], name="commitment_once"),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="commitment_direction_known"),
            models.CheckConstraint(condition=Q(data_source__in=DataSource.values), name="commitment_data_source_known"),
            models.CheckConstraint(condition=_MEASURED_BY, name="commitment_formula_known"),
            models.CheckConstraint(
                condition=Q(tolerance_percent__gte=0, tolerance_percent__lte=MOST_TOLERANCE_PERCENT),
                name="commitment_tolerance_bounded",
            ),
        ]

    def __str__(self) -> str:
        return gettext(self.label) if self.indicator_id else self.label

    @property
    def code(self) -> str:
        """Permanent and human-readable, e.g. ``AD-2026-000012/1``."""
        return f"{self.case_number}/{self.position}"

    @property
    def unit_in_words(self) -> str:
        """In the reader's language where it comes from the library, else as it was written."""
        return gettext(self.unit) if self.indicator_id else self.unit

    @property
    def population_in_words(self) -> str:
        """In the reader's language where it is the library's, else as it was written."""
        return gettext(self.population) if self.indicator_id else self.population


@insert_only
class DueDate(models.Model):
    """A day on which a commitment is held against what was measured by then."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="due_dates")
    due_on = models.DateField(_("to be met by"), db_index=True)

    class Meta:
        verbose_name = _("due date")
        ordering = ["commitment", "due_on"]
        constraints = [models.UniqueConstraint(fields=["commitment", "due_on"], name="due_date_once")]

    def __str__(self) -> str:
        return self.due_on.isoformat()
