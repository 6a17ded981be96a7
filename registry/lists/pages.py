"""The list page every room extends."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise, cached_property
from django.views import View
from django_filters import FilterSet

from registry.lists.columns import Column, cell
from registry.lists.export import as_csv, as_xlsx
from registry.lists.models import SavedView
from registry.lists.paging import IdsFirst
from registry.lists.selectors import views_for
from registry.lists.state import DENSITIES, PAGE_SIZES, State, read_state
from registry.organisations.requests import SignedInRequest
from registry.sheets import XLSX


class ListPage(LoginRequiredMixin, View):
    """A list of one queryset: at most eight queries, the session and the count of notices included, whatever its length.

    A subclass names ``heading``, ``columns``, ``filterset_class`` and ``export_name`` and says ``get_queryset()``, already
    narrowed to what the person may see and with the ``select_related`` its columns need. ``default_sort`` is the name of a
    column, with ``-`` for downwards. ``get_actions()`` gives (label, URL) pairs for the buttons beside the heading.
    """

    request: SignedInRequest
    heading: str | Promise
    subheading: str | Promise = ""
    columns: Sequence[Column]
    filterset_class: type[FilterSet]
    default_sort: str
    export_name: str
    actions: Sequence[tuple[str | Promise, str]] = ()
    template_name: ClassVar[str] = "lists/list.html"

    def get_queryset(self) -> QuerySet[Any]:
        raise NotImplementedError

    def get_actions(self) -> Sequence[tuple[str | Promise, str]]:
        return self.actions

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.GET.get("export") == "csv":
            return self._csv()
        if request.GET.get("export") == "xlsx":
            return self._xlsx()
        fragment = self.request.htmx and not self.request.htmx.history_restore_request
        answer = render(request, "lists/results.html" if fragment else self.template_name, self.get_context_data())
        if fragment:
            answer["HX-Push-Url"] = request.path + self.state.query()
        patch_vary_headers(answer, ["HX-Request"])
        return answer

    def get_context_data(self) -> dict[str, Any]:
        page = self.page
        return {
            "heading": self.heading,
            "subheading": self.subheading,
            "actions": self.get_actions(),
            "filterset": self.filterset,
            "filtered": bool(self.state.filters),
            "state": self.state,
            "list_name": self.list_name,
            "saved_views": self.saved_views,
            "headers": [self._header(column) for column in self.shown],
            "rows": [
                {"number": page.start_index() + place, "cells": [cell(column, row) for column in self.shown]}
                for place, row in enumerate(page.object_list)
            ],
            "chooser": [(column, column in self.shown) for column in self.columns],
            "densities": DENSITIES,
            "page_sizes": [(size, self.state.query(page_size=size)) for size in PAGE_SIZES],
            "page": page,
            "page_links": [
                (number, self.state.query(page=number) if isinstance(number, int) else "")
                for number in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
            ],
            "previous_page": self.state.query(page=page.number - 1) if page.has_previous() else "",
            "next_page": self.state.query(page=page.number + 1) if page.has_next() else "",
            "exports": [(form, f"{self.state.query(page=1)}&export={form}") for form in ("xlsx", "csv")],
        }

    @cached_property
    def list_name(self) -> str:
        return self.request.resolver_match.view_name if self.request.resolver_match else ""

    @cached_property
    def saved_views(self) -> list[SavedView]:
        return list(views_for(self.request.user, self.list_name)) if self.request.user.pk else []

    @cached_property
    def parameters(self) -> QueryDict:
        """The address, or the person's default view where the address says nothing at all."""
        if not self.request.GET:
            for view in self.saved_views:
                if view.default and view.owner_id == self.request.user.pk:
                    return QueryDict(view.query.removeprefix("?"))
        return self.request.GET

    @cached_property
    def state(self) -> State:
        return read_state(self.parameters, self.columns)

    @cached_property
    def filterset(self) -> FilterSet:
        return self.filterset_class(self.parameters, queryset=self.get_queryset(), request=self.request)

    @cached_property
    def shown(self) -> list[Column]:
        if not self.state.columns:
            return [column for column in self.columns if not column.hidden]
        return [column for column in self.columns if column.name in self.state.columns]

    @cached_property
    def ordered(self) -> QuerySet[Any]:
        """What the filters leave, in order; nothing where a filter cannot be understood."""
        found: QuerySet[Any] = self.filterset.qs if self.filterset.is_valid() else self.get_queryset().none()
        sort = self.state.sort or self.default_sort
        by = next(column.sort for column in self.columns if column.name == sort.removeprefix("-"))
        fields = by if isinstance(by, tuple) else (by,)
        direction = "-" if sort.startswith("-") else ""
        return found.order_by(*(f"{direction}{field}" for field in (*fields, "pk")))

    @cached_property
    def page(self) -> Page[Any]:
        """One page of rows: a page of ids, the rows by id, a count unless that was all. A page too far on is the last one."""
        return IdsFirst(self.ordered, self.state.page_size, rows=self.get_queryset().order_by()).get_page(
            self.state.page
        )

    def _header(self, column: Column) -> dict[str, Any]:
        sort = self.state.sort or self.default_sort
        downwards, upwards = sort == f"-{column.name}", sort == column.name
        turned = f"-{column.name}" if upwards else column.name
        return {
            "column": column,
            "url": self.state.query(sort=turned) if column.sort else "",
            "order": "ascending" if upwards else "descending" if downwards else "",
        }

    def _rows(self) -> Iterator[list[Any]]:
        for row in self.ordered.iterator(chunk_size=2000):
            yield [column.label_of(row) for column in self.shown]

    def _headers(self) -> list[str]:
        return [str(column.label) for column in self.shown]

    def _file_name(self, ending: str) -> str:
        return f"{self.export_name}-{timezone.localdate():%Y%m%d}.{ending}"

    def _csv(self) -> StreamingHttpResponse:
        answer = StreamingHttpResponse(as_csv(self._headers(), self._rows()), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{self._file_name("csv")}"'
        return answer

    def _xlsx(self) -> FileResponse:
        return FileResponse(
            as_xlsx(self._headers(), self._rows()),
            as_attachment=True,
            filename=self._file_name("xlsx"),
            content_type=XLSX,
        )
