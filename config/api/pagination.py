"""How API lists are paged."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from rest_framework.pagination import PageNumberPagination


class IdsFirst(Paginator):  # type: ignore[type-arg]  # it takes none when it runs
    """A page of ids, then its rows: what belongs to the rows before a page far on is not fetched to be thrown away."""

    def page(self, number: int | str) -> Page[Any]:
        if not isinstance(self.object_list, QuerySet):
            return super().page(number)
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        ids = list(self.object_list.values_list("pk", flat=True)[first : first + self.per_page])
        rows = self.object_list.in_bulk(ids)
        return Page([rows[pk] for pk in ids if pk in rows], number, self)


class Pages(PageNumberPagination):
    """``?page=2&page_size=100``; at most 500 a page."""

    django_paginator_class = IdsFirst
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500
