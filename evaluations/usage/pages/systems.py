"""A system's chart."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from evaluations.usage.charts import chart_of, drawn_measure, measure_label
from evaluations.usage.rules.series import Point
from evaluations.usage.selectors import daily_series, last_day_told, weekly_series
from registry.organisations.requests import SignedInRequest
from registry.systems.models import System
from registry.systems.selectors import systems_visible_to

WEEKS = 60
DAYS = 90


@login_required
@require_safe
def of_system(request: SignedInRequest, code: str) -> HttpResponse:
    """How much a system is used through yesterday: 60 weeks, or 90 days with ``?by=day``. A fragment for htmx, else a page of its own.

    What is counted today comes tonight: drawn, every running system would end in a gap. Where nothing was told of any system for
    half of that time they end with the last day that was: a history that was brought in may have ended long ago.
    """
    system = get_object_or_404(systems_visible_to(request.user), code=code)
    yesterday = timezone.localdate() - timedelta(days=1)
    by_day = request.GET.get("by") == "day"
    told = last_day_told(until=yesterday)
    until = told if told and (yesterday - told).days * 2 >= (DAYS if by_day else WEEKS * 7) else yesterday
    if by_day:
        points = daily_series(system, since=until - timedelta(days=DAYS - 1), until=until, whole_line=True)
    else:
        points = weekly_series(system, until=until, weeks=WEEKS, whole_line=True)
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


def _facts(system: System, points: list[Point], measure: str) -> list[tuple[str, Any]]:
    seen = sum(point.coverage is not None for point in points)
    used = [point for point in points if point.value(measure)]
    meant = system.eligible_users
    return [
        (_("Counted here"), measure_label(measure) if measure else "—"),
        (_("Periods with data"), _("%(seen)d of %(all)d") % {"seen": seen, "all": len(points)}),
        (_("Last use seen"), _days(used[-1]) if used else "—"),
        (_("Eligible users"), "—" if meant is None else meant),
        (_("Cadence"), capfirst(system.get_cadence_display())),
    ]


def _days(point: Point) -> str:
    """The day of a point, or its first and last: in which of them somebody came is not known."""
    return " – ".join(day.isoformat() for day in dict.fromkeys((point.since, point.until)))
