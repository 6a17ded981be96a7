"""A trace as a page, for printing and as JSON."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View

from evaluations.appraisals.models import Appraisal
from evaluations.findings.models import Finding
from evaluations.tracing.nodes import Node
from evaluations.tracing.selectors.cases import trace_of
from evaluations.tracing.selectors.deeds import deeds_of_organisation, deeds_of_person
from evaluations.tracing.selectors.origins import trace_of_appraisal, trace_of_commitment, trace_of_finding
from evaluations.tracing.selectors.reach import Reach, reach_of
from lifecycle.commitments.models import Commitment
from registry.organisations.models import Organisation, Person


class TracePage(LoginRequiredMixin, View):
    """``?as=json`` answers with the tree as one document, ``?as=print`` with every branch open."""

    http_method_names = ["get", "head", "options"]

    @cached_property
    def reach(self) -> Reach:
        return reach_of(self.request.user)  # type: ignore[arg-type]

    def root(self, **named: Any) -> Node:
        """The tree; 404 for what is out of reach."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        if self.reach.is_none:
            raise PermissionDenied
        root, wanted = self.root(**named), request.GET.get("as", "")
        if wanted == "json":
            return JsonResponse(root.as_json(), json_dumps_params={"ensure_ascii": False})
        context = {"root": root, "prints": wanted == "print", "at": timezone.now()}
        return render(request, "tracing/trace.html", context)


class TraceCase(TracePage):
    def root(self, **named: Any) -> Node:
        return trace_of(get_object_or_404(self.reach.cases(), number=named["number"]), self.reach.person)


class TraceCommitment(TracePage):
    def root(self, **named: Any) -> Node:
        promised = Commitment.objects.select_related("system", "promised_by", "indicator")
        if not self.reach.whole:
            promised = promised.filter(case_number__in=self.reach.cases().values("number"))
        found = get_object_or_404(promised, case_number=named["number"], position=named["position"])
        return trace_of_commitment(found, self.reach)


class TraceFinding(TracePage):
    def root(self, **named: Any) -> Node:
        findings = Finding.objects.select_related("system", "policy")
        if not self.reach.whole:
            findings = findings.filter(case_number__in=self.reach.cases().values("number"))
        return trace_of_finding(get_object_or_404(findings, code=named["code"]), self.reach)


class TraceAppraisal(TracePage):
    def root(self, **named: Any) -> Node:
        appraisals = Appraisal.objects.select_related("system", "scheme", "case")
        if not self.reach.whole:
            appraisals = appraisals.filter(case__in=self.reach.cases())
        return trace_of_appraisal(get_object_or_404(appraisals, code=named["code"]), self.reach)


class TracePerson(TracePage):
    def root(self, **named: Any) -> Node:
        return deeds_of_person(get_object_or_404(Person, username=named["account"]), self.reach)


class TraceOrganisation(TracePage):
    def root(self, **named: Any) -> Node:
        return deeds_of_organisation(get_object_or_404(Organisation, code=named["code"]), self.reach)
