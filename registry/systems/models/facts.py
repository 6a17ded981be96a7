"""What belongs to a system and has to be settled before it can go: its data, who draws on it, what was contracted for it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.organisations.models import Organisation
from registry.systems.enums import ContractKind, DataClass, Succession
from registry.systems.models.register import System


class DataSet(models.Model):
    """Data a system keeps. ``data_class`` as 数据分类分级 has it (数据安全法, article 21)."""

    system = models.ForeignKey(System, models.PROTECT, related_name="data_sets", verbose_name=_("system"))
    name = models.CharField(_("data set"), max_length=200)
    content = models.TextField(_("what it holds"), blank=True)
    data_class = models.CharField(_("data class"), max_length=12, choices=DataClass, default=DataClass.GENERAL)
    is_personal = models.BooleanField(_("holds personal information"), default=False)
    records = models.PositiveBigIntegerField(
        _("number of records"), null=True, blank=True, help_text=_("About how many; empty: not known.")
    )
    location = models.CharField(_("where it is kept"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("data set")
        ordering = ["system", "name"]
        constraints = [
            models.UniqueConstraint(fields=["system", "name"], name="data_set_once_per_system"),
            models.CheckConstraint(condition=Q(data_class__in=DataClass.values), name="data_set_class_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        return f"{self.system.code}/data-{self.pk}"


class Interface(models.Model):
    """``system`` provides something another draws on: a registered ``consumer``, or ``outside_consumer`` by name.

    So the consumers of a system are its dependants: they stop when it stops.
    """

    system = models.ForeignKey(System, models.PROTECT, related_name="interfaces", verbose_name=_("system"))
    consumer = models.ForeignKey(
        System, models.PROTECT, null=True, blank=True, related_name="draws_on", verbose_name=_("drawn on by")
    )
    outside_consumer = models.CharField(
        _("drawn on by (not in the register)"),
        max_length=200,
        blank=True,
        help_text=_("Name of whoever draws on it, where that is no registered system."),
    )
    name = models.CharField(
        _("interface"), max_length=200, help_text=_("What is provided: an interface, a feed, a view.")
    )
    purpose = models.CharField(_("used for"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("interface")
        ordering = ["system", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["system", "consumer", "name"], name="interface_once_per_consumer"),
            models.UniqueConstraint(
                fields=["system", "outside_consumer", "name"],
                condition=Q(consumer__isnull=True),
                name="interface_once_per_outside_consumer",
            ),
            models.CheckConstraint(
                condition=Q(consumer__isnull=False, outside_consumer="")
                | Q(consumer__isnull=True) & ~Q(outside_consumer=""),
                name="interface_has_one_consumer",
            ),
            models.CheckConstraint(
                condition=Q(consumer__isnull=True) | ~Q(consumer=F("system")), name="interface_not_with_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.consumer_name}"

    @property
    def code(self) -> str:
        return f"{self.system.code}/interface-{self.pk}"

    @property
    def consumer_name(self) -> str:
        return self.consumer.name if self.consumer else self.outside_consumer


class Predecessor(models.Model):
    """``system`` carries on what ``earlier`` did: what was counted of the earlier one is counted as the later one's.

    An earlier system has one successor at most, so that nothing is counted twice.
    """

    system = models.ForeignKey(System, models.PROTECT, related_name="predecessors", verbose_name=_("system"))
    earlier = models.OneToOneField(System, models.PROTECT, related_name="succeeded", verbose_name=_("earlier system"))
    how = models.CharField(
        pgettext_lazy("predecessor", "how"), max_length=12, choices=Succession, default=Succession.RENAMED
    )
    reason = models.CharField(_("on what grounds"), max_length=300, help_text=_("A document, a decision, a contract."))

    class Meta:
        verbose_name = _("predecessor")
        ordering = ["system", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(how__in=Succession.values), name="succession_known"),
            models.CheckConstraint(condition=~Q(earlier=F("system")), name="predecessor_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier.name} → {self.system.name}"

    @property
    def code(self) -> str:
        return f"{self.system.code}/predecessor-{self.pk}"


class Contract(models.Model):
    """What somebody was contracted to do for a system. ``cost_fen`` is for the whole term."""

    system = models.ForeignKey(System, models.PROTECT, related_name="contracts", verbose_name=_("system"))
    subject = models.CharField(_("subject of the contract"), max_length=200)
    kind = models.CharField(_("kind of contract"), max_length=12, choices=ContractKind, default=ContractKind.OPERATION)
    contractor = models.ForeignKey(Organisation, models.PROTECT, related_name="contracts", verbose_name=_("contractor"))
    number = models.CharField(_("contract number"), max_length=100, blank=True)
    cost_fen = models.BigIntegerField(_("cost"), null=True, blank=True, help_text="In fen (0.01 yuan), whole term.")
    begins_on = models.DateField(_("begins on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    class Meta:
        verbose_name = _("contract")
        ordering = ["system", "ends_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ContractKind.values), name="contract_kind_known"),
            models.CheckConstraint(condition=Q(cost_fen__gte=0), name="contract_cost_not_negative"),
            models.CheckConstraint(
                condition=Q(begins_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")),
                name="contract_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["ends_on"], name="contract_of_end")]

    def __str__(self) -> str:
        return f"{self.subject} · {self.contractor.name}"

    @property
    def code(self) -> str:
        return f"{self.system.code}/contract-{self.pk}"
