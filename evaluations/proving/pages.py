"""The last report, for those who work with findings."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evaluations.findings.permissions import may_read_all_findings
from evaluations.proving import presenters
from evaluations.proving.enums import Generator
from evaluations.proving.models import Proof
from evaluations.proving.services import code_of_the_detector
from registry.organisations.requests import SignedInRequest
from registry.systems.selectors import held_today


@login_required
@require_safe
def latest(request: SignedInRequest) -> HttpResponse:
    """Targets beside figures, and which seeds, policy and code they are of; says so when either has changed since."""
    if not may_read_all_findings({role for role, _organisation in held_today(request.user)}):
        raise PermissionDenied
    proof = Proof.objects.select_related("policy").first()
    context: dict[str, Any] = {"proof": proof, "compared": _compared()}
    if proof:
        report = proof.report
        context |= {
            "report": report,
            "stale": proof.code_sha256 != code_of_the_detector(),
            "figures": {"headers": presenters.figure_headers(), "rows": presenters.figure_rows(report)},
            "classes": {"headers": presenters.class_headers(), "rows": presenters.class_rows(report)},
            "times": {"headers": presenters.time_headers(), "rows": presenters.time_rows(report)},
            "flips": {"headers": presenters.flip_headers(), "rows": presenters.flip_rows(report)},
            "variants": {"headers": presenters.variant_headers(), "rows": presenters.variant_rows(report)},
        }
    return render(request, "proving/latest.html", context)


def _compared() -> dict[str, Any] | None:
    """The last report of each generator side by side, once there are both."""
    found = [Proof.objects.filter(generator=each).first() for each in Generator]
    proofs = [each for each in found if each]
    if len(proofs) < len(Generator):
        return None
    reports = [each.report | {"generator": each.generator} for each in proofs]
    return {
        "proofs": proofs,
        "headers": presenters.compared_headers(reports),
        "rows": presenters.compared_rows(reports),
    }
