"""What people enter to bring usage in."""

from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluations.usage.rules.values import LONGEST_CODE
from evaluations.usage.services.deliveries import CSV_BYTES
from registry.sheets.reading import SUFFIXES


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("file"), help_text=_("A .csv (UTF-8 or GB18030) or .xlsx with one row per system and period.")
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
