"""Why a case is opened when no finding says so."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.grounds import Origin
from registry.systems.models import System


class OpeningForm(forms.Form):
    system = forms.ModelChoiceField(
        label=_("System code"),
        queryset=System.objects.all(),
        to_field_name="code",
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "live-systems"}),
        error_messages={"invalid_choice": _("There is no system with this code.")},
    )
    origin = forms.ChoiceField(label=_("Where this comes from"), choices=Origin.choices, widget=forms.RadioSelect)
    reference = forms.CharField(
        label=_("Reference"),
        help_text=_("Number of the letter or order, if there is one."),
        max_length=200,
        required=False,
    )
    reason = forms.CharField(
        label=_("Why the system should be looked at"),
        help_text=_("In your own words. No number has to speak for it; a person’s reason is enough."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def grounds(self) -> dict[str, Any]:
        """As the case keeps them."""
        told = self.cleaned_data
        return {"origin": told["origin"], "reference": told["reference"], "reason": told["reason"]}
