"""Taking a case in, sending it back, and who reviews it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lifecycle.cases import commands
from lifecycle.cases.enums import Answer
from lifecycle.cases.forms.command import CommandForm, words
from registry.refusals import Obstacle


@dataclass(frozen=True, slots=True)
class Offer:
    """An organisation or a person to choose, by code, with everything that stands against the choice."""

    code: str
    name: str
    obstacles: Sequence[Obstacle] = ()


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
    items = words(
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
    statement = words(
        _("What the conflict is, or what you are unsure about"),
        help_text=_("Leave this empty if you have no conflict of interest."),
        required=False,
    )

    def command(self) -> commands.Declare:
        told = self.cleaned_data
        return commands.Declare(step=self.target, answer=told["answer"], statement=told["statement"])
