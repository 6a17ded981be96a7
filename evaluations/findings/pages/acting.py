"""The acts: each fetches, validates, makes one call, answers. A refusal shows the page again with what was entered."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from evaluations.findings.forms.acts import ActForm
from evaluations.findings.models import Finding
from evaluations.findings.pages.offers import add_obstacles, ids_of
from evaluations.findings.pages.reading import FORMS, render_finding
from evaluations.findings.selectors.acts import findings_visible_to
from evaluations.findings.services import acts
from registry.organisations.models import Person
from registry.organisations.requests import SignedInRequest
from registry.refusals import Refused, VersionChanged
from registry.systems.selectors import systems_visible_to

Page = Callable[[SignedInRequest, str], HttpResponse]
Told = tuple[str, str]
"""What to tell whoever acted, and the number of the case to go on with, if any."""


def page_of(name: str) -> Page:
    """An act as a page: POST only, signed in, the finding visible, the form read, a refusal shown."""

    @require_POST
    @login_required
    def page(request: SignedInRequest, code: str) -> HttpResponse:
        finding = get_object_or_404(findings_visible_to(request.user), code=code)
        form = FORMS[name](request.POST, request.FILES, auto_id=ids_of(name), finding=finding)
        if not form.is_valid():
            return render_finding(request, finding, status=422, **{name: form})
        try:
            told, number = _ACTS[name](finding, request.user, _said(form))
        except Refused as refused:
            add_obstacles(form, refused.obstacles)
            return render_finding(request, finding, status=422, **{name: form})
        except VersionChanged:
            messages.error(request, _("Somebody acted on this finding since you opened the page. Read it again first."))
            return redirect("findings:detail", code=code)
        messages.success(request, told)
        return redirect("cases:detail", number=number) if number else redirect("findings:detail", code=code)

    return page


def _said(form: ActForm) -> dict[str, Any]:
    said = dict(form.cleaned_data)
    return {"expected_version": said.pop("version"), **said}


def _claim(finding: Finding, by: Person, said: dict[str, Any]) -> Told:
    acts.claim(finding=finding, by=by, **said)
    return _("You have claimed this finding; its evidence is frozen. A second case officer settles it."), ""


def _release(finding: Finding, by: Person, said: dict[str, Any]) -> Told:
    acts.release(finding=finding, by=by, **said)
    return _("You have handed this finding back."), ""


def _ask(finding: Finding, by: Person, said: dict[str, Any]) -> Told:
    acts.ask_sponsor(finding=finding, by=by, **said)
    return _("The sponsor has been asked. Its answer will stand here."), ""


def _answer(finding: Finding, by: Person, said: dict[str, Any]) -> Told:
    """Of a file its hash is kept, not the file."""
    file = said.pop("file")
    if file:
        said |= {"file_name": file.name, "file_sha256": sha256(file.read()).hexdigest()}
    acts.answer(finding=finding, by=by, **said)
    return _("Your answer has been recorded; whoever decides will read it."), ""


def _confirm(finding: Finding, by: Person, said: dict[str, Any]) -> Told:
    code = said.pop("successor", "").strip()
    successor = systems_visible_to(by).filter(code=code).first() if code else None
    case = acts.confirm(finding=finding, by=by, successor=successor, **said)
    return _("Confirmed. Case %(number)s is open.") % {"number": case.number}, case.number


def _dismiss(finding: Finding, by: Person, said: dict[str, Any]) -> Told:
    acts.dismiss(finding=finding, by=by, **said)
    return _("Dismissed until %(day)s.") % {"day": said["until"]}, ""


def _report_data(finding: Finding, by: Person, said: dict[str, Any]) -> Told:
    acts.report_data_problem(finding=finding, by=by, **said)
    return _("Recorded as a data problem. The page says who is to mend it."), ""


def _snooze(finding: Finding, by: Person, said: dict[str, Any]) -> Told:
    acts.snooze(finding=finding, by=by, **said)
    return _("Put off until %(day)s.") % {"day": said["until"]}, ""


def _reopen(finding: Finding, by: Person, said: dict[str, Any]) -> Told:
    acts.reopen(finding=finding, by=by, **said)
    return _("Reopened. The next sweep renews its evidence."), ""


_ACTS: dict[str, Callable[[Finding, Person, dict[str, Any]], Told]] = {
    "claim": _claim,
    "ask": _ask,
    "answer": _answer,
    "confirm": _confirm,
    "dismiss": _dismiss,
    "report-data": _report_data,
    "snooze": _snooze,
    "release": _release,
    "reopen": _reopen,
}
