"""What happens between a decision and its end: tests, switching off, more time."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle.cases import commands
from lifecycle.cases.enums import AcceptanceTest, FieldKind, Grade
from lifecycle.cases.forms.command import CommandForm, words
from lifecycle.cases.forms.parts.plain import YesNoPart
from lifecycle.cases.processes.table import Field
from lifecycle.cases.rules.leaving import GRADES
from registry.refusals import Obstacle


class RecordAcceptanceForm(CommandForm):
    """Each test: passed or not, and what was seen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        data = self.data if self.is_bound else None
        self.parts = [YesNoPart(_test(test), test.value, data, None, why=_("What was seen")) for test in AcceptanceTest]

    def is_valid(self) -> bool:
        parts = [part.is_valid() for part in self.parts]
        return super().is_valid() and all(parts)

    @property
    def refused(self) -> list[YesNoPart]:
        """The tests something was said against."""
        return [part for part in self.parts if part.told]

    def command(self) -> commands.RecordAcceptance:
        told = {part.name: part.value() or {} for part in self.parts}
        return commands.RecordAcceptance(
            passed={test: each["answer"] for test, each in told.items() if "answer" in each},
            remarks={test: each["why"] for test, each in told.items() if "why" in each},
        )

    def show(self, obstacles: Iterable[Obstacle]) -> None:
        for obstacle in obstacles:
            if not any(part.refuse(obstacle) for part in self.parts):
                super().show([obstacle])


def _test(test: AcceptanceTest) -> Field:
    return Field(test.value, _("Passed: %(test)s?") % {"test": test.label}, kind=FieldKind.YES_NO)


class AdvanceShutdownForm(CommandForm):
    """Only what is further than the system is off already."""

    grade = forms.ChoiceField(label=gettext_lazy("How far"), widget=forms.RadioSelect, required=False)
    on = forms.CharField(
        label=gettext_lazy("From which day"),
        help_text=gettext_lazy(
            "Brownouts are announced beforehand; nothing goes off before the notice period is over."
        ),
        widget=forms.DateInput,
        required=False,
        max_length=40,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        further = GRADES[GRADES.index(self.case.grade) + 1 :]
        self.fields["grade"].choices = [(grade, Grade(grade).label) for grade in further]  # type: ignore[attr-defined]

    def command(self) -> commands.AdvanceShutdown:
        told = self.cleaned_data
        return commands.AdvanceShutdown(grade=told["grade"], on=told["on"])


class ExtendForm(CommandForm):
    days = forms.IntegerField(label=gettext_lazy("Working days more"), min_value=0, required=False)
    reason = words(gettext_lazy("Reason"), required=False)

    def command(self) -> commands.Extend:
        told = self.cleaned_data
        return commands.Extend(step=self.target, days=told["days"] or 0, reason=told["reason"])


class CarryForwardForm(CommandForm):
    """``difference_sha256`` stands for the difference that is shown above the button."""

    difference_sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def command(self) -> commands.CarryForward:
        return commands.CarryForward(step=self.target, difference_sha256=self.cleaned_data["difference_sha256"])
