"""The pages of one's jobs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from registry.jobs.handlers import label_of
from registry.jobs.rules import obstacles_to_cancel
from registry.jobs.selectors import jobs_visible_to
from registry.jobs.services import cancel
from registry.organisations.requests import SignedInRequest
from registry.organisations.selectors import roles_today
from registry.refusals import Refused, VersionChanged


@login_required
@require_safe
def job_list(request: SignedInRequest) -> HttpResponse:
    """One's own jobs, newest first; everybody's for those who may see them."""
    jobs = jobs_visible_to(request.user).defer("arguments", "log", "result")
    page = Paginator(jobs, 50).get_page(request.GET.get("page"))
    rows = [(job, label_of(job.kind)) for job in page]
    return render(request, "jobs/jobs.html", {"page_obj": page, "paginator": page.paginator, "rows": rows})


@login_required
@require_safe
def job_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far one job is. While it is not over the page fetches itself every two seconds and swaps its middle."""
    job = get_object_or_404(jobs_visible_to(request.user), pk=pk)
    obstacles = obstacles_to_cancel(job, by_id=request.user.pk, roles=roles_today(request.user))
    return render(request, "jobs/job.html", {"job": job, "label": label_of(job.kind), "obstacles": obstacles})


@login_required
@require_POST
def cancel_job(request: SignedInRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(jobs_visible_to(request.user), pk=pk)
    try:
        cancel(job=job, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    except VersionChanged:
        messages.error(request, _("The job moved on in the meantime; look again before you cancel it."))
    return redirect("jobs:detail", pk)
