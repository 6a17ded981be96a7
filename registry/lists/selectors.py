"""Which saved views a person may use."""

from django.db.models import Q, QuerySet

from registry.lists.models import SavedView
from registry.organisations.models import Person


def views_for(person: Person, list_name: str) -> QuerySet[SavedView]:
    """The person's own views of a list, and those others share."""
    return SavedView.objects.filter(Q(owner=person) | Q(shared=True), list_name=list_name)
