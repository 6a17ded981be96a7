"""Forms for changing the policy: one group of fields for each number that is to be changed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import Provenance
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.policies import DEFAULTS, PARAMETERS


class DraftForm(forms.Form):
    """``chosen`` are the names of numbers. Shares are entered in percent."""

    def __init__(self, *args: Any, chosen: Iterable[str], numbers: Parameters, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = [name for name in PARAMETERS if name in set(chosen)]
        for name in self.chosen:
            self.fields[f"value_{name}"] = _value(name, getattr(numbers, name))
            self.fields[f"reason_{name}"] = forms.CharField(label=_("Reason"), max_length=1000, required=False)
            self.fields[f"provenance_{name}"] = forms.ChoiceField(
                label=_("Where it comes from"), choices=Provenance.choices, initial=Provenance.OWN
            )
            self.fields[f"source_{name}"] = forms.CharField(label=_("Where it says so"), max_length=300, required=False)
        self.fields["effective_on"] = forms.DateField(
            label=_("In force from"),
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            initial=timezone.localdate,
            required=False,
        )

    def groups(self) -> list[dict[str, Any]]:
        """For the page: of each number its meaning and its fields."""
        return [
            {
                "meaning": PARAMETERS[name].metadata["meaning"],
                "fields": [self[f"{part}_{name}"] for part in ("value", "reason", "provenance", "source")],
            }
            for name in self.chosen
        ]

    def changes(self) -> dict[str, Mapping[str, Any]]:
        said = self.cleaned_data
        return {
            name: {
                "value": _stored(name, said[f"value_{name}"]),
                "reason": said[f"reason_{name}"],
                "provenance": said[f"provenance_{name}"],
                "source": said[f"source_{name}"],
            }
            for name in self.chosen
        }


def _value(name: str, now: Any) -> forms.Field:
    unit = PARAMETERS[name].metadata["unit"]
    if isinstance(now, bool):
        return forms.TypedChoiceField(
            label=_("New value"),
            choices=[("True", _("yes")), ("False", _("no"))],
            coerce=lambda said: said == "True",
            initial=str(not now),
        )
    if isinstance(now, int):
        return forms.IntegerField(label=_("New value"), initial=now)
    return forms.FloatField(label=_("New value"), initial=f"{now * 100 if unit == 'share' else now:g}")


def _stored(name: str, said: Any) -> Any:
    if isinstance(getattr(DEFAULTS, name), float) and PARAMETERS[name].metadata["unit"] == "share":
        return round(said / 100, 8)
    return said
