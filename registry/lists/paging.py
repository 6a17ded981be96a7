"""Pages of long lists."""

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class Rows(Protocol):
    """Where the rows of a page come from: a queryset, or :class:`~registry.lists.lines.Lines`."""

    def in_bulk(self, ids: Collection[Any], /) -> Mapping[Any, Any]: ...


class IdsFirst(Paginator):  # type: ignore[type-arg]  # it takes none when it runs
    """A page of ids, then its rows: what belongs to the rows before a page far on is not fetched to be thrown away.

    ``rows`` is where the rows come from, where that is less than what they were chosen from; in no order, as they get that of the ids.
    A list that ends on its first page is not counted: two statements instead of three.
    """

    def __init__(self, object_list: QuerySet[Any], per_page: int, *, rows: Rows | None = None) -> None:
        super().__init__(object_list, per_page)
        self._rows = object_list.order_by() if rows is None else rows

    def validate_number(self, number: Any) -> int:
        return 1 if str(number) == "1" else super().validate_number(number)

    def page(self, number: int | str) -> Page[Any]:
        number = self.validate_number(number)
        ids = self._ids((number - 1) * self.per_page)
        if number == 1 and len(ids) < self.per_page:
            self.count = len(ids)
        rows = self._rows.in_bulk(ids)
        return Page([rows[pk] for pk in ids if pk in rows], number, self)

    def _ids(self, first: int) -> list[Any]:
        """Of one page; beyond the middle of the list counted from its end, as a database walks past all that comes before."""
        ids: QuerySet[Any] = self.object_list.values_list("pk", flat=True)  # type: ignore[attr-defined]
        if first and first > self.count // 2:
            end = self.count - first
            return [*reversed(ids.reverse()[max(end - self.per_page, 0) : end])]
        return list(ids[first : first + self.per_page])
