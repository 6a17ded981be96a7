"""What is filled in to ask for an exemption and to decide on one."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import ExemptionGround


def _day(label: Any, *, ahead: int = 0, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=lambda: timezone.localdate() + timedelta(days=ahead),
        help_text=help_text,
    )


class ExemptionForm(forms.Form):
    ground = forms.ChoiceField(
        label=_("Ground"), choices=ExemptionGround.choices, widget=forms.RadioSelect, required=False
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        help_text=_("Why low use is what this system is for, and what shows that it is ready when needed."),
    )
    basis = forms.CharField(label=_("Law, order or plan it rests on"), max_length=300, required=False)
    since = _day(_("Exempt from"))
    until = _day(_("Exempt to"), ahead=180, help_text=_("Twelve months at most. It is never renewed by itself."))


class DecidingForm(forms.Form):
    """``version`` is that of what is decided on when the page was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )


class ReplayForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class TakeUpForm(DecidingForm):
    effective_on = _day(_("In force from"))
