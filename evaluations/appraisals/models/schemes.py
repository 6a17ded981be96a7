"""What an appraisal asks, in versions."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evaluations.appraisals.indicators import Indicator
from lifecycle.cases.receipts import sha256_of
from registry.ledger.insert_only import insert_only
from registry.provenance import Source
from registry.systems.enums import SystemKind

MOST_SURFACE = Decimal(5)
"""Points of a hundred that surface indicators may carry together (专家建议)."""


def totals_of(indicators: Iterable[Mapping[str, Any]]) -> dict[str, Decimal]:
    """``weight_total`` and ``surface_total`` of stored indicators, exactly."""
    lines = [Indicator.from_stored(kept) for kept in indicators]
    return {
        "weight_total": sum((line.weight for line in lines), Decimal(0)),
        "surface_total": sum((line.weight for line in lines if line.is_surface), Decimal(0)),
    }


@insert_only
class Scheme(models.Model):
    """One version of the indicators for one kind of system, in one row: nothing can be added to it later.

    ``indicators`` is a list as :meth:`~evaluations.appraisals.indicators.Indicator.stored` makes it; both totals are
    computed from it whenever it is saved, and the database holds them to 100 and 5. ``coverage_least_percent``: of a period,
    below which an indicator is not measurable. ``remeasure_days``: the window before and after a rectification.
    ``young_months`` after launch nothing worse than rectification is proposed.
    """

    kind = models.CharField(_("kind of system"), max_length=20, choices=SystemKind)
    version = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    indicators = models.JSONField(_("indicators"))
    weight_total = models.DecimalField(max_digits=6, decimal_places=2, editable=False)
    surface_total = models.DecimalField(max_digits=6, decimal_places=2, editable=False)
    excellent_from = models.DecimalField(_("excellent from"), max_digits=5, decimal_places=2, default=Decimal(90))
    good_from = models.DecimalField(_("good from"), max_digits=5, decimal_places=2, default=Decimal(80))
    fair_from = models.DecimalField(_("fair from"), max_digits=5, decimal_places=2, default=Decimal(60))
    coverage_least_percent = models.DecimalField(
        _("least coverage (%)"), max_digits=5, decimal_places=2, default=Decimal(80)
    )
    remeasure_days = models.PositiveSmallIntegerField(_("window of a re-measurement (days)"), default=91)
    young_months = models.PositiveSmallIntegerField(_("young for (months)"), default=12)
    source = models.CharField(_("source"), max_length=20, choices=Source)
    source_text = models.TextField(_("source in words"))
    effective_on = models.DateField(_("effective on"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    sha256 = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("scheme")
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="scheme_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="scheme_versions_start_at_one"),
            models.CheckConstraint(condition=Q(kind__in=SystemKind.values), name="scheme_kind_known"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="scheme_source_known"),
            models.CheckConstraint(condition=Q(weight_total=100), name="scheme_weights_make_a_hundred"),
            models.CheckConstraint(
                condition=Q(surface_total__gte=0, surface_total__lte=MOST_SURFACE), name="scheme_surface_is_light"
            ),
            models.CheckConstraint(
                condition=Q(fair_from__gt=0, fair_from__lt=F("good_from"))
                & Q(good_from__lt=F("excellent_from"), excellent_from__lte=100),
                name="scheme_lines_in_order",
            ),
            models.CheckConstraint(
                condition=Q(coverage_least_percent__gte=50, coverage_least_percent__lte=100),
                name="scheme_coverage_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return gettext(self.title)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Totals and seal are those of the indicators, whoever saves."""
        for name, total in totals_of(self.indicators).items():
            setattr(self, name, total)
        self.sha256 = sha256_of(self.sealed)
        super().save(*args, **kwargs)

    @property
    def code(self) -> str:
        """Permanent and human-readable, e.g. ``platform/2``."""
        return f"{self.kind}/{self.version}"

    @property
    def sealed(self) -> dict[str, Any]:
        """What ``sha256`` stands for."""
        return {
            "kind": self.kind,
            "version": self.version,
            "indicators": self.indicators,
            "lines": [f"{line:.2f}" for line in (self.excellent_from, self.good_from, self.fair_from)],
            "coverage_least_percent": f"{self.coverage_least_percent:.2f}",
            "remeasure_days": self.remeasure_days,
            "young_months": self.young_months,
            "effective_on": self.effective_on.isoformat(),
        }

    @cached_property
    def lines(self) -> list[Indicator]:
        """The indicators with their types, in the order of the scheme."""
        return [Indicator.from_stored(kept) for kept in self.indicators]

    @property
    def source_in_words(self) -> str:
        """In the reader's language where it is one of ours."""
        return gettext(self.source_text)
