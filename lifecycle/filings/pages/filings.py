"""The list of filings, the panel on a system's fact sheet, and the form of one."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from lifecycle.filings.filters import FilingFilter
from lifecycle.filings.forms import FilingForm
from lifecycle.filings.models import Filing
from lifecycle.filings.rules import missing_for
from lifecycle.filings.selectors import filings_of, filings_visible_to, kinds_in_force
from lifecycle.filings.services import FIELDS, keep_filing
from registry.lists.columns import Column
from registry.lists.pages import ListPage
from registry.organisations.requests import SignedInRequest
from registry.refusals import Refused
from registry.systems.models import System
from registry.systems.selectors import systems_visible_to
from registry.systems.services.registering import Editor


def system_of(filing: Filing) -> str:
    return reverse("systems:detail", args=[filing.system.code])


class FilingList(ListPage):
    """Every filing of the systems the person may see."""

    heading = gettext_lazy("Filings")
    columns = (
        Column("number", gettext_lazy("filing number"), url=system_of, sort="number"),
        Column("kind", gettext_lazy("kind of filing"), sort="kind"),
        Column("system", gettext_lazy("system"), value="system.name", url=system_of, sort="system__name"),
        Column("sponsor", gettext_lazy("sponsor"), value="system.sponsor.name", sort="system__sponsor__name"),
        Column("authority", gettext_lazy("authority"), sort="authority"),
        Column("state", gettext_lazy("state"), component="status", sort="state"),
        Column("filed_on", gettext_lazy("filed on"), sort="filed_on"),
        Column("expires_on", gettext_lazy("expires on"), sort="expires_on"),
    )
    filterset_class = FilingFilter
    default_sort = "number"
    export_name = "filings"

    @cached_property
    def visible(self) -> QuerySet[Filing]:
        """Asked for once a page: saying who sees what takes a query."""
        return filings_visible_to(self.request.user)

    def get_queryset(self) -> QuerySet[Any]:
        return self.visible.all()


@login_required
@require_safe
def of_system(request: SignedInRequest, code: str) -> HttpResponse:
    """Where a system is filed: a panel, or a page of its own."""
    system = get_object_or_404(systems_visible_to(request.user), code=code)
    told = {
        "system": system,
        "filings": filings_of(system),
        "missing": missing_for(system.kind, kinds_in_force(system)),
        "editable": not Editor.of(request.user).obstacles(system.sponsor_id),
    }
    return render(request, "filings/of_system_panel.html" if request.htmx else "filings/of_system.html", told)


@login_required
def filing_new(request: SignedInRequest, code: str) -> HttpResponse:
    system = get_object_or_404(systems_visible_to(request.user), code=code)
    return _form_page(request, system, Filing(system=system))


@login_required
def filing_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    filing = get_object_or_404(filings_visible_to(request.user), pk=pk)
    return _form_page(request, filing.system, filing)


def _form_page(request: SignedInRequest, system: System, filing: Filing) -> HttpResponse:
    if Editor.of(request.user).obstacles(system.sponsor_id):
        raise PermissionDenied
    heading = str(filing) if filing.pk else _("Enter a filing")
    form = FilingForm(request.POST or None, initial={name: getattr(filing, name) for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        for name, value in form.cleaned_data.items():
            setattr(filing, name, value)
        try:
            keep_filing(filing=filing, by=request.user)
        except Refused as refusal:
            form.show(refusal.obstacles)
        else:
            return redirect("systems:detail", system.code)
    return render(request, "systems/fact_form.html", {"form": form, "heading": heading, "system": system})
