"""What a person fills in when acting on a finding or an incident; what is allowed is the rules' business."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import Dismissal


def _reason() -> forms.CharField:
    return forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False)


class ActForm(forms.Form):
    """``version`` is the finding's when the page was read: acting on a page that is out of date is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(ActForm):
    reason = _reason()


class IncidentForm(forms.Form):
    """``state`` is the incident's when the page was read, as ``version`` is a finding's."""

    state = forms.CharField(widget=forms.HiddenInput)
    reason = _reason()


class DismissalForm(ReasonForm):
    code = forms.ChoiceField(label=_("Why is it set aside?"), choices=[("", "—"), *Dismissal.choices], required=False)
    until = forms.DateField(
        label=_("Silent until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_(
            "Twelve months at most. It is judged again after that day, or sooner if another signal enters or one worsens by half."
        ),
        initial=lambda: timezone.localdate() + timedelta(days=90),
    )
    field_order = ("version", "code", "reason", "until")
