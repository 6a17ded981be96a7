"""The yearly self-evaluation: filled in from what is stored, the sponsor only comments."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.appraisals.forms import SelfEvaluationForm
from evaluations.appraisals.models import Appraisal, SelfEvaluation
from evaluations.appraisals.pages import layout
from evaluations.appraisals.pages.appraisals import FIRST_YEAR, add_obstacles
from evaluations.appraisals.rules.acts import obstacles_to_appraise, obstacles_to_self_evaluation
from evaluations.appraisals.rules.periods import year_so_far
from evaluations.appraisals.selectors.looks import look_at
from evaluations.appraisals.selectors.officers import officer_of
from evaluations.appraisals.selectors.schemes import scheme_for
from evaluations.appraisals.services.self_evaluations import file_self_evaluation
from registry.organisations.requests import SignedInRequest
from registry.refusals import Refused
from registry.systems.models import System
from registry.systems.selectors import systems_visible_to


@login_required
def self_evaluation(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """The figures of the year as they are now, with room for comments; filed, the page of the frozen appraisal."""
    system = get_object_or_404(systems_visible_to(request.user), code=code)
    today = timezone.localdate()
    if not FIRST_YEAR <= year <= today.year:
        raise Http404
    filed = SelfEvaluation.objects.filter(system=system, year=year).select_related("appraisal").first()
    if filed:
        return redirect("appraisals:detail", filed.appraisal.code)
    scheme = scheme_for(system.kind, on=today)
    lines = scheme.lines if scheme else []
    form = SelfEvaluationForm(request.POST or None, indicators=lines)
    if request.method == "POST" and form.is_valid():
        try:
            said = file_self_evaluation(
                system=system,
                year=year,
                comments=form.comments(),
                statement=form.cleaned_data["statement"],
                by=request.user,
            )
        except Refused as refusal:
            add_obstacles(form, refusal)
        else:
            messages.success(request, _("The self-evaluation is filed, with the figures as they were."))
            return redirect("appraisals:detail", said.appraisal.code)
    context = {"system": system, "year": year, "form": form, **_preview(system, year, form)}
    context["obstacles"] = [
        *obstacles_to_appraise(stage=system.stage, has_scheme=scheme is not None),
        *obstacles_to_self_evaluation(
            officer_of(request.user),
            sponsor_id=system.sponsor_id,
            year=year,
            today=today,
            filed=False,
            comments=[],
            known=[],
        ),
    ]
    return render(request, "appraisals/self_evaluation.html", context, status=422 if request.method == "POST" else 200)


def _preview(system: System, year: int, form: SelfEvaluationForm) -> dict[str, object]:
    """The figures beside their comment fields; none for kinds nobody appraises."""
    today = timezone.localdate()
    scheme = scheme_for(system.kind, on=today)
    if scheme is None:
        return {"rows": []}
    since, until = year_so_far(year, today)
    look = look_at(system, scheme, since=since, until=until)
    unsaved = Appraisal(values=look.values, commitments=look.commitments)
    shown = [row for dimension in layout.dimensions_of(unsaved) for row in dimension["rows"]]
    fields = {filler: form[name] for name, filler in form.names.items()}
    order = [
        value["filled_from"]
        for name in ("decision", "process", "output", "benefit")
        for value in look.values
        if value["dimension"] == name
    ]
    return {
        "since": since,
        "until": until,
        "is_running": until < date(year, 12, 31),
        "rows": [{**row, "field": fields[filler]} for row, filler in zip(shown, order, strict=True)],
        "commitments": layout.commitments_of(unsaved),
    }
