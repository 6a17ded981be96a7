"""What every form of a command has: the version as it was seen, a key, and how it becomes the command the engine judges."""

from typing import Any

from django import forms

from lifecycle.cases.commands import ClearanceCommand, Command, StepCommand
from lifecycle.cases.models import Case
from registry.forms import RefusableForm


def words(label: Any, *, help_text: Any = "", rows: int = 4, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class CommandForm(RefusableForm):
    """``version`` is the case as the person saw it, ``key`` makes a second press of the button harmless."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, target: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.target = target

    def command(self) -> Command:
        raise NotImplementedError


def bare(gives: type[Command]) -> type[CommandForm]:
    """The form of a command that says nothing more than its target."""

    class BareForm(CommandForm):
        def command(self) -> Command:
            return gives(**_target(gives, self.target))

    return BareForm


def one_text(gives: type[Command], name: str, label: Any, *, help_text: Any = "") -> type[CommandForm]:
    """The form of a command that says one thing in words; that nothing was said is the engine's to refuse."""

    class OneTextForm(CommandForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields[name] = words(label, help_text=help_text, required=False)

        def command(self) -> Command:
            return gives(**_target(gives, self.target), **{name: self.cleaned_data[name]})

    return OneTextForm


def _target(gives: type[Command], target: str) -> dict[str, Any]:
    if issubclass(gives, StepCommand):
        return {"step": target}
    return {"kind": target} if issubclass(gives, ClearanceCommand) else {}
