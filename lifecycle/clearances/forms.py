"""What people fill in on the clearance page. Rights and rules are judged by the services; a refusal comes back beside its field."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lifecycle.clearances.services.items import LABEL_LENGTH, NOTE_LENGTH
from registry.forms import RefusableForm

TEXT_LENGTH = 8000


class ItemForm(RefusableForm):
    label = forms.CharField(label=_("What has to be gone"), max_length=LABEL_LENGTH)
    note = forms.CharField(label=_("Note"), max_length=NOTE_LENGTH, required=False)


class ImportForm(RefusableForm):
    file = forms.FileField(
        label=_("Table"), help_text=_(".csv or .xlsx with one item in each row and the headers in the first row.")
    )


class ListForm(RefusableForm):
    file = forms.FileField(
        label=_("Fresh list"),
        help_text=_(
            "An export of everything that exists now, .csv or .xlsx. It is compared and its hash kept, not the file."
        ),
    )
    exported_at = forms.DateTimeField(
        label=_("Exported at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        initial=timezone.now,
    )


class VersionForm(RefusableForm):
    """``version`` is the case as the person saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class StatementForm(VersionForm):
    statement = forms.CharField(label=_("Statement"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))


class VerifyForm(VersionForm):
    """Nothing to fill in: the basis is the newest proof."""


class RejectForm(VersionForm):
    reason = forms.CharField(label=_("What is left"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))


class WaiveForm(RefusableForm):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Why this item may stay as it is. It stays in the report."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
