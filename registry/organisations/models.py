"""Organisations, people and what ties them together."""

from datetime import date
from typing import Self

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.organisations.enums import OrganisationKind, RelationKind, Role, TokenScope


class Organisation(models.Model):
    """A unit that sponsors, builds, reviews or operates systems."""

    code = models.CharField(_("unified social credit code"), max_length=50, unique=True)
    name = models.CharField(_("organisation name"), max_length=200, db_index=True)
    kind = models.CharField(
        _("organisation kind"), max_length=20, choices=OrganisationKind, default=OrganisationKind.DEPARTMENT
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent organisation")
    )
    division = models.CharField(_("division code"), max_length=12, blank=True, help_text="GB/T 2260")
    search_text = models.TextField(blank=True, editable=False, help_text="Name, code, pinyin initials; lower case.")

    class Meta:
        verbose_name = _("organisation")
        ordering = ["name", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_known"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="organisation_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(AbstractBaseUser, PermissionsMixin):
    """A natural person with an account. Rights in the lifecycle come from memberships, never from this row."""

    username = models.CharField(_("account"), max_length=150, unique=True)
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name

    @property
    def account(self) -> str:
        return self.username

    @property
    def code(self) -> str:
        return self.username


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self, on: date) -> Self:
        """Those that hold on a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on, person__is_active=True)


class Membership(models.Model):
    """A role a person holds in an organisation from ``since`` through ``until`` (open when null)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=30, choices=Role)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        ordering = ["person", "organisation", "role"]
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation", "role", "since"], name="membership_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="membership_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()} · {self.organisation}"


class Relation(models.Model):
    """``one`` builds for, contracts with or oversees ``other``: what independence is judged on."""

    one = models.ForeignKey(Organisation, models.PROTECT, related_name="relations_from")
    other = models.ForeignKey(Organisation, models.PROTECT, related_name="relations_to")
    kind = models.CharField(max_length=20, choices=RelationKind)

    class Meta:
        verbose_name = _("relation between organisations")
        ordering = ["one", "other", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other", "kind"], name="relation_once"),
            models.CheckConstraint(condition=Q(kind__in=RelationKind.values), name="relation_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.one} {self.get_kind_display()} {self.other}"


class MachineToken(models.Model):
    """Lets a program of ``organisation`` do what ``scope`` says. Only the SHA-256 of the secret is kept; revoking ends it at once."""

    name = models.CharField(_("name"), max_length=100)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="tokens")
    scope = models.CharField(max_length=20, choices=TokenScope)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("machine token")
        ordering = ["organisation", "name"]
        constraints = [models.CheckConstraint(condition=Q(scope__in=TokenScope.values), name="token_scope_known")]

    def __str__(self) -> str:
        return self.name

    @property
    def account(self) -> str:
        return f"token:{self.pk}"

    @property
    def code(self) -> str:
        return f"token:{self.pk}"

    @property
    def is_authenticated(self) -> bool:
        return True
