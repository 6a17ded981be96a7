"""How often people bore out what each rule and each tier said."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from evaluations.findings.enums import DraftState, SignalName, Tier
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.precision import TIGHTER, Score, is_imprecise, scores_by_signal, scores_by_tier
from evaluations.findings.selectors.acts import sees_all_findings
from evaluations.findings.selectors.findings import policy_in_force
from evaluations.findings.selectors.policies import drafts
from evaluations.findings.selectors.precision import labelled
from evaluations.findings.wording import percent
from registry.organisations.requests import SignedInRequest
from registry.organisations.selectors import roles_of


@login_required
@require_safe
def page(request: SignedInRequest) -> HttpResponse:
    if not sees_all_findings(roles_of(request.user, on=timezone.localdate())):
        raise Http404
    numbers, decisions = policy_in_force(timezone.localdate()).numbers, labelled()
    last = numbers.precision_decisions
    signals = scores_by_signal(decisions, last=last)
    tiers = scores_by_tier(decisions, last=last)
    context = {
        "decisions": len(decisions),
        "right": sum(each.borne_out for each in decisions),
        "last": last,
        "least": percent(numbers.precision_least),
        "tables": [
            (_("By rule"), _("Rule"), [_row(_signal(name), score, numbers) for name, score in signals.items()]),
            (_("By tier"), _("Tier"), [_row(_tier(tier), score, numbers) for tier, score in tiers.items()]),
        ],
        "imprecise": [
            {"name": _signal(name), "can_be_moved": name in TIGHTER}
            for name, score in signals.items()
            if is_imprecise(score, numbers)
        ],
        "proposals": drafts().filter(state=DraftState.PROPOSED),
    }
    return render(request, "findings/precision.html", context)


def _row(name: str, score: Score, numbers: Parameters) -> dict[str, Any]:
    low, high = score.interval
    return {
        "name": name,
        "right": score.right,
        "of": score.of,
        "precision": percent(score.precision),
        "interval": f"{percent(low)} – {percent(high)} %",
        "last_right": sum(score.last),
        "last_of": len(score.last),
        "last_precision": percent(score.last_precision),
        "last": score.last,
        "is_imprecise": is_imprecise(score, numbers),
    }


def _signal(name: str) -> str:
    return f"{name} · {SignalName(name).label}"


def _tier(tier: str) -> str:
    return capfirst(str(Tier(tier).label)) if tier else _("Without a tier")
