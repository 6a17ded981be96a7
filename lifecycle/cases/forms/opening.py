"""What a case is about, and why it is opened."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.grounds import Origin
from registry.refusals import Obstacle
from registry.systems.enums import Cadence, SystemKind
from registry.systems.models import System


class SystemField(forms.ModelChoiceField):  # type: ignore[type-arg]  # at run time it takes no argument
    """A system by its code, or by its name where only one is called so."""

    def to_python(self, value: Any) -> Any:
        named = list(System.objects.filter(name=str(value).strip()).values_list("code", flat=True)[:2]) if value else []
        return super().to_python(named[0] if len(named) == 1 else value)


class AboutForm(forms.Form):
    """Which systems it may be is the engine's to say."""

    system = SystemField(
        label=_("System"),
        help_text=_("Its code, or its full name."),
        queryset=System.objects.all(),
        to_field_name="code",
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "systems"}),
        error_messages={"invalid_choice": _("There is no system, or more than one, of this code or name.")},
    )
    reference = forms.CharField(
        label=_("Reference"),
        help_text=_("Number of the letter or order, if there is one."),
        max_length=200,
        required=False,
    )

    field_order = ["system", "origin", "reason", "reference"]

    def grounds(self) -> dict[str, Any]:
        """As the case keeps them."""
        return {"origin": Origin.SPONSOR.value, "reference": self.cleaned_data["reference"]}

    def about(self) -> dict[str, Any]:
        """The system as ``open_case`` takes it."""
        return {"system": self.cleaned_data["system"]}

    def tell(self, obstacles: list[Obstacle]) -> None:
        for obstacle in obstacles:
            self.add_error(obstacle.field if obstacle.field in self.fields else None, str(obstacle.message))


class ReasonForm(AboutForm):
    """For whoever says in their own words why."""

    reason = forms.CharField(
        label=_("Why the system should be looked at"),
        help_text=_("In your own words. No number has to speak for it; a person’s reason is enough."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def grounds(self) -> dict[str, Any]:
        return {**super().grounds(), "reason": self.cleaned_data["reason"]}


class OpeningForm(ReasonForm):
    """For the bureau, which also says where the wish comes from."""

    origin = forms.ChoiceField(label=_("Where this comes from"), choices=Origin.choices, widget=forms.RadioSelect)

    def grounds(self) -> dict[str, Any]:
        return {**super().grounds(), "origin": self.cleaned_data["origin"]}


class SuspensionForm(OpeningForm):
    """Nobody asks whether the system is needed, only why it cannot stay on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Why it cannot stay in operation")
        self.fields["reason"].help_text = _("What happened, what is in danger, and since when.")


_NEW, _IN_USE = "new", "in_use"


class AdmissionForm(AboutForm):
    """A system that does not exist yet, or one that is in use without approval."""

    which = forms.ChoiceField(
        label=_("What the admission is for"),
        choices=[(_NEW, _("a new system")), (_IN_USE, _("a system that is in use without approval"))],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Name of the new system"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    sponsor = forms.ChoiceField(label=_("Sponsor"), required=False)
    functions = forms.CharField(
        label=_("Functions"),
        help_text=_(
            "One a line, as you would tell a colleague. The register is searched for systems that do the same."
        ),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )
    audience = forms.CharField(label=_("Whom it is for"), max_length=200, required=False)
    eligible_users = forms.CharField(
        label=_("How many people it is for"), help_text=_("Empty: not known."), max_length=12, required=False
    )
    cadence = forms.ChoiceField(label=_("How often they need it"), required=False)

    field_order = ["which", "system", "name", "kind", "sponsor", "functions", "audience", "eligible_users", "cadence"]

    def __init__(self, *args: Any, sponsors: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["system"].required = False
        kinds = [(value, capfirst(str(label))) for value, label in SystemKind.choices]
        self._offer("kind", [("", str(_("Choose …"))), *kinds])  # some kinds are refused by default: none by accident
        self._offer("cadence", [(value, capfirst(str(label))) for value, label in Cadence.choices])
        self._offer("sponsor", list(sponsors.items()))

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def of_new(self) -> list[forms.BoundField]:
        return [self[name] for name in NEW]

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("which") == _IN_USE and not told.get("system") and "system" not in self.errors:
            self.add_error("system", _("Name the system by its code or full name."))
        if told.get("which") == _NEW and not told.get("name"):
            self.add_error("name", _("Give the new system a name."))
        if told.get("which") == _NEW and not told.get("kind") and "kind" not in self.errors:
            self.add_error("kind", _("Say what kind of system it is."))
        return told

    def about(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told["which"] == _IN_USE:
            return {"system": told["system"]}
        return {"proposed": {name: told[name] for name in NEW if told[name]}}


NEW = ("name", "kind", "sponsor", "functions", "audience", "eligible_users", "cadence")
"""What is asked about a system that does not exist yet, by column of the register."""
