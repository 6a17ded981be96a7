"""How API lists are filtered."""

from typing import Any

from django_filters.rest_framework import DjangoFilterBackend, FilterSet
from rest_framework.request import Request
from rest_framework.views import APIView


class Filters(DjangoFilterBackend):
    """The filter set of the view. Its form is made only if something is asked that is its business."""

    def get_filterset(self, request: Request, queryset: Any, view: APIView) -> FilterSet | None:  # type: ignore[override]
        filters = self.get_filterset_class(view, queryset)
        if filters is None or filters.base_filters.keys().isdisjoint(request.query_params):
            return None
        return super().get_filterset(request, queryset, view)
