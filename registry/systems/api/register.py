"""Systems and organisations: read only, the same filters as the page."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from rest_framework import generics, serializers
from rest_framework.permissions import IsAuthenticated

from registry.lists.lines import Lines, ListedInLines
from registry.organisations.callers import Briefly, ReadsRegister
from registry.organisations.filters import OrganisationFilter
from registry.organisations.models import Organisation
from registry.organisations.selectors import organisations_visible_to
from registry.systems.filters import SystemFilter
from registry.systems.models import AccessPath, System
from registry.systems.selectors import systems_visible_to


class OrganisationReference(Briefly, serializers.ModelSerializer[Organisation]):
    class Meta:
        model = Organisation
        fields = ["code", "name"]


class OrganisationShape(serializers.ModelSerializer[Organisation]):
    parent = OrganisationReference(read_only=True, allow_null=True)

    class Meta:
        model = Organisation
        fields = ["code", "name", "kind", "parent", "division"]


class SystemShape(serializers.ModelSerializer[System]):
    """A system as it is registered; money in fen (0.01 yuan)."""

    sponsor = OrganisationReference(read_only=True)
    operator = OrganisationReference(read_only=True, allow_null=True)
    addresses: Any = serializers.SlugRelatedField("address", source="access_paths", many=True, read_only=True)

    class Meta:
        model = System
        fields = [
            "code",
            "name",
            "kind",
            "stage",
            "sponsor",
            "operator",
            "functions",
            "audience",
            "eligible_users",
            "cadence",
            "duty_window",
            "launched_on",
            "build_cost_fen",
            "annual_cost_fen",
            "contract_ends_on",
            "addresses",
            "approved_by",
            "approved_on",
            "funding",
            "registered_at",
        ]


_ADDRESSES = AccessPath.objects.order_by("address").values_list("system", "address")


def addresses_of(systems: Collection[int]) -> dict[int, list[str]]:
    """In order; one query."""
    addresses: dict[int, list[str]] = defaultdict(list)
    for system, address in _ADDRESSES.filter(system__in=systems):
        addresses[system].append(address)
    return addresses


class SystemList(ListedInLines[System]):
    """Every system one may see, by code."""

    permission_classes = [IsAuthenticated, ReadsRegister]
    serializer_class = SystemShape
    filterset_class = SystemFilter
    lines = Lines(SystemShape, System.objects.all(), beside={"addresses": addresses_of})
    queryset = System.objects.none()

    def get_queryset(self) -> QuerySet[System]:
        who: Any = self.request.user
        return systems_visible_to(who).order_by("code")


class SystemDetail(generics.RetrieveAPIView[System]):
    """One system."""

    permission_classes = [IsAuthenticated, ReadsRegister]
    serializer_class = SystemShape
    filter_backends = ()
    lookup_field = "code"
    queryset = System.objects.none()

    def get_queryset(self) -> QuerySet[System]:
        who: Any = self.request.user
        return systems_visible_to(who).prefetch_related("access_paths")


class OrganisationList(generics.ListAPIView[Organisation]):
    """Every organisation one may see, by code; a token sees its own."""

    permission_classes = [IsAuthenticated, ReadsRegister]
    serializer_class = OrganisationShape
    filterset_class = OrganisationFilter
    queryset = Organisation.objects.none()

    def get_queryset(self) -> QuerySet[Organisation]:
        who: Any = self.request.user
        return organisations_visible_to(who).order_by("code")
