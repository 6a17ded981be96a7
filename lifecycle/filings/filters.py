"""How filings are searched: the same set for the page, its export, saved views and the API."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lifecycle.filings.enums import FilingKind, FilingState
from lifecycle.filings.models import Filing
from registry.organisations.search import MOST_CHARACTERS, with_every_word


class FilingFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="search", label=_("search (number, system, sponsor, initials)"), max_length=MOST_CHARACTERS
    )
    kind = django_filters.ChoiceFilter(choices=FilingKind.choices, label=_("kind of filing"))
    state = django_filters.ChoiceFilter(choices=FilingState.choices, label=_("state"))
    expires_before = django_filters.DateFilter(field_name="expires_on", lookup_expr="lte", label=_("expires by"))

    class Meta:
        model = Filing
        fields: list[str] = []

    def search(self, filings: QuerySet[Filing], name: str, value: str) -> QuerySet[Filing]:
        of_system = with_every_word(filings, "system__search_text", value)
        return filings.filter(Q(number__icontains=value.strip()) | Q(pk__in=of_system.values("pk")))
