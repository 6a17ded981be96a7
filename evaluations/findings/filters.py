"""One filter set each for findings and incidents: the page, the API and the export share it."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import (
    OPEN_STATES,
    ExemptionGround,
    ExemptionState,
    FindingKind,
    FindingState,
    IncidentState,
    SignalName,
    Tier,
)
from evaluations.findings.models import Exemption, Finding, Incident
from registry.organisations.search import MOST_CHARACTERS, with_every_word
from registry.systems.models import System


class FindingFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="search_for", label=_("system or sponsor"), max_length=MOST_CHARACTERS)
    kind = django_filters.ChoiceFilter(choices=FindingKind.choices, label=_("kind"))
    tier = django_filters.ChoiceFilter(choices=Tier.choices, label=_("tier"))
    state = django_filters.ChoiceFilter(
        choices=[("open", _("all that are open")), *FindingState.choices], method="in_state", label=_("state")
    )
    signal = django_filters.ChoiceFilter(choices=SignalName.choices, method="with_signal", label=_("signal"))
    sponsor = django_filters.CharFilter(field_name="system__sponsor__code", label=_("sponsor's code"))

    class Meta:
        model = Finding
        fields = ["search", "kind", "tier", "state", "signal", "sponsor"]

    def search_for(self, queryset: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        """Words of the system's search text: name, code, sponsor or pinyin initials; all must occur."""
        return queryset.filter(system__in=with_every_word(System.objects.all(), "search_text", value))

    def with_signal(self, queryset: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        """Those that this signal speaks in. Names of signals hold no wildcard and are nothing else's part."""
        return queryset.filter(signals__icontains=f'"{value}"')

    def in_state(self, queryset: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        return queryset.filter(state__in=OPEN_STATES if value == "open" else [value])


class IncidentFilter(django_filters.FilterSet):
    collector = django_filters.CharFilter(field_name="collector__code", label=_("collector"))
    state = django_filters.ChoiceFilter(choices=IncidentState.choices, label=_("state"))

    class Meta:
        model = Incident
        fields = ["collector", "state"]


class ExemptionFilter(django_filters.FilterSet):
    search = django_filters.CharFilter(method="search_for", label=_("system or sponsor"), max_length=MOST_CHARACTERS)
    ground = django_filters.ChoiceFilter(choices=ExemptionGround.choices, label=_("ground"))
    state = django_filters.ChoiceFilter(choices=ExemptionState.choices, label=_("state"))
    until = django_filters.DateFilter(lookup_expr="lte", label=_("ends by"))

    class Meta:
        model = Exemption
        fields = ["search", "ground", "state", "until"]

    def search_for(self, queryset: QuerySet[Exemption], name: str, value: str) -> QuerySet[Exemption]:
        """Words of the system's search text; all must occur."""
        return with_every_word(queryset, "system__search_text", value)
