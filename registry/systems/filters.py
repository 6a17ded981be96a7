"""How the register is searched: the same set for the page, its export, saved views and the API."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from registry.organisations.search import MOST_CHARACTERS, with_every_word
from registry.systems.enums import Cadence, Stage, SystemKind
from registry.systems.models import System


class SystemFilter(django_filters.FilterSet):
    """Every word of ``q`` must occur in name, code, sponsor or their pinyin initials (zhsq finds 智慧社区)."""

    q = django_filters.CharFilter(
        method="search", label=_("search (name, code, sponsor, initials)"), max_length=MOST_CHARACTERS
    )
    kind = django_filters.ChoiceFilter(choices=SystemKind.choices, label=_("kind"))
    stage = django_filters.ChoiceFilter(choices=Stage.choices, label=_("stage"))
    cadence = django_filters.ChoiceFilter(choices=Cadence.choices, label=_("cadence"))
    sponsor = django_filters.CharFilter(method="of_sponsor", label=_("sponsor (name, code or initials)"))
    contract_ends_before = django_filters.DateFilter(
        field_name="contract_ends_on", lookup_expr="lte", label=_("contract ends by")
    )
    used = django_filters.ChoiceFilter(
        method="with_usage", choices=[("no", _("never reported")), ("yes", _("reported"))], label=_("usage")
    )

    class Meta:
        model = System
        fields: list[str] = []

    def search(self, systems: QuerySet[System], name: str, value: str) -> QuerySet[System]:
        return with_every_word(systems, "search_text", value)

    def of_sponsor(self, systems: QuerySet[System], name: str, value: str) -> QuerySet[System]:
        said = value.strip()
        return systems.filter(Q(sponsor__code__iexact=said) | Q(sponsor__search_text__contains=said.lower()))

    def with_usage(self, systems: QuerySet[System], name: str, value: str) -> QuerySet[System]:
        """Whether any usage row was ever taken in, by the reverse name the usage rows gave themselves."""
        if value == "yes":
            return systems.exclude(~Q(usage__isnull=False))
        return systems.exclude(usage__isnull=False)
