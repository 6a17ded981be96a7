"""Bringing a year's announcement in."""

from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.sheets.reading import SUFFIXES


class CalendarForm(forms.Form):
    file = forms.FileField(
        label=_("file"),
        help_text=_(
            "A .csv or .xlsx with the columns 日期 (2027-02-05) and 类型 (休 or 班). Every year in it is replaced whole."
        ),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if Path(file.name or "").suffix.lower() not in SUFFIXES:
            raise forms.ValidationError(_("Send .xlsx, .xls, .ods or .csv."), code="unknown-format")
        return file
