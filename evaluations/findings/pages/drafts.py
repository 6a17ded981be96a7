"""One change of the policy on its way: what it changes, what last year would have looked like, and who decides."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from evaluations.findings.enums import OPEN_DRAFTS, FindingKind, Provenance, SignalName
from evaluations.findings.forms.exemptions import DecidingForm, ReplayForm, TakeUpForm
from evaluations.findings.models import PolicyDraft
from evaluations.findings.pages.deciding import decided
from evaluations.findings.pages.offers import ids_of, laid_out
from evaluations.findings.pages.thresholds import in_words, meaning_of
from evaluations.findings.rules.policies import PARAMETERS, needs_what_if
from evaluations.findings.selectors.acts import sees_all_findings
from evaluations.findings.selectors.policies import draft_acts_offered, drafts
from evaluations.findings.services import policies
from registry.jobs.models import Job
from registry.jobs.tasks import nudge
from registry.ledger.selectors import events_of
from registry.organisations.models import Person
from registry.organisations.requests import SignedInRequest
from registry.organisations.selectors import roles_of


def _replay(**said: Any) -> Job:
    job = policies.replay(**said)
    nudge()
    return job


ACTS: dict[str, tuple[Callable[..., Any], type[forms.Form]]] = {
    "replay": (_replay, ReplayForm),
    "take-up": (policies.take_up, TakeUpForm),
    "approve": (policies.approve, DecidingForm),
    "refuse": (policies.refuse, DecidingForm),
    "withdraw": (policies.withdraw, DecidingForm),
}


@login_required
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _shown(request, _draft(request.user, pk), {})


@login_required
@require_POST
def decide(request: SignedInRequest, pk: int, act: str) -> HttpResponse:
    draft = _draft(request.user, pk)
    if act not in ACTS:
        raise Http404
    do, shape = ACTS[act]
    return decided(
        request,
        act,
        shape(request.POST, auto_id=ids_of(act)),
        lambda **said: do(draft=draft, **said),
        shown=lambda refused: _shown(request, draft, refused, status=422),
        back=reverse("findings:draft", args=[pk]),
        told=_("Being worked out; it may take some minutes.") if act == "replay" else _("Recorded."),
    )


def _draft(person: Person, pk: int) -> PolicyDraft:
    """Replays name systems: whoever does not see every finding sees no draft."""
    if not sees_all_findings(roles_of(person, on=timezone.localdate())):
        raise Http404
    return get_object_or_404(drafts(), pk=pk)


def _shown(
    request: SignedInRequest, draft: PolicyDraft, refused: Mapping[str, forms.Form], *, status: int = 200
) -> HttpResponse:
    """``refused`` carries the form of an act that was not done, with its errors, by the act's name."""
    offers = laid_out(
        draft_acts_offered(draft, request.user),
        form=lambda act: ACTS[act][1](initial={"version": draft.version}, auto_id=ids_of(act)),
        url=lambda act: reverse("findings:draft-act", args=[draft.pk, act]),
        refused=refused,
    )
    is_fresh = draft.what_if is not None and draft.what_if_sha256 == draft.values_sha256
    job = draft.what_if_job
    context = {
        "draft": draft,
        "changes": [_change(draft, name) for name in PARAMETERS if name in draft.changes],
        "because": _because(draft),
        "needs_what_if": needs_what_if(draft.changes),
        "what_if": draft.what_if if is_fresh else None,
        "tables": [
            (_("Would have come"), _rows(draft.what_if["added"])),
            (_("Would have gone"), _rows(draft.what_if["removed"])),
        ]
        if is_fresh and draft.what_if
        else [],
        "is_settled": draft.state not in OPEN_DRAFTS,
        "is_running": bool(job and job.finished_at is None),
        "job": job,
        **offers,
        "events": events_of("PolicyDraft", draft.code),
    }
    return render(request, "findings/draft.html", context, status=status)


def _change(draft: PolicyDraft, name: str) -> dict[str, Any]:
    about, told = PARAMETERS[name].metadata, draft.changes[name]
    unit = about["unit"]
    return {
        "meaning": meaning_of(name),
        "before": in_words(getattr(draft.based_on.numbers, name), unit),
        "value": in_words(told["value"], unit),
        "provenance": capfirst(str(Provenance(told["provenance"]).label)),
        "source": told.get("source", ""),
        "reason": told["reason"],
    }


def _because(draft: PolicyDraft) -> dict[str, Any] | None:
    if draft.because is None:
        return None
    signal = draft.because["signal"]
    return {**draft.because, "signal": f"{signal} · {SignalName(signal).label}"}


def _rows(told: list[dict[str, str]]) -> list[dict[str, Any]]:
    return [{**each, "kind": FindingKind(each["kind"]).label} for each in told]
