"""One form per command. Each turns what was filled in into the command; the engine judges it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lifecycle.cases import commands
from lifecycle.cases.enums import Answer
from lifecycle.cases.models import Case, Submission
from registry.refusals import Obstacle


@dataclass(frozen=True, slots=True)
class Offer:
    """An organisation or a person to choose, by code, with everything that stands against the choice."""

    code: str
    name: str
    obstacles: Sequence[Obstacle] = ()


def _text(label: Any, *, help_text: Any = "", rows: int = 4, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class CommandForm(forms.Form):
    """``version`` is the case as the person saw it, ``key`` makes a second press of the button harmless."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, target: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.target = target
        self.label_suffix = ""

    def command(self) -> commands.Command:
        raise NotImplementedError

    def show(self, obstacles: Iterable[Obstacle]) -> None:
        """Put a refusal beside the fields it is about."""
        for obstacle in obstacles:
            self.add_error(obstacle.field if obstacle.field in self.fields else None, str(obstacle.message))


class SubmitForm(CommandForm):
    """The fields of the process, filled in as in the round ``before``, and one answer for each item of the last return."""

    def __init__(self, *args: Any, items: Sequence[str] = (), before: Submission | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if before:
            self.initial = {**self.initial, **before.content}
        self.items = items
        self.contents = [field.code for field in self.case.table.fields]
        for field in self.case.table.fields:
            self.fields[field.code] = _text(field.label, help_text=field.help, required=False)
        for number, item in enumerate(items, start=1):
            self.fields[f"answers.{number}"] = _text(
                _("Answer to item %(number)s of the return") % {"number": number}, help_text=item, required=False
            )

    def command(self) -> commands.Submit:
        told = self.cleaned_data
        return commands.Submit(
            content={code: told[code] for code in self.contents if told[code]},
            answers=tuple(told[f"answers.{number}"] for number in range(1, len(self.items) + 1)),
        )


class AcceptForm(CommandForm):
    """One choice per review. Only organisations nothing stands against are offered; the page names the others with why not."""

    def __init__(self, *args: Any, offers: Mapping[str, Sequence[Offer]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers or {}
        self.steps = [step.code for step in self.case.table.reviews]
        for step in self.case.table.reviews:
            open_to = [(offer.code, offer.name) for offer in self.offers.get(step.code, []) if not offer.obstacles]
            self.fields[step.code] = forms.ChoiceField(
                label=step.label, choices=[("", _("Choose …")), *open_to], required=False
            )

    @property
    def refused(self) -> list[tuple[Any, list[Offer]]]:
        """(review, the organisations it cannot be given to)"""
        found = [
            (step.label, [offer for offer in self.offers.get(step.code, []) if offer.obstacles])
            for step in self.case.table.reviews
        ]
        return [(label, offers) for label, offers in found if offers]

    def command(self) -> commands.Accept:
        told = self.cleaned_data
        return commands.Accept(organisations={code: told[code] for code in self.steps if told[code]})


class ReturnForm(CommandForm):
    items = _text(
        _("What is missing or has to be corrected"),
        help_text=_("One item a line. Name everything at once: the case is sent back as one list."),
        rows=6,
    )

    def command(self) -> commands.Return:
        lines = (line.strip() for line in self.cleaned_data["items"].splitlines())
        return commands.Return(items=tuple(line for line in lines if line))


class ClaimForm(CommandForm):
    def command(self) -> commands.Claim:
        return commands.Claim(step=self.target)


class PersonForm(CommandForm):
    """Whom a review is given to: only people nothing stands against are offered."""

    person = forms.ChoiceField(label=_("Reviewer"), required=False)

    def __init__(self, *args: Any, people: Sequence[Offer] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        open_to = [(offer.code, offer.name) for offer in people if not offer.obstacles]
        self.fields["person"].choices = [("", _("Choose …")), *open_to]  # type: ignore[attr-defined]

    @property
    def refused(self) -> list[tuple[Any, list[Offer]]]:
        found = [offer for offer in self.people if offer.obstacles]
        return [(self.fields["person"].label, found)] if found else []


class AssignForm(PersonForm):
    def command(self) -> commands.Assign:
        return commands.Assign(step=self.target, person=self.cleaned_data["person"])


class ReassignForm(PersonForm):
    def command(self) -> commands.Reassign:
        return commands.Reassign(step=self.target, person=self.cleaned_data["person"])


class DeclareForm(CommandForm):
    """Three answers, none of them chosen beforehand."""

    answer = forms.ChoiceField(label=_("My declaration"), choices=Answer.choices, widget=forms.RadioSelect)
    statement = _text(
        _("What the conflict is, or what you are unsure about"),
        help_text=_("Leave this empty if you have no conflict of interest."),
        required=False,
    )

    def command(self) -> commands.Declare:
        told = self.cleaned_data
        return commands.Declare(step=self.target, answer=told["answer"], statement=told["statement"])


class DecideForm(CommandForm):
    outcome = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = _text(
        _("Reason"),
        help_text=_("Say what you rest on. Against an objection, answer it point by point; a second person must sign."),
        rows=6,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [(choice.code, choice.label) for choice in self.case.table.choices]  # type: ignore[attr-defined]

    def command(self) -> commands.Decide:
        return commands.Decide(outcome=self.cleaned_data["outcome"], reason=self.cleaned_data["reason"])


class CountersignForm(CommandForm):
    reason = _text(_("Why you sign"), required=False)

    def command(self) -> commands.Countersign:
        return commands.Countersign(reason=self.cleaned_data["reason"])


class DeclineForm(CommandForm):
    reason = _text(_("Why you do not sign"), required=False)

    def command(self) -> commands.Decline:
        return commands.Decline(reason=self.cleaned_data["reason"])


class WithdrawForm(CommandForm):
    reason = _text(_("Why the case is withdrawn"), required=False)

    def command(self) -> commands.Withdraw:
        return commands.Withdraw(reason=self.cleaned_data["reason"])


class RescindForm(CommandForm):
    reason = _text(_("Why the decision is to be taken back"), required=False)

    def command(self) -> commands.Rescind:
        return commands.Rescind(reason=self.cleaned_data["reason"])


class NoteForm(CommandForm):
    text = _text(_("Remark"), help_text=_("It stays in the ledger for good and can be read by everybody in the case."))

    def command(self) -> commands.Note:
        return commands.Note(text=self.cleaned_data["text"])
