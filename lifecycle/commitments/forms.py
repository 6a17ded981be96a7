"""What people enter about the library. The services judge it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.commitments.enums import DataSource, Direction
from lifecycle.commitments.rules import Addition
from registry.forms import RefusableForm
from registry.provenance import Source

_CHOOSE = [("", "—")]


class AdditionForm(RefusableForm):
    label = forms.CharField(label=_("indicator"), max_length=120)
    code = forms.CharField(
        label=_("code"),
        max_length=40,
        help_text=_("Small letters, digits and hyphens, such as waiting-time; “local-” is put before it."),
    )
    meaning = forms.CharField(label=_("what is counted"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    unit = forms.CharField(label=_("unit"), max_length=20)
    direction = forms.ChoiceField(label=_("which way is better"), choices=[*_CHOOSE, *Direction.choices])
    population = forms.CharField(label=_("population"), help_text=_("Whom or what it counts."), max_length=200)
    data_source = forms.ChoiceField(label=_("data source"), choices=[*_CHOOSE, *DataSource.choices])
    surface = forms.BooleanField(
        label=_("surface indicator"),
        required=False,
        help_text=_("Proves no use, as signing in or checking in: it may be watched, it counts for no commitment."),
    )
    source = forms.ChoiceField(label=_("source"), choices=[*_CHOOSE, *Source.choices])
    source_text = forms.CharField(
        label=_("source in words"),
        help_text=_("Which document, meeting or reason it rests on."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def addition(self) -> Addition:
        return Addition(**self.cleaned_data)


class WithdrawalForm(RefusableForm):
    on = forms.DateField(
        label=pgettext_lazy("indicator", "withdrawn from"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(label=_("reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
