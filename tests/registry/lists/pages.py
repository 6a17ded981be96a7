"""A list of systems as a room would declare it, and its address."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import path

from config.urls import urlpatterns as site
from registry.lists.columns import Column
from registry.lists.pages import ListPage
from registry.systems.enums import Stage
from registry.systems.models import System


class Filters(django_filters.FilterSet):
    name = django_filters.CharFilter(lookup_expr="icontains")
    stage = django_filters.ChoiceFilter(choices=Stage.choices)


class Systems(ListPage):
    heading = "Systems"
    columns = (
        Column("name", "name", url=lambda system: f"/systems/{system.code}/", sort="name"),
        Column("sponsor", "sponsor", value="sponsor.name"),
        Column("stage", "stage", component="status", sort="stage"),
        Column("eligible_users", "eligible users", numeric=True, sort="eligible_users"),
        Column("code", "code", hidden=True),
    )
    filterset_class = Filters
    default_sort = "name"
    export_name = "systems"
    actions = (("Add", "/add/"),)

    def get_queryset(self) -> QuerySet[Any]:
        return System.objects.select_related("sponsor")


urlpatterns = [*site, path("things/", Systems.as_view(), name="things")]
