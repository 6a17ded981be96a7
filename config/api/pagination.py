"""How API lists are paged."""

from rest_framework.pagination import PageNumberPagination

from registry.lists.paging import IdsFirst


class Pages(PageNumberPagination):
    """``?page=2&page_size=100``; at most 500 a page."""

    django_paginator_class = IdsFirst
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500
