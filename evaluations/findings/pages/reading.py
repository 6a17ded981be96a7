"""The list of findings, one finding, and the panel on a system's fact sheet."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import SETTLED_STATES
from evaluations.findings.filters import FindingFilter
from evaluations.findings.forms.acts import (
    ActForm,
    AnswerForm,
    ConfirmationForm,
    DismissalForm,
    InquiryForm,
    ReasonForm,
    SnoozeForm,
)
from evaluations.findings.models import Finding
from evaluations.findings.pages.offers import ids_of, laid_out
from evaluations.findings.pages.readings import judged_until, limbs_in_words, reading_of, signals_in_words
from evaluations.findings.rules.exempting import obstacles_to_ask_exemption
from evaluations.findings.selectors.acts import Offer, Sight, acts_offered, findings_visible_to, officer_of, sight_of
from evaluations.findings.selectors.exemptions import exemptions_visible_to
from evaluations.findings.selectors.findings import in_shadow
from evaluations.findings.selectors.inquiries import inquiries_of
from evaluations.findings.selectors.rulings import earlier_rulings
from evaluations.usage.charts import chart_of, drawn_measure
from evaluations.usage.selectors import weekly_series
from registry.ledger.selectors import events_of
from registry.lists.columns import Column
from registry.lists.pages import ListPage
from registry.organisations.requests import SignedInRequest
from registry.systems.selectors import systems_visible_to

FORMS: dict[str, type[ActForm]] = {
    "claim": ActForm,
    "ask": InquiryForm,
    "answer": AnswerForm,
    "confirm": ConfirmationForm,
    "dismiss": DismissalForm,
    "report-data": ReasonForm,
    "snooze": SnoozeForm,
    "release": ReasonForm,
    "reopen": ReasonForm,
}
CHART_WEEKS = 61
OTHERS_OFFICE = {"not-case-officer", "not-asked"}


def url_of(finding: Finding) -> str:
    return reverse("findings:detail", args=[finding.code])


class FindingList(ListPage):
    heading = _("Findings")
    subheading = _("What the measurements suggest. A person decides, with a reason.")
    columns = (
        Column("code", _("finding"), url=url_of, sort="code", hidden=True),
        Column("system", _("system name"), value="system.name", url=url_of, sort="system__name"),
        Column("sponsor", _("sponsor"), value="system.sponsor.name", sort="system__sponsor__name"),
        Column("kind", _("kind"), sort="kind"),
        Column("tier", _("tier"), component="status", sort=("tier", "since", "code")),
        Column("signals", _("signals"), value=signals_in_words),
        Column("limbs", _("limbs"), value=limbs_in_words, hidden=True),
        Column("since", _("since"), sort="since"),
        Column("state", _("state"), component="status", sort="state"),
        Column("claimed_by", _("claimed by"), value="claimed_by.name", hidden=True),
        Column("policy", _("policy"), value="policy.code", hidden=True),
    )
    filterset_class = FindingFilter
    default_sort = "tier"
    export_name = "findings"
    template_name = "findings/list.html"

    @cached_property
    def sight(self) -> Sight:
        """Asked for once a page: saying who sees what takes two queries."""
        return sight_of(self.request.user)

    def get_queryset(self) -> QuerySet[Any]:
        return self.sight.findings.defer("evidence")

    def get_context_data(self) -> dict[str, Any]:
        return {**super().get_context_data(), "sight": self.sight}


@login_required
def detail(request: SignedInRequest, code: str) -> HttpResponse:
    finding = get_object_or_404(findings_visible_to(request.user), code=code)
    return render_finding(request, finding)


def render_finding(request: SignedInRequest, finding: Finding, *, status: int = 200, **refused: Any) -> HttpResponse:
    """The page of one finding; ``refused`` carries the form of an act that was not done, with its errors, by the act's name."""
    offers = laid_out(
        fitting(acts_offered(finding, request.user)),
        form=lambda act: FORMS[act](initial={"version": finding.version}, auto_id=ids_of(act), finding=finding),
        url=lambda act: reverse(f"findings:{act}", args=[finding.code]),
        refused=refused,
    )
    inquiries = inquiries_of(finding)
    return render(
        request,
        "findings/finding.html",
        {
            "finding": finding,
            "reading": reading_of(finding),
            "chart": _chart(finding),
            **offers,
            "is_settled": finding.state in SETTLED_STATES,
            "events": events_of("Finding", finding.code),
            "inquiries": inquiries,
            "in_shadow": bool(inquiries) and in_shadow(),
            "earlier": earlier_rulings(finding),
        },
        status=status,
    )


def fitting(offers: Iterable[Offer]) -> list[Offer]:
    """Without the acts that are other people's office: the API tells their reasons, a page would drown in them."""
    return [offer for offer in offers if not OTHERS_OFFICE & {each.code for each in offer.obstacles}]


def _chart(finding: Finding) -> dict[str, Any] | None:
    """The weeks up to the evidence's last day, of earlier names too, as they are judged; none where nobody counted anything."""
    points = weekly_series(finding.system, until=judged_until(finding), weeks=CHART_WEEKS, whole_line=True)
    measure = drawn_measure(points)
    return chart_of(points, measure=measure, identifier="usage-chart") if measure else None


@login_required
def of_system(request: SignedInRequest, code: str) -> HttpResponse:
    """What is or was found about one system: a panel, or a page of its own."""
    system = get_object_or_404(systems_visible_to(request.user), code=code)
    sight = sight_of(request.user)
    template = "findings/of_system_panel.html" if request.htmx else "findings/of_system.html"
    context = {
        "system": system,
        "sight": sight,
        "findings": sight.findings.filter(system=system).order_by("-first_seen_on"),
        "exemptions": exemptions_visible_to(request.user).filter(system=system),
        "may_ask": not obstacles_to_ask_exemption(system, officer_of(request.user)),
    }
    return render(request, template, context)
