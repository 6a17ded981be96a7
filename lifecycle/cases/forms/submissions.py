"""The form of a submission: the questions of its process, and one answer for each item of the last return."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from lifecycle.cases.enums import FieldKind
from lifecycle.cases.forms.parts import Around, Part, part_for
from lifecycle.cases.forms.parts.part import Data
from lifecycle.cases.processes.table import Field, Process
from registry.refusals import Obstacle

Draft = Mapping[str, Any]
"""``{"content": {field: value}, "answers": [text, …]}``: what is entered so far."""
BLANK: Draft = {"content": {}, "answers": []}


class SubmissionForm:
    """Not one form but its parts; ``obstacles`` are those that belong to none of them."""

    def __init__(
        self, process: Process, *, items: Sequence[str], draft: Draft, around: Around, data: Data = None
    ) -> None:
        content, answers = draft["content"], [*draft["answers"], *[""] * len(items)]
        self.parts = [part_for(each, each.code, data, content.get(each.code), around) for each in process.fields]
        self.replies = [
            part_for(_reply_to(number, item), f"answers.{number}", data, answers[number], around)
            for number, item in enumerate(items)
        ]
        self.obstacles: list[Obstacle] = []

    @property
    def everything(self) -> list[Part]:
        return [*self.replies, *self.parts]

    def is_valid(self) -> bool:
        return all(part.is_valid() for part in self.everything)

    def draft(self) -> dict[str, Any]:
        """What is filled in so far."""
        content = {part.asked.code: value for part in self.parts if (value := part.value()) is not None}
        return {"content": content, "answers": [part.value() or "" for part in self.replies]}

    def refuse(self, obstacles: Iterable[Obstacle]) -> None:
        """Show every obstacle at the part it is about, and the others on top."""
        for obstacle in obstacles:
            if not any(part.refuse(obstacle) for part in self.everything):
                self.obstacles.append(obstacle)

    @property
    def refused(self) -> list[tuple[Part, list[str]]]:
        """(part, everything against it), for the summary on top."""
        return [(part, part.told) for part in self.everything if part.told]


class HandingInForm(forms.Form):
    """``seen`` is the SHA-256 of the draft as it was shown: what is handed in is what was checked."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


def _reply_to(number: int, item: str) -> Field:
    label = _("Answer to item %(number)s of the return") % {"number": number + 1}
    return Field(f"answers.{number}", label, item, kind=FieldKind.LONG_TEXT)
