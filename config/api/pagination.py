"""How API lists are paged."""

from functools import partial
from typing import Any

from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.views import APIView

from registry.lists.paging import IdsFirst


class Pages(PageNumberPagination):
    """``?page=2&page_size=100``; at most 500 a page. The rows are those of the view's ``lines`` where it has some."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any] | None:
        self.django_paginator_class = partial(IdsFirst, rows=getattr(view, "lines", None))  # type: ignore[assignment]
        return super().paginate_queryset(queryset, request, view)
