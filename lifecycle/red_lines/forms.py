"""The form of this room."""

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_CHARACTERS = 20_000


class TextForm(forms.Form):
    text = forms.CharField(
        label=_("text to check"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=MOST_CHARACTERS,
        help_text=_("A description of functions, a plan, a notice. It is not kept."),
    )
