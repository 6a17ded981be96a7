"""The state of a list, read from its address and written back to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from registry.lists.columns import Column

PAGE_SIZES = (20, 50, 100, 200)
DENSITIES = ("compact", "roomy")
OURS = frozenset({"sort", "columns", "density", "page", "page_size", "export", "reset"})


@dataclass(frozen=True)
class State:
    """``filters`` are every other parameter; an empty ``columns`` or ``sort`` means the page's own."""

    filters: tuple[tuple[str, str], ...] = ()
    sort: str = ""
    columns: tuple[str, ...] = ()
    density: str = DENSITIES[0]
    page: int = 1
    page_size: int = PAGE_SIZES[0]

    def query(self, **changes: Any) -> str:
        """The address of this state with ``changes``, without what is at its default; begins with ``?``.

        Anything that changes what is shown goes back to page 1 unless the change names a page.
        """
        if changes and "page" not in changes:
            changes["page"] = 1
        said = replace(self, **changes)
        pairs: list[tuple[str, str]] = list(said.filters)
        if said.sort:
            pairs.append(("sort", said.sort))
        pairs += [("columns", name) for name in said.columns]
        if said.density != DENSITIES[0]:
            pairs.append(("density", said.density))
        if said.page_size != PAGE_SIZES[0]:
            pairs.append(("page_size", str(said.page_size)))
        if said.page != 1:
            pairs.append(("page", str(said.page)))
        return f"?{urlencode(pairs)}" if pairs else "?reset=1"


def read_state(parameters: QueryDict, columns: Sequence[Column]) -> State:
    """Read a state leniently: what is unknown or broken falls back to the default."""
    sortable = {column.name for column in columns if column.sort}
    sort = parameters.get("sort", "")
    offered = [column.name for column in columns]
    own = tuple(column.name for column in columns if not column.hidden)
    asked = set(parameters.getlist("columns"))
    chosen = tuple(name for name in offered if name in asked)
    return State(
        filters=_filters(dict(parameters.lists())),
        sort=sort if sort.removeprefix("-") in sortable else "",
        columns=() if chosen == own else chosen,
        density=_one_of(parameters.get("density"), DENSITIES),
        page=_whole(parameters.get("page")),
        page_size=int(_one_of(parameters.get("page_size"), [str(size) for size in PAGE_SIZES])),
    )


def _filters(parameters: Mapping[str, Sequence[object]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, str(value))
        for name, values in parameters.items()
        if name not in OURS
        for value in values
        if str(value).strip()
    )


def _one_of(said: str | None, known: Sequence[str]) -> str:
    return said if said and said in known else known[0]


def _whole(said: str | None) -> int:
    return max(int(said), 1) if said and said.isascii() and said.isdecimal() and len(said) < 10 else 1  # noqa: PLR2004
