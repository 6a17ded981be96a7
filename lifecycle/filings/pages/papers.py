"""Papers to print and to take along."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lifecycle.filings.pages.frame import FilingsPage
from lifecycle.filings.papers import Paper, approval_form, as_docx, exit_report

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class ApprovalFormDocx(FilingsPage):
    """The approval form (审批表) of a case; the page to print is the case's own."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        return download(approval_form(self.case, self.person))


class ExitReport(FilingsPage):
    """The exit report (退出报告), to print."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        paper = exit_report(self.case, self.person)
        return render(request, "filings/exit_report.html", {"case": self.case, "paper": paper})


class ExitReportDocx(FilingsPage):
    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        return download(exit_report(self.case, self.person))


def download(paper: Paper) -> HttpResponse:
    answer = HttpResponse(as_docx(paper), content_type=DOCX)
    name = quote(f"{paper.number} {paper.title}.docx")
    answer["Content-Disposition"] = f"attachment; filename=\"{quote(paper.number)}.docx\"; filename*=UTF-8''{name}"
    return answer
