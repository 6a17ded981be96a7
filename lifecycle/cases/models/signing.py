"""Whose name stands below what was filed."""

from typing import Any

from django.utils.translation import gettext as _

from registry.organisations.models import Person


class Signed:
    """Something a person put their name to, under a standing that is kept with it (see ``rules.facts.Standing.as_json``)."""

    by: Person
    standing: dict[str, Any]

    @property
    def signed_by(self) -> str:
        """Who, and for whom where it was done as a deputy."""
        giver = self.standing.get("delegated_by_name", "")
        return _("%(name)s (acting for %(giver)s)") % {"name": self.by.name, "giver": giver} if giver else self.by.name
