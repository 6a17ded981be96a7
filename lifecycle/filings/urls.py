"""The pages of this room, below ``/filings/``."""

from django.urls import path

from lifecycle.filings.pages import checklist, filings, papers

app_name = "filings"
urlpatterns = [
    path("", filings.FilingList.as_view(), name="list"),
    path("of-system/<str:code>/", filings.of_system, name="of-system"),
    path("of-system/<str:code>/new/", filings.filing_new, name="new"),
    path("<int:pk>/", filings.filing_edit, name="edit"),
    path("of-case/<str:number>/", checklist.Checklist.as_view(), name="of-case"),
    path("of-case/<str:number>/<int:pk>/", checklist.EndFiling.as_view(), name="end"),
    path("of-case/<str:number>/approval-form.docx", papers.ApprovalFormDocx.as_view(), name="approval-form"),
    path("of-case/<str:number>/exit-report/", papers.ExitReport.as_view(), name="exit-report"),
    path("of-case/<str:number>/exit-report.docx", papers.ExitReportDocx.as_view(), name="exit-report-docx"),
]
