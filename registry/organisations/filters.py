"""How organisations are searched, on the page and over the API."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.organisations.enums import OrganisationKind
from registry.organisations.models import Organisation, Person
from registry.organisations.search import MOST_CHARACTERS, with_every_word


class OrganisationFilter(django_filters.FilterSet):
    """Every word of ``q`` must occur in name, code or pinyin initials."""

    q = django_filters.CharFilter(method="search", label=_("search (name, code, initials)"), max_length=MOST_CHARACTERS)
    kind = django_filters.ChoiceFilter(choices=OrganisationKind.choices, label=_("organisation kind"))
    division = django_filters.CharFilter(lookup_expr="startswith", label=_("division code"))

    class Meta:
        model = Organisation
        fields: list[str] = []

    def search(self, organisations: QuerySet[Organisation], name: str, value: str) -> QuerySet[Organisation]:
        return with_every_word(organisations, "search_text", value)


class AccountFilter(django_filters.FilterSet):
    """Every word of ``q`` must occur in the account or the name."""

    q = django_filters.CharFilter(method="search", label=_("search (account, name)"), max_length=MOST_CHARACTERS)
    state = django_filters.ChoiceFilter(
        field_name="is_active",
        choices=[("True", pgettext_lazy("an account", "open")), ("False", pgettext_lazy("an account", "closed"))],
        label=_("state"),
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def search(self, people: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        for word in value.split():
            people = people.filter(Q(username__icontains=word) | Q(name__icontains=word))
        return people
