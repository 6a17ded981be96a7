"""What people enter about themselves: who acts for them, and their interests."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from registry.organisations.enums import InterestKind
from registry.organisations.forms.fields import OrganisationField, RefusableForm, choices
from registry.organisations.models import Membership, Person
from registry.organisations.rules import DELEGABLE, MOST_DAYS
from registry.organisations.selectors import active_memberships, possible_deputies


def _role(membership: Any) -> str:
    return f"{capfirst(str(membership.get_role_display()))} · {membership.organisation.name}"


def _colleague(person: Any) -> str:
    return f"{person.name} ({person.username})"


class DelegationForm(RefusableForm):
    membership = forms.ModelChoiceField(label=_("role"), queryset=Membership.objects.none(), empty_label=None)
    taker = forms.ModelChoiceField(
        label=_("acts for me"), queryset=Person.objects.none(), empty_label=_("(nobody chosen yet)")
    )
    since = forms.DateField(label=_("since"), widget=forms.DateInput)
    until = forms.DateField(
        label=_("until"),
        help_text=format_lazy(_("The last day. At most {days} days in all."), days=MOST_DAYS),
        widget=forms.DateInput,
    )
    reason = forms.CharField(
        label=_("reason"), help_text=_("E.g. leave, a journey, illness."), widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, giver: Person, today: date, **more: Any) -> None:
        more.setdefault("initial", {"since": today, "until": today + timedelta(days=min(13, MOST_DAYS - 1))})
        super().__init__(*args, **more)
        mine = active_memberships(giver, today).filter(role__in=DELEGABLE)
        self._offer("membership", mine, _role)
        self._offer("taker", possible_deputies(giver, {held.role for held in mine}, today), _colleague)

    def _offer(self, name: str, rows: QuerySet[Any], label: Callable[[Any], str]) -> None:
        field = cast("forms.ModelChoiceField[Any]", self.fields[name])
        field.queryset = rows
        field.label_from_instance = label  # type: ignore[assignment, method-assign]


class InterestForm(RefusableForm):
    organisation = OrganisationField(label=_("organisation"), help_text=_("Code or full name of the organisation."))
    kind = forms.ChoiceField(label=_("kind"), choices=lambda: choices(InterestKind))
    since = forms.DateField(label=_("since"), widget=forms.DateInput)
    until = forms.DateField(
        label=_("until"), help_text=_("Leave empty while it lasts."), widget=forms.DateInput, required=False
    )
    statement = forms.CharField(
        label=_("statement"),
        help_text=_("What ties you to the organisation, in a sentence."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
