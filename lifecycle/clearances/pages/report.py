"""The completion report as a page to print."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from lifecycle.cases.enums import State
from lifecycle.cases.models import Case
from lifecycle.clearances.pages.frame import ClearancesPage
from lifecycle.clearances.selectors import report_of


class ReportPage(ClearancesPage):
    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        report = report_of(self.case, reader=self.person)
        return render(
            request,
            "clearances/report.html",
            {
                "report": report,
                "case": self.case,
                "identity": _identity(self.case),
                "submitted": _submitted(self.case, report.submission.content if report.submission else {}),
                "is_over": self.case.state == State.CLOSED,
                "now": timezone.now(),
                "steps": {step.code: step.label for step in self.case.table.steps},
            },
        )


def _identity(case: Case) -> list[tuple[Any, Any]]:
    """What the system is, as the register has it now."""
    system = case.system
    return [
        (_("System"), system.name),
        (_("System code"), system.code),
        (_("System kind"), system.get_kind_display()),
        (_("Sponsor"), f"{system.sponsor.name} {system.sponsor.code}"),
        (_("Operator"), system.operator.name if system.operator else None),
        (_("Launched on"), system.launched_on and f"{system.launched_on:%Y-%m-%d}"),
        (_("Approved by"), system.approved_by),
        (_("Build cost (10,000 yuan)"), _wan(system.build_cost_fen)),
        (_("Annual cost (10,000 yuan)"), _wan(system.annual_cost_fen)),
        (_("Contract ends on"), system.contract_ends_on and f"{system.contract_ends_on:%Y-%m-%d}"),
        (_("Stage"), system.get_stage_display()),
    ]


def _wan(fen: int | None) -> str | None:
    return None if fen is None else f"{fen / 1_000_000:,.2f}"


def _submitted(case: Case, content: dict[str, str]) -> list[tuple[Any, str]]:
    return [(item.label, content.get(item.code, "")) for item in case.table.fields if content.get(item.code)]
