"""The one thing people enter here."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EmailForm(forms.Form):
    email = forms.EmailField(
        label=_("e-mail address"),
        required=False,
        max_length=254,
        help_text=_("Notices are sent there as well. Leave it empty to get none."),
    )
