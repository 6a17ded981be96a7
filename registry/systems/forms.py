"""What people enter about one system, and the upload of many. Cells are judged by the import's own rules, not here."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from registry.forms import RefusableForm
from registry.sheets import limits
from registry.sheets.reading import SUFFIXES
from registry.systems import cells
from registry.systems.enums import Cadence, SystemKind
from registry.systems.planning_systems import FIELD_OF
from registry.systems.records import Record


def choices(vocabulary: type[SystemKind | Cadence]) -> list[tuple[str, Any]]:
    return [(value, capfirst(str(label))) for value, label in vocabulary.choices]


class SystemForm(RefusableForm):
    """Texts by column name, as a row of a file has them."""

    name = forms.CharField(label=_("system name"), max_length=200)
    kind = forms.ChoiceField(label=_("kind"), choices=lambda: choices(SystemKind))
    sponsor = forms.CharField(label=_("sponsor"), help_text=_("Code or full name of the organisation."), max_length=200)
    operator = forms.CharField(
        label=_("operator"), help_text=_("Code or full name of the organisation."), max_length=200, required=False
    )
    functions = forms.CharField(
        label=_("functions"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5000, required=False
    )
    audience = forms.CharField(label=_("audience"), max_length=200, required=False)
    eligible_users = forms.CharField(
        label=_("eligible users"), help_text=_("How many it is meant for; empty: not known."), required=False
    )
    cadence = forms.ChoiceField(label=_("cadence"), choices=lambda: choices(Cadence))
    duty_window = forms.CharField(
        label=_("duty window"), help_text=_("Of seasonal and annual work, like 06-01~08-31."), required=False
    )
    launched_on = forms.CharField(label=_("launched on"), help_text=_("Like 2023-05-01."), required=False)
    build_cost = forms.CharField(label=_("build cost (10,000 yuan)"), required=False)
    annual_cost = forms.CharField(label=_("annual cost (10,000 yuan)"), required=False)
    contract_ends_on = forms.CharField(label=_("contract ends on"), help_text=_("Like 2026-12-31."), required=False)
    url = forms.CharField(
        label=_("addresses"),
        help_text=_("One a line: http://…, https://…, dns:host or tcp:host:port."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    approved_by = forms.CharField(label=_("approved by"), max_length=200, required=False)
    approved_on = forms.CharField(label=_("approved on"), help_text=_("Like 2023-05-01."), required=False)
    funding = forms.CharField(label=_("funding"), max_length=200, required=False)


class ChangeForm(SystemForm):
    version = forms.CharField(widget=forms.HiddenInput)


def as_cells(record: Record) -> Mapping[str, str]:
    """What the form shows of a registered system."""
    texts = {name: "" if value is None or value == [] else str(value) for name, value in record.items()}
    texts["addresses"] = "\n".join(record["addresses"])
    for name in ("build_cost_fen", "annual_cost_fen"):
        texts[name] = cells.shown(name, record[name]) if record[name] is not None else ""
    columns = {field: column for column, field in FIELD_OF.items()}
    return {columns.get(name, name): text for name, text in texts.items() if name != "stage"}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("file"),
        help_text=_(".xlsx, .xls, .ods, or .csv in UTF-8 or GB18030; at most 50 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )
    create_organisations = forms.BooleanField(
        label=_("create sponsors and operators that are not known"), required=False
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > limits.FILE_BYTES:
            raise forms.ValidationError(_("The file has more than 50 MB. Split it."), code="too-large")
        if Path(file.name or "").suffix.lower() not in SUFFIXES:
            raise forms.ValidationError(_("Send .xlsx, .xls, .ods or .csv."), code="unknown-format")
        return file


class ConfirmForm(forms.Form):
    skip_wrong = forms.BooleanField(label=_("leave the wrong rows out and import the others"), required=False)
