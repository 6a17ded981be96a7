"""The acts: each fetches, validates, makes one call, answers. A refusal shows the page again with what was entered."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from evaluations.findings.forms import ActForm
from evaluations.findings.models import Finding
from evaluations.findings.pages.offers import add_obstacles, ids_of
from evaluations.findings.pages.reading import FORMS, render_finding
from evaluations.findings.selectors.acts import findings_visible_to
from evaluations.findings.services import acts
from registry.organisations.requests import SignedInRequest
from registry.refusals import Refused, VersionChanged

Act = Callable[[SignedInRequest, Finding, ActForm], HttpResponse]
Page = Callable[[SignedInRequest, str], HttpResponse]


def _page(name: str) -> Callable[[Act], Page]:
    """Turn an act into a page: POST only, signed in, the finding visible, the form read, a refusal shown."""

    def decorate(act: Act) -> Page:
        @require_POST
        @login_required
        def page(request: SignedInRequest, code: str) -> HttpResponse:
            finding = get_object_or_404(findings_visible_to(request.user), code=code)
            form = FORMS[name](request.POST, auto_id=ids_of(name))
            if not form.is_valid():
                return render_finding(request, finding, status=422, **{name: form})
            try:
                return act(request, finding, form)
            except Refused as refused:
                add_obstacles(form, refused.obstacles)
                return render_finding(request, finding, status=422, **{name: form})
            except VersionChanged:
                messages.error(
                    request, _("Somebody acted on this finding since you opened the page. Read it again first.")
                )
                return redirect("findings:detail", code=code)

        return page

    return decorate


@_page("claim")
def claim(request: SignedInRequest, finding: Finding, form: ActForm) -> HttpResponse:
    acts.claim(finding=finding, by=request.user, expected_version=form.cleaned_data["version"])
    messages.success(
        request, _("You have claimed this finding; its evidence is frozen. A second case officer settles it.")
    )
    return redirect("findings:detail", code=finding.code)


@_page("release")
def release(request: SignedInRequest, finding: Finding, form: ActForm) -> HttpResponse:
    said = form.cleaned_data
    acts.release(finding=finding, reason=said["reason"], by=request.user, expected_version=said["version"])
    messages.success(request, _("You have handed this finding back."))
    return redirect("findings:detail", code=finding.code)


@_page("confirm")
def confirm(request: SignedInRequest, finding: Finding, form: ActForm) -> HttpResponse:
    said = form.cleaned_data
    case = acts.confirm(finding=finding, reason=said["reason"], by=request.user, expected_version=said["version"])
    messages.success(request, _("Confirmed. Retirement case %(number)s is open.") % {"number": case.number})
    return redirect("cases:detail", number=case.number)


@_page("dismiss")
def dismiss(request: SignedInRequest, finding: Finding, form: ActForm) -> HttpResponse:
    said = form.cleaned_data
    acts.dismiss(
        finding=finding,
        code=said["code"],
        reason=said["reason"],
        until=said["until"],
        by=request.user,
        expected_version=said["version"],
    )
    messages.success(request, _("Dismissed until %(day)s.") % {"day": said["until"]})
    return redirect("findings:detail", code=finding.code)
