"""What a person fills in when acting on a finding; what is allowed is the rules' business."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import Dismissal


class ActForm(forms.Form):
    """``version`` is the finding's when the page was read: acting on a page that is out of date is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(ActForm):
    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )


class DismissalForm(ReasonForm):
    code = forms.ChoiceField(label=_("Why is it set aside?"), choices=[("", "—"), *Dismissal.choices], required=False)
    until = forms.DateField(
        label=_("Silent until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Twelve months at most. After that day it is judged again."),
        initial=lambda: timezone.localdate() + timedelta(days=90),
    )
    field_order = ("version", "code", "reason", "until")
