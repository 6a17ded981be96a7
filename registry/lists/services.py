"""Keeping and forgetting saved views; not in the ledger, see the charter."""

from django.db import transaction

from registry.lists.models import SavedView
from registry.organisations.models import Person


@transaction.atomic
def save_view(*, list_name: str, name: str, query: str, shared: bool, default: bool, by: Person) -> SavedView:
    """Keep a view; one of the same name is replaced, and there is at most one default a list and person."""
    own = SavedView.objects.filter(owner=by, list_name=list_name)
    if default:
        own.update(default=False)
    view, _made = own.update_or_create(
        name=name,
        defaults={"query": query, "shared": shared, "default": default},
        create_defaults={"owner": by, "list_name": list_name, "query": query, "shared": shared, "default": default},
    )
    return view


def forget_view(*, view: SavedView, by: Person) -> None:
    """Delete a person's own view; somebody else's stays."""
    SavedView.objects.filter(pk=view.pk, owner=by).delete()
