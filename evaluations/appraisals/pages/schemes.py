"""Schemes: read one, make the next version; every obstacle at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.appraisals.forms import IndicatorFormSet, SchemeForm, fillers_of, initial_of
from evaluations.appraisals.models import Scheme
from evaluations.appraisals.pages.layout import lines_of
from evaluations.appraisals.rules.acts import obstacles_to_make_a_scheme
from evaluations.appraisals.selectors.officers import officer_of
from evaluations.appraisals.selectors.schemes import questions, scheme_for, schemes
from evaluations.appraisals.services.schemes import make_version
from registry.ledger.selectors import events_of
from registry.organisations.requests import SignedInRequest
from registry.refusals import Obstacle, Refused
from registry.systems.enums import SystemKind


@login_required
def listing(request: SignedInRequest) -> HttpResponse:
    """The scheme in force for each kind of system, and the versions before and after it."""
    today = timezone.localdate()
    versions = list(schemes())
    kinds = [
        {
            "kind": kind.value,
            "label": kind.label,
            "in_force": scheme_for(kind, on=today),
            "versions": [scheme for scheme in versions if scheme.kind == kind],
        }
        for kind in SystemKind
    ]
    return render(request, "appraisals/schemes.html", {"kinds": kinds})


@login_required
def detail(request: SignedInRequest, kind: str, version: int) -> HttpResponse:
    scheme = get_object_or_404(schemes(), kind=kind, version=version)
    context = {
        "scheme": scheme,
        "dimensions": lines_of(scheme),
        "obstacles": obstacles_to_make_a_scheme(officer_of(request.user)),
        "events": events_of("Scheme", scheme.code),
    }
    return render(request, "appraisals/scheme.html", context)


@login_required
def new_version(request: SignedInRequest, kind: str) -> HttpResponse:
    """Begins as the newest version; what is wrong is told all at once, and nothing is lost."""
    if kind not in SystemKind.values:
        raise Http404
    newest = schemes().filter(kind=kind).first() or schemes().filter(kind=SystemKind.INFORMATION_SYSTEM).first()
    if newest is None:
        raise Http404
    today = timezone.localdate()
    fillers = fillers_of(questions(on=today))
    obstacles: list[Obstacle] = list(obstacles_to_make_a_scheme(officer_of(request.user)))
    whole, lines = initial_of(newest)
    form, formset = SchemeForm(initial=whole), IndicatorFormSet(initial=lines, form_kwargs={"fillers": fillers})
    if request.method == "POST":
        form, formset = SchemeForm(request.POST), IndicatorFormSet(request.POST, form_kwargs={"fillers": fillers})
        if form.is_valid() and formset.is_valid():
            try:
                scheme = _made(kind, form, formset, request)
            except Refused as refusal:
                obstacles = refusal.obstacles
            else:
                messages.success(request, _("The version is stored. It changes nothing that was appraised before."))
                return redirect("appraisals:scheme", kind=kind, version=scheme.version)
    context = {
        "kind": SystemKind(kind).label,
        "kind_code": kind,
        "form": form,
        "formset": formset,
        "obstacles": obstacles,
    }
    return render(request, "appraisals/new_scheme.html", context, status=422 if request.method == "POST" else 200)


def _made(kind: str, form: SchemeForm, formset: IndicatorFormSet, request: SignedInRequest) -> Scheme:  # type: ignore[valid-type]
    said = form.cleaned_data
    lines = [each.indicator() for each in formset]  # type: ignore[attr-defined]
    return make_version(
        kind=kind,
        title=said["title"],
        indicators=[line for line in lines if line is not None],
        lines=form.lines(),
        source=said["source"],
        source_text=said["source_text"],
        effective_on=said["effective_on"],
        by=request.user,
    )
