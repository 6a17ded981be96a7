"""The list of cases, and the panel of a system's cases."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from lifecycle.cases import selectors
from lifecycle.cases.enums import TaskState
from lifecycle.cases.filters import CaseFilters
from lifecycle.cases.models import Case, Task
from lifecycle.cases.pages.people import SignedIn
from lifecycle.cases.selectors.opening import processes_openable_by
from registry.lists.columns import Column
from registry.lists.pages import ListPage
from registry.systems.selectors import systems_visible_to


class CaseList(SignedIn, ListPage):
    heading = _("Cases")
    columns = (
        Column("number", _("case number"), url=lambda case: reverse("cases:detail", args=[case.number]), sort="number"),
        Column("system", _("system"), "system.name", sort="system__name"),
        Column("sponsor", _("sponsor"), "system.sponsor.name", sort="system__sponsor__name"),
        Column("process", _("process"), lambda case: capfirst(str(case.table.label)), sort="process"),
        Column("state", _("state"), sort="state", component="status"),
        Column("outcome", _("outcome"), sort="outcome"),
        Column("due_on", _("due on"), sort="due_on"),
        Column("round", _("round"), sort="round", numeric=True, hidden=True),
        Column("opener", _("opened by"), "opener.name", sort="opener__name", hidden=True),
        Column("opened_at", _("opened at"), sort="opened_at"),
        Column("closed_at", _("closed at"), sort="closed_at", hidden=True),
    )
    filterset_class = CaseFilters
    default_sort = "-opened_at"
    export_name = "cases"

    def get_queryset(self) -> QuerySet[Case]:
        return self.visible

    @cached_property
    def visible(self) -> QuerySet[Case]:
        """Asking who the person is takes a query, so it is asked once a page."""
        due = Task.objects.filter(case=OuterRef("pk"), state=TaskState.OPEN).order_by("due_on").values("due_on")
        return (
            selectors.cases_visible_to(self.person)
            .select_related("system__sponsor", "opener")
            .annotate(due_on=Subquery(due[:1]))  # of the rows of a page only: joined it would be that of every case
        )

    def get_actions(self) -> list[tuple[Any, str]]:
        return [(_("Open a case"), reverse("cases:open"))] if processes_openable_by(self.person) else []


class CasesOfSystem(SignedIn):
    """The cases of one system, as a panel of its fact sheet and as a page of its own."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        system = get_object_or_404(systems_visible_to(self.person), code=code)
        cases = selectors.cases_visible_to(self.person).filter(system=system).order_by("-opened_at")
        template = "cases/of_system_panel.html" if request.headers.get("HX-Request") else "cases/of_system.html"
        return render(request, template, {"system": system, "cases": cases})
