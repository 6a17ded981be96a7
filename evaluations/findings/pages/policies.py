"""The policy: every number with its source, older versions and what differs, and drafting a change."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from evaluations.findings.enums import OPEN_DRAFTS
from evaluations.findings.forms.policies import DraftForm
from evaluations.findings.models import Policy
from evaluations.findings.pages.offers import add_obstacles
from evaluations.findings.pages.thresholds import grouped
from evaluations.findings.rules.policies import PARAMETERS, needs_what_if, obstacles_to_draft
from evaluations.findings.selectors.acts import officer_of, sees_all_findings
from evaluations.findings.selectors.findings import policy_in_force
from evaluations.findings.selectors.policies import drafts, newest_policy, policies, thresholds
from evaluations.findings.services.policies import draft_policy
from registry.ledger.selectors import events_of
from registry.organisations.requests import SignedInRequest
from registry.organisations.selectors import roles_of
from registry.refusals import Obstacle, Refused


@login_required
@require_safe
def in_force(request: SignedInRequest) -> HttpResponse:
    """The policy of today."""
    return _shown(request, policy_in_force(timezone.localdate()), policy_in_force(timezone.localdate()))


@login_required
@require_safe
def version(request: SignedInRequest, version: int) -> HttpResponse:
    """Any version; ``?with=1`` compares it with another than the one before."""
    policy = get_object_or_404(Policy, version=version)
    return _shown(request, policy, policy_in_force(timezone.localdate()))


def _shown(request: SignedInRequest, policy: Policy, today: Policy) -> HttpResponse:
    versions = list(policies())
    asked = request.GET.get("with", "")
    other = next((each for each in versions if str(each.version) == asked), None)
    before = other or next((each for each in versions if each.version < policy.version), None)
    rows = thresholds(policy, compared_with=before)
    sees_drafts = sees_all_findings(roles_of(request.user, on=timezone.localdate()))
    context = {
        "policy": policy,
        "is_in_force": policy == today,
        "versions": versions,
        "before": before,
        "groups": grouped(rows),
        "differences": [row for group in grouped(rows) for row in group["rows"] if row["is_changed"]] if before else [],
        "shadow": policy.numbers.shadow,
        "drafts": drafts().filter(state__in=OPEN_DRAFTS) if sees_drafts else [],
        "sees_drafts": sees_drafts,
        "obstacles": obstacles_to_draft(officer_of(request.user)),
        "events": events_of("Policy", policy.code),
    }
    return render(request, "findings/policy.html", context)


@login_required
def draft(request: SignedInRequest) -> HttpResponse:
    """Change the numbers named in the address; begins as the newest version. Nothing entered is lost."""
    newest = Policy.objects.get(pk=newest_policy())
    chosen = [name for name in request.GET.getlist("name") if name in PARAMETERS]
    if not chosen:
        messages.error(request, _("Choose at least one threshold to change."))
        return redirect("findings:policy")
    obstacles: list[Obstacle] = obstacles_to_draft(officer_of(request.user))
    form = DraftForm(request.POST or None, chosen=chosen, numbers=newest.numbers)
    if request.method == "POST" and form.is_valid():
        try:
            made = draft_policy(changes=form.changes(), effective_on=form.cleaned_data["effective_on"], by=request.user)
        except Refused as refused:
            add_obstacles(form, refused.obstacles)
        else:
            messages.success(
                request,
                _("Drafted. See what last year would have looked like; then a second person decides.")
                if needs_what_if(made.changes)
                else _("Drafted. A second person decides."),
            )
            return redirect("findings:draft", pk=made.pk)
    rows = {row["name"]: row for group in grouped(thresholds(newest)) for row in group["rows"]}
    groups = [{**each, "now": rows[name]} for name, each in zip(form.chosen, form.groups(), strict=True)]
    context = {"form": form, "groups": groups, "newest": newest, "obstacles": obstacles}
    return render(request, "findings/new_draft.html", context, status=422 if form.errors else 200)
