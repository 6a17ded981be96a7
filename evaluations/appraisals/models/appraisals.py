"""What came of a scheme for one system and period."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evaluations.appraisals.enums import Grade, Proposal, Purpose
from evaluations.appraisals.models.schemes import Scheme
from lifecycle.cases.models import Case
from lifecycle.commitments.models import Commitment
from registry.ledger.insert_only import insert_only
from registry.systems.models import System


@insert_only
class Reading(models.Model):
    """A value of a commitment that the program cannot compute, as somebody read it off: a survey, the records of the work.

    ``evidence`` names where it can be looked up. Over several readings of one period the newest counts.
    """

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="readings", verbose_name=_("commitment"))
    since = models.DateField(_("from"))
    until = models.DateField(_("to"))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    evidence = models.TextField(_("evidence"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("reading")
        ordering = ["commitment", "until", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="reading_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(evidence=""), name="reading_names_its_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.until}"

    @property
    def code(self) -> str:
        """``AD-2026-000012/1@2026-06-30``; needs ``commitment`` at hand."""
        return f"{self.commitment.code}@{self.until}"


@insert_only
class Appraisal(models.Model):
    """Frozen when it was made. ``values``, ``commitments`` and ``findings`` hold everything the figures come from.

    ``points`` are those reached, ``weight_counted`` the weight of what was measured or judged, ``weight_open`` the rest:
    the total lies between ``points`` and ``points + weight_open``, and ``grade`` is empty where these differ in grade. One
    that waits for reviews is followed by a complete one, which takes over its measured values and points back to it.
    """

    code = models.CharField(_("appraisal"), max_length=60, unique=True)
    system = models.ForeignKey(System, models.PROTECT, related_name="appraisals", verbose_name=_("system"))
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="appraisals", verbose_name=_("scheme"))
    purpose = models.CharField(_("made for"), max_length=20, choices=Purpose)
    since = models.DateField(_("from"))
    until = models.DateField(_("to"))
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="appraisals", verbose_name=_("case")
    )
    round = models.PositiveSmallIntegerField(_("round"), null=True, blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("completes")
    )
    judged = models.BooleanField(_("with the reviewers’ answers"), default=False)
    values = models.JSONField(_("values"))
    commitments = models.JSONField(_("commitments"), default=list)
    findings = models.JSONField(_("findings"), default=list)
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=2)
    weight_counted = models.DecimalField(_("weight counted"), max_digits=5, decimal_places=2)
    weight_open = models.DecimalField(_("weight open"), max_digits=5, decimal_places=2)
    grade = models.CharField(_("grade"), max_length=10, choices=Grade, blank=True)
    grade_least = models.CharField(_("grade at least"), max_length=10, choices=Grade)
    grade_most = models.CharField(_("grade at most"), max_length=10, choices=Grade)
    proposal = models.CharField(_("proposal"), max_length=10, choices=Proposal, blank=True)
    proposal_reasons = models.JSONField(_("why it is proposed"), default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))
    sha256 = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("appraisal")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="appraisal_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="appraisal_purpose_known"),
            models.CheckConstraint(condition=Q(grade__in=["", *Grade.values]), name="appraisal_grade_known"),
            models.CheckConstraint(condition=Q(grade_least__in=Grade.values), name="appraisal_least_grade_known"),
            models.CheckConstraint(condition=Q(grade_most__in=Grade.values), name="appraisal_most_grade_known"),
            models.CheckConstraint(condition=Q(proposal__in=["", *Proposal.values]), name="appraisal_proposal_known"),
            models.CheckConstraint(
                condition=Q(weight_counted__gte=0, weight_open__gte=0)
                & Q(weight_open__gte=Decimal("99.995") - F("weight_counted"))  # SQLite computes in binary fractions
                & Q(weight_open__lte=Decimal("100.005") - F("weight_counted")),
                name="appraisal_weights_make_a_hundred",
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=F("weight_counted")), name="appraisal_points_within_weight"
            ),
            models.CheckConstraint(
                condition=Q(grade="") | Q(grade=F("grade_least"), grade_most=F("grade_least")),
                name="appraisal_grade_is_certain",
            ),
            models.UniqueConstraint(
                fields=["case", "round"], condition=Q(judged=True), name="appraisal_judged_once_per_round"
            ),
        ]
        indexes = [
            models.Index(fields=["system", "-at"], name="appraisal_of_system"),
            models.Index(fields=["until", "purpose"], name="appraisal_of_year"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def sealed(self) -> dict[str, Any]:
        """What ``sha256`` stands for."""
        return {
            "code": self.code,
            "system": self.system.code,
            "scheme": self.scheme.code,
            "scheme_sha256": self.scheme.sha256,
            "purpose": self.purpose,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "case": self.case.number if self.case else "",
            "follows_sha256": self.follows.sha256 if self.follows else "",
            "values": self.values,
            "commitments": self.commitments,
            "findings": self.findings,
            "points": f"{self.points:.2f}",
            "weight_counted": f"{self.weight_counted:.2f}",
            "weight_open": f"{self.weight_open:.2f}",
            "grade": self.grade,
            "grade_least": self.grade_least,
            "grade_most": self.grade_most,
            "proposal": self.proposal,
            "proposal_reasons": self.proposal_reasons,
        }

    @property
    def points_most(self) -> Decimal:
        """What the points would come to if everything open were worth its whole weight."""
        return self.points + self.weight_open
