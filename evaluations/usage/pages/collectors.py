"""The collectors: the list, one of them, what it is, and where the program asks for its figures."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from evaluations.usage.charts import chart_of_days
from evaluations.usage.enums import CollectorKind
from evaluations.usage.forms import KindForm, PullForm
from evaluations.usage.models import Collector, Pull, Receipt
from evaluations.usage.permissions import (
    may_import_usage,
    may_keep_assessments,
    may_keep_collectors,
    may_set_keeping,
)
from evaluations.usage.selectors import collector_states, collectors_visible_to
from evaluations.usage.selectors.collectors import Described, described
from evaluations.usage.services.collectors import set_kind as keep_kind
from evaluations.usage.services.pulling import remove_pull, set_pull
from registry.jobs import services as jobs
from registry.jobs.tasks import nudge
from registry.ledger.selectors import events_of
from registry.organisations.requests import SignedInRequest
from registry.organisations.selectors import roles_today
from registry.refusals import Refused

SHOWN_RECEIPTS = 20
SHOWN_ANSWERS = 10
SHOWN_SYSTEMS = 200


@login_required
@require_safe
def collectors(request: SignedInRequest) -> HttpResponse:
    """Every collector: when it last told anything, about how many systems, and which of the 60 days before today it covers."""
    today = timezone.localdate()
    states = collector_states(collectors_visible_to(request.user, on=today), today=today)
    roles = roles_today(request.user)
    context = {
        "states": states,
        "may_import": may_import_usage(roles),
        "may_keep_assessments": may_keep_assessments(roles),
        "may_set_keeping": may_set_keeping(roles),
    }
    return render(request, "usage/collectors.html", context)


@login_required
@require_safe
def collector(request: SignedInRequest, pk: int) -> HttpResponse:
    """What one collector brought, which days are missing, and what it is set up to do."""
    return _shown(request, _visible(request, pk))


@login_required
@require_POST
def set_kind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say whether a machine counted or somebody reports."""
    found = _kept(request, pk)
    form = KindForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, status=422, kind=form)
    keep_kind(collector=found, kind=CollectorKind(form.cleaned_data["kind"]), by=request.user)
    messages.success(request, _("Recorded. The next full sweep goes by it."))
    return redirect("usage:collector", found.pk)


@login_required
@require_POST
def pull(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set up where the collector's figures are asked for."""
    found = _kept(request, pk)
    form = PullForm(request.POST)
    if form.is_valid():
        try:
            set_pull(collector=found, wanted=form.wanted(), today=timezone.localdate(), by=request.user)
        except Refused as refused:
            form.show(refused.obstacles)
        else:
            messages.success(request, _("Kept. It is asked tonight, or at once with the button."))
            return redirect("usage:collector", found.pk)
    return _shown(request, found, status=422, pull=form)


@login_required
@require_POST
def pull_now(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask at once, in the background."""
    pull = get_object_or_404(Pull, collector=_kept(request, pk))
    with transaction.atomic():
        job = jobs.add("usage.pull", by=request.user, arguments={"pull": pull.pk})
        nudge()
    return redirect("jobs:detail", job.pk)


@login_required
@require_POST
def pull_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask no longer; what was brought stays."""
    found = _kept(request, pk)
    remove_pull(pull=get_object_or_404(Pull, collector=found), by=request.user)
    messages.success(request, _("It is asked no longer. What it brought stays."))
    return redirect("usage:collector", found.pk)


def _visible(request: SignedInRequest, pk: int) -> Collector:
    return get_object_or_404(collectors_visible_to(request.user, on=timezone.localdate()), pk=pk)


def _kept(request: SignedInRequest, pk: int) -> Collector:
    found = _visible(request, pk)
    if not may_keep_collectors(roles_today(request.user)):
        raise PermissionDenied
    return found


def _shown(request: SignedInRequest, found: Collector, *, status: int = 200, **forms: Any) -> HttpResponse:
    today = timezone.localdate()
    told = described(found, today=today)
    asked = Pull.objects.filter(collector=found).first()
    context = {
        "collector": found,
        "told": told,
        "facts": _facts(found, told),
        "chart": chart_of_days(told.days, identifier="collector-chart"),
        "receipts": _receipts(found)[:SHOWN_RECEIPTS],
        "systems": told.systems[:SHOWN_SYSTEMS],
        "more_systems": max(len(told.systems) - SHOWN_SYSTEMS, 0),
        "pull": asked,
        "answers": asked.answers.all()[:SHOWN_ANSWERS] if asked else [],
        "events": events_of("Collector", found.code),
        "may_keep": may_keep_collectors(roles_today(request.user)),
        "kind_form": forms.get("kind") or KindForm(initial={"kind": found.kind}),
        "pull_form": forms.get("pull") or PullForm.of(asked),
        "pull_open": "pull" in forms,
    }
    return render(request, "usage/collector.html", context, status=status)


def _receipts(found: Collector) -> QuerySet[Receipt]:
    return Receipt.objects.filter(collector=found)


def _facts(found: Collector, told: Described) -> list[tuple[str, Any]]:
    counted = told.counted
    return [
        (_("Organisation"), found.organisation.name if found.organisation else "—"),
        (_("Kind"), capfirst(found.get_kind_display())),
        (_("Last data"), told.last_day.isoformat() if told.last_day else "—"),
        (_("Last heartbeat"), told.last_heartbeat.isoformat() if told.last_heartbeat else "—"),
        (_("Systems watched"), str(len(told.systems))),
        (_("Days covered"), _("%(covered)d of the last %(all)d") % {"covered": told.covered, "all": len(told.days)}),
        (_("Rows that were new"), str(counted["new"])),
        (_("Rows that corrected others"), str(counted["changed"])),
        (_("Rows of days judged before (late)"), str(counted["late"])),
        (_("Rows sent again unchanged"), str(counted["same"])),
        (_("Rows given twice in one delivery"), str(counted["doubled"])),
        (_("Rows left out, their days rolled up"), str(counted["left_out"])),
    ]
