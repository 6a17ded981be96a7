"""The working days that are known, and bringing in another year's."""

import tempfile
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lifecycle.calendar.forms import CalendarForm
from lifecycle.calendar.models import Day, Year
from lifecycle.calendar.reading import HEADERS, read
from lifecycle.calendar.selectors import working_days
from lifecycle.calendar.services import replace_years
from registry.organisations.permissions import may_administer
from registry.organisations.requests import SignedInRequest
from registry.organisations.selectors import roles_today
from registry.sheets import CellError, SheetRefused

SHOWN_ERRORS = 50


@dataclass
class KnownYear:
    """A year with its exceptions; ``working`` days in all."""

    year: int
    working: int
    days: list[Day] = field(default_factory=list)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: SignedInRequest) -> HttpResponse:
    """What is known of each year, what is not, and for administrators the import."""
    roles = roles_today(request.user)
    if not roles or (request.method == "POST" and not may_administer(roles)):
        raise PermissionDenied
    form, errors = CalendarForm(request.POST or None, request.FILES or None), list[CellError]()
    if request.method == "POST" and form.is_valid():
        try:
            days, errors = read_upload(form.cleaned_data["file"])
        except SheetRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            if not errors:
                years = ", ".join(str(year) for year in replace_years(days=days, by=request.user))
                messages.success(
                    request, _("Imported: %(years)s. Dates already set stay as they are.") % {"years": years}
                )
                return redirect("calendar:years")
    today = timezone.localdate()
    known = known_years()
    context = {
        "form": form if may_administer(roles) else None,
        "errors": [replace(error, column=HEADERS.get(error.column, error.column)) for error in errors[:SHOWN_ERRORS]],
        "years": known,
        "unknown": sorted({today.year, today.year + 1} - {each.year for each in known}),
    }
    return render(request, "calendar/years.html", context)


def read_upload(file: Any) -> tuple[dict[date, Any], list[CellError]]:
    """The days of an uploaded file, which is kept no longer than it takes to read it.

    Raises:
        SheetRefused: as :func:`lifecycle.calendar.reading.read`.
    """
    suffix = Path(file.name).suffix.lower()
    with tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, suffix=suffix) as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        return read(Path(kept.name))


def known_years() -> list[KnownYear]:
    """The newest first. Four queries."""
    counting = working_days()
    found = {
        year: KnownYear(year, counting.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)))
        for year in Year.objects.order_by("-year").values_list("year", flat=True)
    }
    for day in Day.objects.order_by("day"):
        found[day.year_id].days.append(day)
    return list(found.values())
