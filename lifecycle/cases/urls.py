"""The pages of this room, below ``/cases/``."""

from django.urls import path

from lifecycle.cases.pages.case import CaseDetail, MyTask
from lifecycle.cases.pages.commands import CommandPage
from lifecycle.cases.pages.lists import CaseList, CasesOfSystem
from lifecycle.cases.pages.opening import ChooseProcess, OpenCase
from lifecycle.cases.pages.printing import ApprovalForm
from lifecycle.cases.pages.reviews import CheckReview, Receipt, WriteReview
from lifecycle.cases.pages.submissions import CheckSubmission, WriteSubmission

app_name = "cases"
urlpatterns = [
    path("", CaseList.as_view(), name="list"),
    path("open/", ChooseProcess.as_view(), name="open"),
    path("open/<slug:process>/", OpenCase.as_view(), name="open-of"),
    path("of-system/<str:code>/", CasesOfSystem.as_view(), name="of-system"),
    path("<str:number>/", CaseDetail.as_view(), name="detail"),
    path("<str:number>/task/", MyTask.as_view(), name="task"),
    path("<str:number>/approval-form/", ApprovalForm.as_view(), name="sheet"),
    path("<str:number>/submission/", WriteSubmission.as_view(), name="submission"),
    path("<str:number>/submission/check/", CheckSubmission.as_view(), name="submission-check"),
    path("<str:number>/review/<slug:step>/", WriteReview.as_view(), name="review"),
    path("<str:number>/review/<slug:step>/check/", CheckReview.as_view(), name="check"),
    path("<str:number>/receipts/<int:pk>/", Receipt.as_view(), name="receipt"),
    path("<str:number>/do/<slug:act>/", CommandPage.as_view(), name="act"),
    path("<str:number>/do/<slug:act>/<slug:target>/", CommandPage.as_view(), name="act-on"),
]
