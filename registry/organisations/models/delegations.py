"""Acting for somebody else."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from registry.organisations.enums import Role
from registry.organisations.models.organisations import Organisation
from registry.organisations.models.people import Membership, Person


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def active(self, on: date) -> Self:
        """Those under which ``taker`` may act on a day: only while ``giver`` holds the role."""
        held = Membership.objects.active(on).filter(
            person=OuterRef("giver"), organisation=OuterRef("organisation"), role=OuterRef("role")
        )
        return self.standing(on).filter(Exists(held), since__lte=on, taker__is_active=True)

    def standing(self, on: date) -> Self:
        """Those that hold on a day or begin later, if the giver keeps the role."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), until__gte=on)


class Delegation(models.Model):
    """``taker`` may do in ``organisation`` what ``giver`` may as ``role``, from ``since`` through ``until``. Ended, never deleted."""

    giver = models.ForeignKey(Person, models.PROTECT, related_name="delegations_given")
    taker = models.ForeignKey(Person, models.PROTECT, related_name="delegations_taken")
    role = models.CharField(_("role"), max_length=30, choices=Role)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="delegations")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    reason = models.TextField(_("reason"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True, help_text="No longer held from this day on.")

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="delegation_role_known"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="delegation_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="delegation_to_somebody_else"),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker} · {self.get_role_display()} · {self.organisation}"

    @property
    def code(self) -> str:
        return f"delegation:{self.pk}"
