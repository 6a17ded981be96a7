"""The systems and how they are reached."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.organisations.models import Organisation
from registry.organisations.search import SearchText
from registry.systems.enums import Cadence, Stage, SystemKind


class System(models.Model):
    """One app, platform, mini-program, account or work group. ``code`` is permanent; ``stage`` is moved by ``lifecycle.cases`` only."""

    code = models.CharField(_("system code"), max_length=40, unique=True)
    name = models.CharField(_("system name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=SystemKind, default=SystemKind.INFORMATION_SYSTEM)
    sponsor = models.ForeignKey(Organisation, models.PROTECT, related_name="sponsored", verbose_name=_("sponsor"))
    operator = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="operated", verbose_name=_("operator")
    )
    functions = models.TextField(_("functions"), blank=True)
    audience = models.CharField(_("audience"), max_length=200, blank=True)
    eligible_users = models.PositiveIntegerField(
        _("eligible users"), null=True, blank=True, help_text="How many it is meant for; null: unknown."
    )
    cadence = models.CharField(_("cadence"), max_length=20, choices=Cadence, default=Cadence.DAILY)
    duty_window = models.CharField(
        _("duty window"),
        max_length=100,
        blank=True,
        help_text="When a seasonal or annual system is on duty: MM-DD~MM-DD, several separated by commas.",
    )
    launched_on = models.DateField(_("launched on"), null=True, blank=True)
    build_cost_fen = models.BigIntegerField(_("build cost"), null=True, blank=True, help_text="In fen (0.01 yuan).")
    annual_cost_fen = models.BigIntegerField(_("annual cost"), null=True, blank=True, help_text="In fen (0.01 yuan).")
    contract_ends_on = models.DateField(_("contract ends on"), null=True, blank=True)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.LIVE)
    approved_by = models.CharField(_("approved by"), max_length=200, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    funding = models.CharField(_("funding"), max_length=200, blank=True)
    registered_at = models.DateTimeField(_("registered at"), auto_now_add=True)
    search_text = SearchText(blank=True, editable=False, help_text="Name, code, sponsor, pinyin initials; lower case.")

    class Meta:
        verbose_name = _("system")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SystemKind.values), name="system_kind_known"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="system_stage_known"),
            models.CheckConstraint(condition=Q(cadence__in=Cadence.values), name="system_cadence_known"),
            models.CheckConstraint(condition=Q(build_cost_fen__gte=0), name="system_build_cost_not_negative"),
            models.CheckConstraint(condition=Q(annual_cost_fen__gte=0), name="system_annual_cost_not_negative"),
        ]
        indexes = [
            models.Index(fields=["sponsor", "code"], name="system_of_sponsor"),
            models.Index(fields=["stage", "code"], name="system_of_stage"),
            models.Index(fields=["kind", "code"], name="system_of_kind"),
        ]

    def __str__(self) -> str:
        return self.name


class AccessPath(models.Model):
    """One address by which a system can be reached: ``https://…``, ``dns:host`` or ``tcp:host:port``."""

    system = models.ForeignKey(System, models.CASCADE, related_name="access_paths")
    address = models.CharField(_("address"), max_length=500)

    class Meta:
        verbose_name = _("access path")
        ordering = ["system", "address"]
        constraints = [models.UniqueConstraint(fields=["system", "address"], name="access_path_once")]
        indexes = [models.Index(fields=["address"], name="access_path_address")]

    def __str__(self) -> str:
        return self.address
