"""Lots, and what became of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evaluations.appraisals.enums import CheckVerdict, DrawKind
from evaluations.appraisals.models.appraisals import Appraisal
from registry.ledger.insert_only import insert_only
from registry.organisations.models import Organisation
from registry.systems.models import System


@insert_only
class Draw(models.Model):
    """One lot. With ``seed`` and ``pool`` anybody can draw it again: see ``rules.lots``.

    ``pool``: the codes it was drawn from, sorted. ``kept_apart``: the pairs of codes that may not meet. ``result``: codes of
    systems, or ``[assessor, assessed, system]`` triples. ``attempt``: which shuffle of the seed was the first to fit.
    """

    code = models.CharField(_("draw"), max_length=40, unique=True)
    kind = models.CharField(_("drawn for"), max_length=20, choices=DrawKind)
    year = models.PositiveSmallIntegerField(_("year"))
    seed = models.CharField(_("seed"), max_length=100)
    pool = models.JSONField(_("drawn from"))
    kept_apart = models.JSONField(_("kept apart"), default=list)
    attempt = models.PositiveIntegerField(default=0)
    result = models.JSONField(_("result"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    sha256 = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("draw")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DrawKind.values), name="draw_kind_known"),
            models.CheckConstraint(condition=~Q(seed=""), name="draw_has_a_seed"),
        ]

    def __str__(self) -> str:
        return self.code


@insert_only
class SpotCheck(models.Model):
    """One system that a draw picked."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="spot_checks")
    system = models.ForeignKey(System, models.PROTECT, related_name="spot_checks", verbose_name=_("system"))

    class Meta:
        verbose_name = _("spot check")
        ordering = ["draw", "system__code"]
        constraints = [models.UniqueConstraint(fields=["draw", "system"], name="spot_check_once_per_draw")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Needs ``draw`` and ``system`` at hand."""
        return f"{self.draw.code}/{self.system.code}"


@insert_only
class CheckResult(models.Model):
    """What was found on the spot, beside the figures of that day."""

    check_of = models.OneToOneField(SpotCheck, models.PROTECT, related_name="result")
    appraisal = models.OneToOneField(Appraisal, models.PROTECT, related_name="check_result")
    verdict = models.CharField(_("verdict"), max_length=20, choices=CheckVerdict)
    note = models.TextField(_("what was seen on the spot"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("result of a spot check")
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=CheckVerdict.values), name="check_verdict_known"),
            models.CheckConstraint(condition=~Q(note=""), name="check_says_what_was_seen"),
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()


@insert_only
class Assignment(models.Model):
    """``assessor`` looks at a system of ``assessed``, as drawn; each organisation is once each of them in a draw."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="assignments")
    assessor = models.ForeignKey(Organisation, models.PROTECT, related_name="assesses", verbose_name=_("assessor"))
    assessed = models.ForeignKey(Organisation, models.PROTECT, related_name="assessed_by", verbose_name=_("assessed"))
    system = models.ForeignKey(System, models.PROTECT, related_name="cross_assessments", verbose_name=_("system"))

    class Meta:
        verbose_name = _("assignment")
        ordering = ["draw", "assessor__name"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "assessor"], name="assesses_once_per_draw"),
            models.UniqueConstraint(fields=["draw", "assessed"], name="assessed_once_per_draw"),
            models.CheckConstraint(condition=~Q(assessor=F("assessed")), name="nobody_assesses_itself"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Needs ``draw`` and ``assessor`` at hand."""
        return f"{self.draw.code}/{self.assessor.code}"


@insert_only
class PeerOpinion(models.Model):
    """What the assessor found. ``answers``: {dimension: 0–3}; a dimension it could not judge is absent."""

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="opinion")
    answers = models.JSONField(_("answers"))
    statement = models.TextField(_("statement"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    sha256 = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("opinion of a peer")
        constraints = [models.CheckConstraint(condition=~Q(statement=""), name="peer_opinion_says_something")]

    def __str__(self) -> str:
        return self.sha256[:12]
