"""What other rooms show on the page of a case, by the names of their addresses: composition without imports."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.models import Case

_OF_WHAT_LEAVES = (
    ("closeout:of-case", _("What has to be settled")),
    ("filings:of-case", _("Registrations outside, papers")),
)


def beside(case: Case) -> list[dict[str, Any]]:
    """Heading and address of each panel of a case about a system that leaves."""
    found = []
    for name, heading in _OF_WHAT_LEAVES:
        try:
            found.append({"heading": heading, "url": reverse(name, args=[case.number])})
        except NoReverseMatch:  # a room that has no such page
            continue
    return found
