"""The page of this room: the overlap check (查重)."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from registry.organisations.requests import SignedInRequest
from registry.organisations.selectors import roles_today
from registry.overlap.forms import DraftForm
from registry.overlap.permissions import may_check_overlap
from registry.overlap.selectors import Hit, behind, most_similar
from registry.systems.models import System
from registry.systems.selectors import systems_visible_to


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: SignedInRequest) -> HttpResponse:
    """The ten systems most like a draft. ``?system=CODE`` starts from a registered one; POST keeps a draft out of addresses."""
    if not may_check_overlap(roles_today(request.user)):
        raise PermissionDenied
    visible = systems_visible_to(request.user)
    own = visible.filter(code=request.GET.get("system", "")).first()
    form = DraftForm(request.POST if request.method == "POST" else _as_draft(own) if own else None)
    hits = None
    if form.is_bound and form.is_valid():
        hits = most_similar(**form.cleaned_data, exclude=[own.code] if own else ())
    codes = [hit.system.code for hit in hits or ()]
    context = {
        "form": form,
        "own": own,
        "hits": hits,
        "open": set(visible.filter(code__in=codes).values_list("code", flat=True)),
        "shown": [_shown(hit) for hit in hits or ()],
        "behind": behind().count() if hits is not None else 0,
    }
    return render(request, "overlap/check.html", context)


def _as_draft(system: System) -> dict[str, str]:
    return {"name": system.name, "functions": system.functions, "kind": system.kind}


def _shown(hit: Hit) -> dict[str, Any]:
    return {
        "hit": hit,
        "system": hit.system,
        "similarity": round(hit.score * 100),
        "containment": round(hit.containment * 100),
        "pairs": [(pair.mine, pair.theirs, round(pair.score * 100)) for pair in hit.pairs],
    }
