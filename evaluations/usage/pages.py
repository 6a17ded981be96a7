"""The pages of this room: a system's chart, the collectors, the import of files."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from evaluations.usage.charts import chart_of, drawn_measure, measure_label
from evaluations.usage.forms import ConfirmForm, UploadForm
from evaluations.usage.permissions import may_import_usage
from evaluations.usage.rules.columns import COLUMNS
from evaluations.usage.rules.series import Point
from evaluations.usage.selectors import collector_states, collectors_visible_to, daily_series, weekly_series
from evaluations.usage.services import uploads
from evaluations.usage.services.deliveries import CSV_BYTES
from registry.jobs import services as jobs
from registry.jobs.models import Job
from registry.jobs.tasks import nudge
from registry.organisations.requests import SignedInRequest, takes_uploads
from registry.organisations.selectors import roles_today
from registry.systems.models import System
from registry.systems.selectors import systems_visible_to

WEEKS = 60
DAYS = 90
SHOWN_ERRORS = 200


@login_required
@require_safe
def of_system(request: SignedInRequest, code: str) -> HttpResponse:
    """How much a system is used: 60 weeks, or 90 days with ``?by=day``. A fragment for htmx, else a page of its own."""
    system = get_object_or_404(systems_visible_to(request.user), code=code)
    today = timezone.localdate()
    by_day = request.GET.get("by") == "day"
    if by_day:
        points = daily_series(system, since=today - timedelta(days=DAYS - 1), until=today)
    else:
        points = weekly_series(system, until=today, weeks=WEEKS)
    measure = drawn_measure(points)
    context = {
        "system": system,
        "by_day": by_day,
        "measure": measure,
        "chart": chart_of(points, measure=measure, identifier="usage-chart") if measure else None,
        "facts": _facts(system, points, measure),
    }
    answer = render(request, "usage/of_system_panel.html" if request.htmx else "usage/of_system.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@login_required
@require_safe
def collectors(request: SignedInRequest) -> HttpResponse:
    """Every collector: when it last told anything, about how many systems, and which of the last 60 days it covers."""
    today = timezone.localdate()
    states = collector_states(collectors_visible_to(request.user, on=today), today=today)
    context = {"states": states, "may_import": may_import_usage(roles_today(request.user))}
    return render(request, "usage/collectors.html", context)


@login_required
@takes_uploads(CSV_BYTES)
def import_page(request: SignedInRequest) -> HttpResponse:
    """Upload a file; it is checked in the background before anything is written."""
    _admit(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        arguments = {
            "file": uploads.keep(file.name, file.chunks()),
            "name": file.name,
            "collector": form.cleaned_data["collector"],
            "complete": form.cleaned_data["complete"],
        }
        return _work(request, "usage.dry_run", arguments)
    return render(request, "usage/import.html", {"form": form, "columns": COLUMNS})


@login_required
@require_safe
def import_result(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the check found, with the button that imports; or what the import did."""
    job = _own_job(request, pk)
    told = job.result
    counts = [
        (_("new"), told["rows"]["new"]),
        (_("changed"), told["rows"]["changed"]),
        (_("same"), told["rows"]["same"]),
        (_("wrong"), told["rows"]["wrong"]),
    ]
    context = {
        "job": job,
        "told": told,
        "checked": job.kind == "usage.dry_run",
        "importable": told["rows"]["new"] + told["rows"]["changed"] + told["rows"]["same"] > 0,
        "counts": [(capfirst(label), count) for label, count in counts],
        "errors": told["errors"][:SHOWN_ERRORS],
        "more": max(told["errors_total"] - SHOWN_ERRORS, 0),
        "form": ConfirmForm(),
    }
    return render(request, "usage/import_result.html", context)


@login_required
@require_POST
def import_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Import the file that was checked; wrong rows only with the person's word that they are to be left out."""
    job = _own_job(request, pk)
    if job.kind != "usage.dry_run":
        raise PermissionDenied
    skip_wrong = "skip_wrong" in request.POST
    if job.result["rows"]["wrong"] and not skip_wrong:
        return redirect("usage:import-result", pk)
    return _work(request, "usage.import", job.arguments | {"skip_wrong": skip_wrong})


def _admit(request: SignedInRequest) -> None:
    if not may_import_usage(roles_today(request.user)):
        raise PermissionDenied


def _own_job(request: SignedInRequest, pk: int) -> Job:
    _admit(request)
    mine = Job.objects.filter(by=request.user, kind__in=["usage.dry_run", "usage.import"], state="done")
    return get_object_or_404(mine, pk=pk)


def _work(request: SignedInRequest, kind: str, arguments: dict[str, Any]) -> HttpResponse:
    with transaction.atomic():
        job = jobs.add(kind, by=request.user, arguments=arguments)
        nudge()
    return redirect("jobs:detail", job.pk)


def _facts(system: System, points: list[Point], measure: str) -> list[tuple[str, Any]]:
    seen = sum(point.coverage is not None for point in points)
    used = [point for point in points if point.value(measure)]
    meant = system.eligible_users
    return [
        (_("Counted here"), measure_label(measure) if measure else "—"),
        (_("Periods with data"), _("%(seen)d of %(all)d") % {"seen": seen, "all": len(points)}),
        (_("Last use seen"), used[-1].until.isoformat() if used else "—"),
        (_("Eligible users"), "—" if meant is None else meant),
        (_("Cadence"), capfirst(system.get_cadence_display())),
    ]
