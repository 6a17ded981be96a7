"""Filed reviews."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.enums import Opinion
from lifecycle.cases.models.case import Case
from lifecycle.cases.models.signing import Signed
from lifecycle.rubrics.models import Criterion, Rubric
from lifecycle.rubrics.rules import total
from registry.ledger.insert_only import insert_only
from registry.organisations.models import Person


class ReviewQuerySet(models.QuerySet["Review"]):
    def current(self) -> "ReviewQuerySet":
        """Those nothing has superseded: at most one per case, round and step."""
        return self.filter(superseded_by__isnull=True)


@insert_only
class Review(Signed, models.Model):
    """One filed review, for ever. A correction is a new row that ``supersedes`` it.

    R1 in the database: ``supersedes`` is unique, and only one review of a case, round and step supersedes nothing: so a
    chain never forks and exactly one end of it is current.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="reviews")
    round = models.PositiveSmallIntegerField(_("round"))
    step = models.CharField(_("step"), max_length=30)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name=_("supersedes")
    )
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="reviews", verbose_name=_("rubric"))
    opinion = models.CharField(_("opinion"), max_length=10, choices=Opinion)
    reason = models.TextField(_("reason for the opinion"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="reviews", verbose_name=_("reviewer"))
    standing = models.JSONField(_("standing"), help_text="Role and organisation under which it was done.")
    at = models.DateTimeField(_("at"))
    sha256 = models.CharField(max_length=64, help_text="The receipt: over everything the reviewer filed.")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        ordering = ["case", "round", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round", "step"], condition=Q(supersedes__isnull=True), name="review_once_per_step"
            ),
            models.CheckConstraint(condition=Q(opinion__in=Opinion.values), name="review_opinion_known"),
        ]

    def __str__(self) -> str:
        return f"{self.case.number} {self.step} #{self.round}"

    @property
    def total(self) -> Decimal | None:
        """Points out of 100, recomputed from the stored weights and maxima; None when nothing could be answered. One query."""
        return total((score.weight, score.maximum, score.value) for score in self.scores.all())


@insert_only
class Score(models.Model):
    """One answer with the weight and the maximum it was given under."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores", verbose_name=_("criterion"))
    value = models.PositiveSmallIntegerField(_("value"))
    maximum = models.PositiveSmallIntegerField(_("maximum"))
    weight = models.DecimalField(_("weight"), max_digits=5, decimal_places=2)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("score")
        ordering = ["review", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="score_once_per_criterion"),
            models.CheckConstraint(
                condition=Q(value__gte=0) & Q(value__lte=F("maximum")), name="score_within_its_scale"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}/{self.maximum}"
