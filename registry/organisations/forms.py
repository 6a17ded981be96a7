"""What an administrator enters."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from registry.organisations.enums import Role, TokenScope
from registry.organisations.models import Person
from registry.refusals import Refused


def _choices(vocabulary: type[Role | TokenScope]) -> list[tuple[str, Any]]:
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
