"""How holds are searched: the same set for the page, its export and saved views."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lifecycle.closeout.enums import HoldKind, HoldState
from lifecycle.closeout.models import FundHold
from registry.organisations.search import MOST_CHARACTERS, with_every_word


class HoldFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="search", label=_("search (system, sponsor, initials)"), max_length=MOST_CHARACTERS
    )
    kind = django_filters.ChoiceFilter(choices=HoldKind.choices, label=_("kind"))
    state = django_filters.ChoiceFilter(choices=HoldState.choices, label=_("state"))

    class Meta:
        model = FundHold
        fields: list[str] = []

    def search(self, holds: QuerySet[FundHold], name: str, value: str) -> QuerySet[FundHold]:
        return with_every_word(holds, "case__system__search_text", value)
