"""The form of this room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.systems.enums import SystemKind

LONGEST_NAME = 200
MOST_CHARACTERS = 10_000


class DraftForm(forms.Form):
    """What would be built. GET: a check changes nothing, and its address can be passed on."""

    name = forms.CharField(label=_("system name"), max_length=LONGEST_NAME, required=False)
    functions = forms.CharField(
        label=_("functions"),
        max_length=MOST_CHARACTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One function after the other, parted by commas or lines."),
    )
    kind = forms.ChoiceField(label=_("kind"), required=False, choices=[("", _("not said")), *SystemKind.choices])

    def clean(self) -> dict[str, str]:
        told: dict[str, str] = super().clean() or {}
        if not self.errors and not (told.get("name") or told.get("functions")):
            raise forms.ValidationError(_("Say what it is called or what it would do."), code="nothing-said")
        return told
