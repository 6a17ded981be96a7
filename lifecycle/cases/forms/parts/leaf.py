"""The smallest piece of a form: a few inputs below one name, none of them required and none refused for what it says."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.refusals import Obstacle

VALUE = "value"
"""The name of an input that has the name of its leaf and no other."""
MOST_CHARACTERS = 8000


def line(label: Any, *, help_text: Any = "", most: int = 200, **attrs: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return forms.CharField(label=label, help_text=help_text, max_length=most, required=False, widget=widget)


def text(label: Any, *, help_text: Any = "", rows: int = 4, most: int = MOST_CHARACTERS) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, max_length=most, required=False, widget=widget)


def day(label: Any, *, help_text: Any = "") -> forms.CharField:
    """Kept as it was typed, so that a draft loses nothing; the engine says whether it is a day."""
    return forms.CharField(label=label, help_text=help_text, max_length=40, required=False, widget=forms.DateInput())


def one_of(label: Any, choices: Iterable[tuple[str, Any]], *, help_text: Any = "") -> forms.ChoiceField:
    """Radio buttons, none of them chosen beforehand."""
    return forms.ChoiceField(
        label=label, help_text=help_text, choices=list(choices), required=False, widget=forms.RadioSelect
    )


def picked(label: Any, choices: Iterable[tuple[str, Any]], *, help_text: Any = "") -> forms.ChoiceField:
    """A drop-down that begins with nothing chosen."""
    return forms.ChoiceField(
        label=label, help_text=help_text, choices=[("", _("Choose …")), *choices], required=False
    )  # fmt: skip


class Leaf(forms.Form):
    """``name`` is how its inputs are called: ``cost.0`` has the input ``cost.0.funding``, and :data:`VALUE` the name itself."""

    def __init__(
        self, name: str, data: Mapping[str, Any] | None, fields: Mapping[str, forms.Field], said: Mapping[str, Any]
    ) -> None:
        super().__init__(data, prefix=name, initial=dict(said), label_suffix="", use_required_attribute=False)
        self.fields.update(fields)
        self.name = name
        self.obstacles: list[Obstacle] = []

    def add_prefix(self, field_name: str) -> str:
        return self.name if field_name == VALUE else f"{self.name}.{field_name}"

    def said(self) -> dict[str, Any]:
        """What was typed, without the inputs left empty."""
        return {name: value for name, value in self.cleaned_data.items() if value not in {"", None, False}}

    def refuse(self, obstacle: Obstacle) -> bool:
        """Show an obstacle beside the input or the leaf it is about; False: it is about neither."""
        for name in self.fields:
            if obstacle.field == self.add_prefix(name):
                self.add_error(name, str(obstacle.message))
                return True
        if obstacle.field == self.name or obstacle.field.startswith(f"{self.name}."):
            self.obstacles.append(obstacle)
            return True
        return False
