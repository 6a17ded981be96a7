"""The weeks in which a collector seems to have failed: the list, one of them, and what people say it was."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from evaluations.findings.filters import IncidentFilter
from evaluations.findings.forms.acts import IncidentForm
from evaluations.findings.models import Incident
from evaluations.findings.pages.offers import add_obstacles, ids_of, laid_out
from evaluations.findings.selectors.incidents import incident_acts_offered, incidents_visible_to
from evaluations.findings.services.incidents import confirm_incident, reject_incident
from evaluations.findings.wording import percent
from registry.ledger.selectors import events_of
from registry.lists.columns import Column
from registry.lists.pages import ListPage
from registry.organisations.requests import SignedInRequest
from registry.refusals import Refused, VersionChanged

ACTS = {"confirm": confirm_incident, "reject": reject_incident}


def url_of(incident: Incident) -> str:
    return reverse("findings:incident", args=[incident.pk])


class IncidentList(ListPage):
    heading = _("Collector incidents")
    subheading = _(
        "Weeks in which a collector seems to have failed. Until somebody decides, they count as missing, not as zero."
    )
    columns = (
        Column("week", _("week to"), value="week_ends_on", url=url_of, sort="week_ends_on"),
        Column("collector", _("collector"), value="collector.code", sort="collector__code"),
        Column("share", _("share silent"), value=lambda each: f"{percent(each.share)} %", sort="share", numeric=True),
        Column(
            "usual_share",
            _("usual share"),
            value=lambda each: f"{percent(each.usual_share)} %",
            sort="usual_share",
            numeric=True,
        ),
        Column("state", _("state"), component="status", sort="state"),
        Column("decided_by", _("said by"), value="decided_by.name"),
        Column("reason", _("reason"), value="decided_reason", hidden=True),
    )
    filterset_class = IncidentFilter
    default_sort = "-week"
    export_name = "incidents"

    @cached_property
    def visible(self) -> QuerySet[Incident]:
        """Asked for once a page: saying who sees what takes a query."""
        return incidents_visible_to(self.request.user)

    def get_queryset(self) -> QuerySet[Any]:
        return self.visible.all()


@login_required
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    incident = get_object_or_404(incidents_visible_to(request.user), pk=pk)
    return _shown(request, incident)


@login_required
@require_POST
def decide(request: SignedInRequest, pk: int, act: str) -> HttpResponse:
    """Say what it was. A refusal shows the page again with what was entered."""
    incident = get_object_or_404(incidents_visible_to(request.user), pk=pk)
    if act not in ACTS:
        raise Http404
    form = IncidentForm(request.POST, auto_id=ids_of(act))
    if not form.is_valid():
        return _shown(request, incident, status=422, **{act: form})
    said = form.cleaned_data
    try:
        ACTS[act](incident=incident, reason=said["reason"], by=request.user, expected_version=said["version"])
    except Refused as refused:
        add_obstacles(form, refused.obstacles)
        return _shown(request, incident, status=422, **{act: form})
    except VersionChanged:
        messages.error(request, _("Somebody decided on this week since you opened the page. Read it again first."))
    else:
        messages.success(request, _("Recorded. The next sweep goes by it."))
    return redirect("findings:incident", pk=pk)


def _shown(request: SignedInRequest, incident: Incident, *, status: int = 200, **refused: IncidentForm) -> HttpResponse:
    """``refused`` carries the form of an act that was not done, with its errors, by the act's name."""
    offers = laid_out(
        incident_acts_offered(incident, request.user),
        form=lambda act: IncidentForm(initial={"version": incident.version}, auto_id=ids_of(act)),
        url=lambda act: reverse("findings:incident-act", args=[incident.pk, act]),
        refused=refused,
    )
    context = {
        "incident": incident,
        "share": percent(incident.share),
        "usual_share": percent(incident.usual_share),
        **offers,
        "events": events_of("Incident", incident.code),
    }
    return render(request, "findings/incident.html", context, status=status)
