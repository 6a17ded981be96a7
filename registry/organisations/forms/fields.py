"""What the forms of this room share."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from registry.organisations.models import Organisation
from registry.refusals import Refused


def choices(vocabulary: type[TextChoices]) -> list[tuple[str, Any]]:
    return [(value, capfirst(str(label))) for value, label in vocabulary.choices]


class RefusableForm(forms.Form):
    def tell(self, refusal: Refused) -> None:
        """Show a refusal at the fields it is about."""
        for obstacle in refusal.obstacles:
            self.add_error(obstacle.field if obstacle.field in self.fields else None, str(obstacle.message))


class OrganisationField(forms.CharField):
    """A code or a full name; cleaned to the organisation."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=200, **more)

    def clean(self, value: Any) -> Organisation | None:
        told = super().clean(value).strip()
        if not told:
            return None
        found = Organisation.objects.filter(code=told) or Organisation.objects.filter(name=told)[:2]
        if len(found) != 1:
            raise forms.ValidationError(
                _("Several organisations have this name. Write the code.")
                if found
                else _("No organisation has this code or name."),
                code="unknown",
            )
        return found[0]
