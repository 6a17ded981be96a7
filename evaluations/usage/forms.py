"""What people enter to bring usage in."""

from pathlib import Path
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluations.usage.enums import CollectorKind, PullSource
from evaluations.usage.models import Pull
from evaluations.usage.rules.keeping import Rule
from evaluations.usage.rules.pulls import MOST_REREAD, Target, Wanted, read_targets, written
from evaluations.usage.rules.values import LONGEST_CODE
from evaluations.usage.services.deliveries import CSV_BYTES
from registry.forms import RefusableForm
from registry.provenance import Source
from registry.sheets.reading import SUFFIXES


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("file"),
        help_text=_("One row per system and period: .xlsx, .xls, .ods or .csv (UTF-8 or GB18030)."),
    )
    collector = forms.CharField(
        label=_("collector"),
        help_text=_("For rows that name none."),
        max_length=LONGEST_CODE,
        initial="file",
    )
    complete = forms.BooleanField(
        label=_("The file is complete: systems its collectors watch and that it leaves out had zero"), required=False
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if Path(file.name or "").suffix.lower() not in SUFFIXES:
            raise forms.ValidationError(_("Send .xlsx, .xls, .ods or .csv."), code="unknown-format")
        if (file.size or 0) > CSV_BYTES:
            raise forms.ValidationError(
                _("The file has more than %(most)s MB. Split it."),
                code="too-large",
                params={"most": CSV_BYTES // 1024**2},
            )
        return file


class ConfirmForm(forms.Form):
    skip_wrong = forms.BooleanField(label=_("Leave the wrong rows out and import the others"))


def _day(**options: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class KindForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("kind"),
        choices=CollectorKind.choices,
        help_text=_("Reported figures are held against counted ones."),
    )


class PullForm(RefusableForm):
    source = forms.ChoiceField(label=_("service"), choices=PullSource.choices)
    address = forms.CharField(
        label=_("address"),
        max_length=500,
        help_text=_("Such as https://matomo.example/ or http://prometheus.example:9090. It must lie in PULL_NETWORKS."),
    )
    token = forms.CharField(
        label=_("token"),
        max_length=500,
        required=False,
        help_text=_("Kept sealed and shown to nobody again. Left empty, the one that is there stays."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=False),
    )
    targets = forms.CharField(
        label=_("what to ask for"),
        help_text=_(
            "A line each. Matomo: SYS-2020-000001 = 3 (the site's number). Prometheus: SYS-2020-000001 sessions = "
            "sum(increase(http_requests_total[1d])); the measure “coverage” gives the share of the day seen."
        ),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    since = _day(label=_("from day"), initial=timezone.localdate)
    reread_days = forms.IntegerField(
        label=_("days read again"),
        min_value=0,
        max_value=MOST_REREAD,
        initial=3,
        help_text=_("For what was corrected there since."),
    )
    enabled = forms.BooleanField(label=_("ask each night"), required=False, initial=True)

    @classmethod
    def of(cls, pull: Pull | None) -> "PullForm":
        if pull is None:
            return cls()
        targets = [Target(each.system.code, each.asked, each.measure) for each in pull.targets.select_related("system")]
        fields = ("source", "address", "since", "reread_days", "enabled")
        return cls(initial={"targets": written(targets), **{name: getattr(pull, name) for name in fields}})

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if "targets" in told and "source" in told:
            self.read, wrong = read_targets(told["targets"], PullSource(told["source"]))
            for each in wrong:
                self.add_error("targets", str(each.message))
        return told

    def wanted(self) -> Wanted:
        told = self.cleaned_data
        return Wanted(
            PullSource(told["source"]),
            told["address"].strip(),
            told["token"].strip(),
            told["since"],
            told["reread_days"],
            told["enabled"],
            self.read,
        )


class AssessmentForm(RefusableForm):
    day = _day(label=_("day"))
    label = forms.CharField(label=_("what is assessed"), max_length=200)


class KeepingForm(RefusableForm):
    effective_on = _day(label=_("in force from"), initial=timezone.localdate)
    daily_days = forms.IntegerField(label=_("days kept by the day"), min_value=1, max_value=100_000)
    weekly_days = forms.IntegerField(label=_("days kept by the week"), min_value=1, max_value=100_000)
    provenance = forms.ChoiceField(label=_("provenance"), choices=Source.choices, initial=Source.OWN_RULE)
    source = forms.CharField(label=_("source"), max_length=200)

    def rule(self) -> Rule:
        return Rule(**self.cleaned_data)
