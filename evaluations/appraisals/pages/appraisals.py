"""The list, one appraisal, what a system's fact sheet shows, and the year at a glance."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from evaluations.appraisals.enums import Grade, Purpose
from evaluations.appraisals.filters import AppraisalFilter
from evaluations.appraisals.forms import PeriodForm, ReadingForm
from evaluations.appraisals.models import Appraisal
from evaluations.appraisals.pages import layout
from evaluations.appraisals.presenters import grade_in_words
from evaluations.appraisals.rules.acts import obstacles_to_appraise, obstacles_to_officer, obstacles_to_reader
from evaluations.appraisals.rules.periods import last_twelve_months
from evaluations.appraisals.selectors.appraisals import UNCERTAIN, self_evaluated, self_evaluations_of, spread_of
from evaluations.appraisals.selectors.lots import systems_to_draw_from
from evaluations.appraisals.selectors.officers import officer_of
from evaluations.appraisals.selectors.schemes import scheme_for
from evaluations.appraisals.selectors.visibility import (
    appraisals_visible_to,
    assignments_visible_to,
    reads_proposals,
    spot_checks_visible_to,
)
from evaluations.appraisals.services.evaluating import open_evaluation
from evaluations.appraisals.services.self_evaluations import read_off
from lifecycle.commitments.selectors import commitments_of
from registry.ledger.selectors import events_of
from registry.lists.columns import Column
from registry.lists.pages import ListPage
from registry.organisations.requests import SignedInRequest
from registry.refusals import Refused
from registry.systems.models import System
from registry.systems.selectors import systems_visible_to

FIRST_YEAR = 2000


def url_of(appraisal: Appraisal) -> str:
    return reverse("appraisals:detail", args=[appraisal.code])


class AppraisalList(ListPage):
    """Sorted by name or day, never by points: this is no league table."""

    heading = gettext_lazy("Appraisals")
    subheading = gettext_lazy("What systems achieved, from what was measured and judged. A number never decides.")
    columns = (
        Column("code", gettext_lazy("appraisal"), url=url_of, sort="code", hidden=True),
        Column("system", gettext_lazy("system name"), value="system.name", url=url_of, sort="system__name"),
        Column("sponsor", gettext_lazy("sponsor"), value="system.sponsor.name", sort="system__sponsor__name"),
        Column("kind", gettext_lazy("kind of system"), value="system.kind", sort="system__kind"),
        Column("purpose", gettext_lazy("made for"), sort="purpose"),
        Column("until", gettext_lazy("up to"), sort="until"),
        Column("grade", gettext_lazy("grade"), value=grade_in_words),
        Column("weight_open", gettext_lazy("weight open"), numeric=True),
        Column("at", gettext_lazy("made at"), sort="at", hidden=True),
    )
    filterset_class = AppraisalFilter
    default_sort = "-at"
    export_name = "appraisals"

    def get_actions(self) -> list[tuple[Any, str]]:
        year = timezone.localdate().year
        return [
            (gettext_lazy("The year at a glance"), reverse("appraisals:year", args=[year])),
            (gettext_lazy("Schemes"), reverse("appraisals:schemes")),
            (gettext_lazy("Lots"), reverse("appraisals:draws")),
        ]

    @cached_property
    def visible(self) -> QuerySet[Appraisal]:
        return appraisals_visible_to(self.request.user)

    def get_queryset(self) -> QuerySet[Any]:
        return self.visible.all()


@login_required
def detail(request: SignedInRequest, code: str) -> HttpResponse:
    """One appraisal; prints as it stands."""
    visible = appraisals_visible_to(request.user)
    appraisal = get_object_or_404(visible.select_related("follows", "self_evaluation__by"), code=code)
    said = getattr(appraisal, "self_evaluation", None)
    checks = spot_checks_visible_to(request.user).filter(result__appraisal=appraisal)
    context = {
        "appraisal": appraisal,
        "verdict": layout.verdict_of(appraisal),
        "facts": layout.facts_of(appraisal),
        "dimensions": layout.dimensions_of(appraisal, said.comments if said else None),
        "commitments": layout.commitments_of(appraisal),
        "self_evaluation": said,
        "check": checks.first() if appraisal.purpose == Purpose.SPOT_CHECK else None,
        "reads_proposals": reads_proposals(request.user),
        "later": visible.filter(follows=appraisal).first(),
        "events": events_of("Appraisal", appraisal.code),
        "printed_at": timezone.now(),
    }
    return render(request, "appraisals/appraisal.html", context)


@login_required
def of_system(request: SignedInRequest, code: str) -> HttpResponse:
    """What was appraised of one system: a panel, or a page of its own with what can be done."""
    system = get_object_or_404(systems_visible_to(request.user), code=code)
    return _of_system(request, system)


def _of_system(request: SignedInRequest, system: System, *, status: int = 200, **refused: Any) -> HttpResponse:
    today = timezone.localdate()
    appraisals = list(appraisals_visible_to(request.user).filter(system=system).order_by("-pk")[:10])
    context = {
        "system": system,
        "appraisals": [(each, layout.verdict_of(each)) for each in appraisals],
        "newest": appraisals[0] if appraisals else None,
        "verdicts": layout.verdicts_in_words(appraisals[0]) if appraisals else [],
    }
    if request.htmx:
        return render(request, "appraisals/of_system_panel.html", context)
    officer = officer_of(request.user)
    scheme = scheme_for(system.kind, on=today)
    since, until = last_twelve_months(today)
    read_off = commitments_of(system).filter(formula="")
    said = list(self_evaluations_of(system))
    context |= {
        "years": [year for year in (today.year, today.year - 1) if year not in {each.year for each in said}],
        "self_evaluations": said,
        "checks": spot_checks_visible_to(request.user).filter(system=system, result__isnull=False).order_by("-pk"),
        "assignments": [
            (each, layout.answers_of(each))
            for each in assignments_visible_to(request.user).filter(system=system, opinion__isnull=False)
        ],
        "is_sponsor": system.sponsor_id in officer.staff_of,
        "evaluation_obstacles": [
            *obstacles_to_officer(officer),
            *obstacles_to_appraise(stage=system.stage, has_scheme=scheme is not None),
        ],
        "period": PeriodForm(initial={"since": since, "until": until}),
        "reading": None
        if obstacles_to_reader(officer, sponsor_id=system.sponsor_id) or not read_off
        else ReadingForm(commitments=read_off, auto_id="reading_%s"),
        "scheme": scheme,
        **refused,
    }
    return render(request, "appraisals/of_system.html", context, status=status)


@require_POST
@login_required
def evaluate(request: SignedInRequest, code: str) -> HttpResponse:
    """Measure, and open an evaluation on the figures."""
    system = get_object_or_404(systems_visible_to(request.user), code=code)
    form = PeriodForm(request.POST)
    if form.is_valid():
        try:
            case = open_evaluation(system=system, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            add_obstacles(form, refusal)
        else:
            messages.success(request, _("The figures are frozen, and the evaluation is open."))
            return redirect("cases:detail", case.number)
    return _of_system(request, system, status=422, period=form)


@require_POST
@login_required
def read(request: SignedInRequest, code: str) -> HttpResponse:
    """Enter a value the program cannot compute."""
    system = get_object_or_404(systems_visible_to(request.user), code=code)
    form = ReadingForm(request.POST, commitments=commitments_of(system).select_related("system"), auto_id="reading_%s")
    if form.is_valid():
        try:
            read_off(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            add_obstacles(form, refusal)
        else:
            messages.success(request, _("The value is entered; the next appraisal counts it."))
            return redirect("appraisals:of-system", system.code)
    return _of_system(request, system, status=422, reading=form)


@login_required
def year(request: SignedInRequest, year: int) -> HttpResponse:
    """How the year's evaluations spread over the grades. Kinds of system, never people, villages or townships."""
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404
    visible = appraisals_visible_to(request.user)
    systems = systems_visible_to(request.user).filter(pk__in=systems_to_draw_from().order_by().values("pk"))
    names = [(name, capfirst(str(label))) for name, label in Grade.choices]
    grades = [*names, (UNCERTAIN, _("Not certain"))]
    context = {
        "year": year,
        "years": range(year - 1, min(year + 1, timezone.localdate().year) + 1),
        "grades": grades,
        "spread": [
            {"line": line, "counts": [(name, line.counts[name]) for name, _label in grades]}
            for line in spread_of(visible, year)
        ],
        "systems": systems.count(),
        "self_evaluated": self_evaluated(systems, year),
    }
    return render(request, "appraisals/year.html", context)


def add_obstacles(form: Any, refusal: Refused) -> None:
    """Show a refusal at the fields it is about, the rest on top of the form."""
    for obstacle in refusal.obstacles:
        form.add_error(obstacle.field if obstacle.field in form.fields else None, str(obstacle))
