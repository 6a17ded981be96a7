"""Deciding: one of the process's choices, with what has to be said with it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lifecycle.cases import commands
from lifecycle.cases.forms.command import CommandForm, words
from lifecycle.cases.forms.parts import Around, Part, part_for
from lifecycle.cases.processes.table import Choice
from lifecycle.cases.rules.deciding import OVERRIDE
from lifecycle.cases.rules.levels import is_refused_by_default
from registry.refusals import Obstacle


@dataclass(frozen=True)
class Option:
    """One choice as it is offered, with the parts that belong to it."""

    choice: Choice
    parts: list[Part]
    checked: bool
    field_id: str


class DecideForm(CommandForm):
    """Only the details of the choice that was made are read."""

    outcome = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = words(
        _("Reason"),
        help_text=_("Say what you rest on. Against an objection, answer it point by point; a second person must sign."),
        rows=6,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices, system = self.case.table.choices, self.case.system
        self.is_refused_by_default = is_refused_by_default(
            system.kind, sponsor_kind=system.sponsor.kind, sponsor_division=system.sponsor.division
        )
        self.fields["outcome"].choices = [(each.code, each.label) for each in choices]  # type: ignore[attr-defined]
        data = self.data if self.is_bound else None
        self.parts = {
            each.code: [
                part_for(field, f"{each.code}.{field.code}", data, None, Around())
                for field in each.details
                if field.code != OVERRIDE or self.is_refused_by_default
            ]
            for each in choices
        }

    @property
    def options(self) -> list[Option]:
        chosen = self["outcome"].value()
        return [
            Option(each, self.parts[each.code], each.code == chosen, f"outcome-{each.code}")
            for each in self.case.table.choices
        ]

    @property
    def also_wrong(self) -> list[tuple[str, Any, str]]:
        """[(address, label, error)] of the details of the choice that was made."""
        parts = self.parts.get(str(self["outcome"].value()), []) if self.is_bound else []
        return [(f"part-{part.name}", part.asked.label, told) for part in parts for told in part.told]

    def is_valid(self) -> bool:
        parts = [part.is_valid() for parts in self.parts.values() for part in parts]
        return super().is_valid() and all(parts)

    def command(self) -> commands.Decide:
        outcome = self.cleaned_data["outcome"]
        details = {part.asked.code: value for part in self.parts[outcome] if (value := part.value()) is not None}
        return commands.Decide(outcome=outcome, reason=self.cleaned_data["reason"], details=details)

    def show(self, obstacles: Iterable[Obstacle]) -> None:
        """A detail's obstacle goes to the choice that was made."""
        outcome = self.cleaned_data.get("outcome", "")
        for obstacle in obstacles:
            own = replace(obstacle, field=f"{outcome}.{obstacle.field}")
            if not any(part.refuse(own) for part in self.parts.get(outcome, [])):
                super().show([obstacle])
