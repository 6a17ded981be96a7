"""Every page of the site, with what must exist before it can be opened. A new page is added here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from registry.ledger.models import Event
from registry.organisations.enums import Role
from registry.systems.services.importing import Upload, dry_run, receive
from tests import factories


@dataclass(frozen=True)
class Page:
    """``make`` makes what the page shows and returns the arguments of its address; ``signed_in`` opens it as somebody in ``role``."""

    url_name: str
    make: Callable[[], dict[str, Any]] = field(default=dict)
    query: str = ""
    signed_in: bool = True
    role: Role = Role.CASE_OFFICER
    expected: list[str] = field(default_factory=list)  # what the console says all the same

    def __str__(self) -> str:
        return self.url_name + self.query


def some_systems() -> dict[str, Any]:
    for _each in range(3):
        factories.system(sponsor=factories.organisation())
    return {}


def a_system() -> dict[str, Any]:
    kept = factories.system(paths=("https://a.example.gov.cn/", "dns:a.example.gov.cn"), build_cost_fen=12_500_000)
    return {"code": kept.code}


def an_organisation() -> dict[str, Any]:
    where = factories.organisation()
    factories.person(role=Role.LEADER, organisation=where)
    factories.token(organisation=where)
    factories.system(sponsor=where)
    return {"code": where.code}


def a_previewed_import() -> dict[str, Any]:
    """With a new row, a changed one, a wrong one, a warning and a column nobody knows."""
    kept = factories.system(name="甲", sponsor=factories.organisation("教育局"))
    table = f"系统编码,系统名称,主办单位,应用人数,备注\n{kept.code},甲,教育局,5,x\n,乙,新局,,\n,丙,教育局,很多,\n"
    batch = receive(uploads=[Upload("系统.csv", [table.encode()])], by=None, create_organisations=True)
    dry_run(batch=batch)
    return {"pk": batch.pk}


def an_event() -> dict[str, Any]:
    factories.token()
    return {"pk": Event.objects.get().pk}


def a_previewed_import_in_the_list() -> dict[str, Any]:
    a_previewed_import()
    return {}


def an_event_in_the_list() -> dict[str, Any]:
    an_event()
    return {}


NOT_FOUND = "Failed to load resource: the server responded with a status of 404 (Not Found)"
PAGES = (
    Page("sign-in", signed_in=False),
    Page("problems", signed_in=False),
    Page("home"),
    Page("home", query="nowhere/", expected=[NOT_FOUND]),
    Page("systems:list", some_systems),
    Page("systems:list", some_systems, query="?stage=nonsense"),
    Page("systems:detail", a_system),
    Page("systems:new"),
    Page("systems:edit", a_system),
    Page("systems:import", a_previewed_import_in_the_list),
    Page("systems:import-preview", a_previewed_import),
    Page("organisations:list", some_systems),
    Page("organisations:detail", an_organisation, role=Role.ADMINISTRATOR),
    Page("ledger:list", an_event_in_the_list, role=Role.AUDITOR),
    Page("ledger:event", an_event, role=Role.AUDITOR),
)
