"""Rows of the API's lists, read as tuples.

Of fifty rows, making objects and asking every field what it shows of each took most of the time of a list. A serializer says the same
of all rows, so it is asked once: which columns it shows, and what becomes of them.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone
from rest_framework import generics, serializers
from rest_framework.fields import empty
from rest_framework.request import Request
from rest_framework.response import Response

from registry.organisations.callers import Briefly

_Model = TypeVar("_Model", bound=Model)
Making = Callable[[], Callable[..., Any]]
"""Called once a page: what is called with the columns of each row."""
_Telling = Callable[[], Callable[[tuple[Any, ...]], Any]]
_AS_READ = (
    serializers.CharField,
    serializers.ChoiceField,
    serializers.DateField,  # the renderer writes days
    serializers.IntegerField,
    serializers.JSONField,
)


class Lines:
    """Rows as a serializer shows them: plain dicts, by one query for a page and one more for each of ``beside``.

    ``made`` says of what columns, and how, a value is made which the serializer makes by itself; ``beside`` asks once for all rows what
    belongs to each: ``{pk: value}``.
    """

    def __init__(
        self,
        shape: type[serializers.Serializer[Any]],
        rows: QuerySet[Any],
        *,
        made: Mapping[str, tuple[Sequence[str], Making]] | None = None,
        beside: Mapping[str, Callable[[Collection[Any]], Mapping[Any, Any]]] | None = None,
    ) -> None:
        self._made, self._beside = made or {}, beside or {}
        self._columns = ["pk"]
        self._tellings = {
            name: self._telling(name, field) for name, field in shape().fields.items() if name not in self._beside
        }
        self._rows = rows.order_by().values_list(*self._columns)

    def in_bulk(self, ids: Collection[Any]) -> dict[Any, dict[str, Any]]:
        """The lines of these rows, by id."""
        if not ids:
            return {}
        told = {name: telling() for name, telling in self._tellings.items()}
        beside = {name: asked(ids) for name, asked in self._beside.items()}
        return {
            row[0]: {name: of(row) for name, of in told.items()}
            | {name: values[row[0]] for name, values in beside.items()}
            for row in self._rows.filter(pk__in=ids)
        }

    def _telling(self, name: str, field: serializers.Field[Any, Any, Any, Any]) -> _Telling:
        path, default = (field.source or name).replace(".", "__"), field.default
        if name in self._made:
            return self._made_of(*self._made[name])
        if isinstance(field, Briefly):
            return self._made_of([f"{path}__code", f"{path}__name"], lambda: _briefly)
        if isinstance(field, serializers.DateTimeField):
            return self._made_of([path], _moments)
        if not isinstance(field, _AS_READ):
            raise TypeError(f"{name} is not shown as it is read.")
        if default is not empty:
            return self._made_of([path], lambda: lambda value: default if value is None else value)
        place = self._places(path).start
        return lambda: itemgetter(place)

    def _made_of(self, columns: Sequence[str], making: Making) -> _Telling:
        places = self._places(*columns)

        def telling() -> Callable[[tuple[Any, ...]], Any]:
            made = making()
            return lambda row: made(*row[places])

        return telling

    def _places(self, *columns: str) -> slice:
        first = len(self._columns)
        self._columns += columns
        return slice(first, len(self._columns))


class ListedInLines(generics.ListAPIView[_Model]):
    """A list that is told in ``lines``; ``serializer_class`` says for the documentation what they hold."""

    lines: Lines

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.get_paginated_response(self.paginate_queryset(self.filter_queryset(self.get_queryset())))


def _briefly(code: str | None, name: str | None) -> dict[str, str | None] | None:
    return None if code is None else {"code": code, "name": name}


def _moments() -> Callable[[datetime | None], str | None]:
    zone = timezone.get_current_timezone()  # the field would look it up for each
    return lambda at: at.astimezone(zone).isoformat() if at else None
