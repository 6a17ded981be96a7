"""How the ledger is searched."""

import django_filters
from django.utils.translation import gettext_lazy as _

from registry.ledger.models import Event


class EventFilter(django_filters.FilterSet):
    """Exact words only: what is copied from a page is found by an index, however long the ledger is."""

    stream = django_filters.CharFilter(label=_("stream"))
    subject = django_filters.CharFilter(label=_("subject (code)"))
    actor = django_filters.CharFilter(label=_("actor (account)"))
    since = django_filters.DateFilter(field_name="at", lookup_expr="date__gte", label=_("from day"))
    until = django_filters.DateFilter(field_name="at", lookup_expr="date__lte", label=_("to day"))

    class Meta:
        model = Event
        fields: list[str] = []
