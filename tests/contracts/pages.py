"""Every page of the site, with what must exist before it can be opened. A new page is added here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from registry.organisations.enums import Role
from tests import factories


@dataclass(frozen=True)
class Page:
    """``make`` makes what the page shows and returns the arguments of its address; ``signed_in`` opens it as a case officer."""

    url_name: str
    make: Callable[[], dict[str, Any]] = field(default=dict)
    query: str = ""
    signed_in: bool = True
    expected: list[str] = field(default_factory=list)  # what the console says all the same

    def __str__(self) -> str:
        return self.url_name + self.query


def some_systems() -> dict[str, Any]:
    for _each in range(3):
        factories.system(sponsor=factories.organisation())
    return {}


NOT_FOUND = "Failed to load resource: the server responded with a status of 404 (Not Found)"
OPENED_BY = Role.CASE_OFFICER
PAGES = (
    Page("sign-in", signed_in=False),
    Page("problems", signed_in=False),
    Page("home"),
    Page("home", query="nowhere/", expected=[NOT_FOUND]),
    Page("systems:list", some_systems),
    Page("systems:list", some_systems, query="?stage=nonsense"),
)
