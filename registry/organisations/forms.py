"""What an administrator enters."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from registry.organisations.enums import RelationKind, Role, TokenScope
from registry.organisations.models import Organisation, Person
from registry.refusals import Refused


def _choices(vocabulary: type[Role | TokenScope | RelationKind]) -> list[tuple[str, Any]]:
    return [(value, capfirst(str(label))) for value, label in vocabulary.choices]


class RefusableForm(forms.Form):
    def tell(self, refusal: Refused) -> None:
        """Show a refusal at the fields it is about."""
        for obstacle in refusal.obstacles:
            self.add_error(obstacle.field if obstacle.field in self.fields else None, str(obstacle.message))


class GrantForm(RefusableForm):
    person = forms.CharField(label=_("account"), max_length=150)
    role = forms.ChoiceField(label=_("role"), choices=lambda: _choices(Role))
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
    scope = forms.ChoiceField(label=_("scope"), choices=lambda: _choices(TokenScope))


class RelationForm(RefusableForm):
    kind = forms.ChoiceField(label=_("this organisation"), choices=lambda: _choices(RelationKind))
    other = forms.CharField(
        label=_("other organisation"), help_text=_("Code or full name of the organisation."), max_length=200
    )

    def clean_other(self) -> Organisation:
        told = self.cleaned_data["other"].strip()
        found = Organisation.objects.filter(code=told) or Organisation.objects.filter(name=told)[:2]
        if len(found) != 1:
            raise forms.ValidationError(
                _("Several organisations have this name. Write the code.")
                if found
                else _("No organisation has this code or name."),
                code="unknown",
            )
        return found[0]


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
    name = forms.CharField(label=_("name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    field_order = ["username", "name", "password", "again"]
