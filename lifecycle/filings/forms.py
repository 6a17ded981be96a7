"""What people enter about filings and how they ended. The services judge it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lifecycle.filings.enums import Ending, FilingKind, FilingState
from registry.forms import RefusableForm

TEXT_LENGTH = 8000


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class FilingForm(RefusableForm):
    kind = forms.ChoiceField(label=_("kind of filing"), choices=FilingKind.choices)
    authority = forms.CharField(label=_("authority"), max_length=200)
    number = forms.CharField(label=_("filing number"), max_length=100, required=False)
    state = forms.ChoiceField(label=_("state"), choices=FilingState.choices, initial=FilingState.IN_FORCE)
    filed_on = _day(_("filed on"))
    expires_on = _day(_("expires on"))


class EndingForm(RefusableForm):
    ending = forms.ChoiceField(label=_("how it ended"), choices=Ending.choices, widget=forms.RadioSelect)
    reference = forms.CharField(label=_("number of the receipt"), max_length=100, required=False)
    file = forms.FileField(
        label=_("receipt of the authority"), required=False, help_text=_("Its hash is kept, not the file.")
    )
    statement = forms.CharField(
        label=_("statement"),
        help_text=_("What was done and why, in at least 10 characters."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
