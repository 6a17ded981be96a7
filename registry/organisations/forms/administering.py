"""What an administrator enters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.organisations.enums import RelationKind, Role, TokenScope
from registry.organisations.forms.fields import OrganisationField, RefusableForm, choices
from registry.organisations.models import Person


class GrantForm(RefusableForm):
    person = forms.CharField(label=_("account"), max_length=150)
    role = forms.ChoiceField(label=_("role"), choices=lambda: choices(Role))
    since = forms.DateField(
        label=_("since"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), required=False
    )

    def clean_person(self) -> Person:
        person = Person.objects.filter(username=self.cleaned_data["person"].strip()).first()
        if person is None:
            raise forms.ValidationError(_("Nobody has this account."), code="unknown")
        return person


class TokenForm(RefusableForm):
    name = forms.CharField(label=_("name of the program"), max_length=100)
    scope = forms.ChoiceField(label=_("scope"), choices=lambda: choices(TokenScope))


class RelationForm(RefusableForm):
    kind = forms.ChoiceField(label=_("this organisation"), choices=lambda: choices(RelationKind))
    other = OrganisationField(label=_("other organisation"), help_text=_("Code or full name of the organisation."))


class PasswordForm(RefusableForm):
    """A new password, twice; whether it will do is for the service to say."""

    password = forms.CharField(
        label=_("new password"),
        help_text=_("At least 12 characters, not only digits, and none of the usual ones."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("the same again"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if "password" in told and "again" in told and told["password"] != told["again"]:
            self.add_error("again", forms.ValidationError(_("The two are not the same."), code="different"))
        return told


class AccountForm(PasswordForm):
    username = forms.CharField(
        label=_("account"),
        help_text=_("Letters, digits and . @ + - _; it stays as it is for good."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=pgettext_lazy("of a person", "name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    field_order = ["username", "name", "password", "again"]
