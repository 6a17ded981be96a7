"""What a person fills in when acting on a finding or an incident; what is allowed is the rules' business."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import Asked, Confirmation, Dismissal, Stance
from evaluations.findings.models import Finding
from evaluations.findings.rules.asking import LONGEST_WORDS, STANCES
from evaluations.findings.rules.confirming import CONFIRMATIONS


def _reason() -> forms.CharField:
    return forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False)


def _day(label: Any, help_text: Any, *, ahead: int) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=help_text,
        initial=lambda: timezone.localdate() + timedelta(days=ahead),
    )


class ActForm(forms.Form):
    """``version`` is the finding's when the page was read: acting on a page that is out of date is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suit(finding)

    def suit(self, finding: Finding) -> None:
        """Offer only what fits this finding."""


class ReasonForm(ActForm):
    reason = _reason()


class ConfirmationForm(ReasonForm):
    confirmed_as = forms.ChoiceField(label=_("As what?"), widget=forms.RadioSelect, required=False)
    successor = forms.CharField(
        label=_("Code of the system that takes over"),
        max_length=40,
        required=False,
        help_text=_("Only where it is to be merged into another."),
    )
    field_order = ("version", "confirmed_as", "successor", "reason")

    def suit(self, finding: Finding) -> None:
        fitting = CONFIRMATIONS[finding.kind]
        asked: Any = self.fields["confirmed_as"]
        asked.choices = [(each.value, each.label) for each in fitting]
        asked.initial = next(iter(fitting), None)
        if Confirmation.MERGE not in fitting:
            del self.fields["successor"]
        if len(fitting) == 1:
            asked.widget = forms.HiddenInput()

    def clean(self) -> None:
        """A code beside another choice may be a slip of the choice: it is asked, not left out."""
        if self.cleaned_data.get("successor") and self.cleaned_data.get("confirmed_as") != Confirmation.MERGE:
            self.add_error("successor", _("Nothing is merged this way: choose a merger, or leave the code out."))


class SnoozeForm(ReasonForm):
    until = _day(_("Comes back on"), _("It is judged afresh then, and waits for somebody to take it up."), ahead=30)
    field_order = ("version", "until", "reason")


class InquiryForm(ActForm):
    words = forms.CharField(
        label=_("What do you want to know?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_WORDS,
        required=False,
        help_text=_("The sponsor sees the finding with its evidence, and is asked whether it agrees."),
    )


class AnswerForm(ActForm):
    stance = forms.ChoiceField(label=_("What do you say to it?"), widget=forms.RadioSelect, required=False)
    words = forms.CharField(
        label=_("In words"), widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST_WORDS, required=False
    )
    file = forms.FileField(
        label=_("a document that shows it"), required=False, help_text=_("Its hash is kept, not the file.")
    )

    def suit(self, finding: Finding) -> None:
        last = finding.inquiries.order_by("-pk").first()
        stances = STANCES[last.kind if last else Asked.SPONSOR]
        asked: Any = self.fields["stance"]
        asked.choices = [(each.value, Stance(each).label) for each in stances]


class IncidentForm(forms.Form):
    """``version`` is the incident's when the page was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = _reason()


class DismissalForm(ReasonForm):
    code = forms.ChoiceField(label=_("Why is it set aside?"), choices=[("", "—"), *Dismissal.choices], required=False)
    until = _day(
        _("Silent until"),
        _(
            "Twelve months at most. It is judged again after that day, or sooner if another signal enters or one worsens by half."
        ),
        ahead=90,
    )
    field_order = ("version", "code", "reason", "until")
