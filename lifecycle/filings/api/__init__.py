"""The API of this room, below ``/api/v1/``."""

from django.urls import path

from lifecycle.filings.api import views

_CASE = "retirements/<str:number>/filings"

urlpatterns = [
    path("filings/", views.FilingList.as_view(), name="filings"),
    path("filings/<int:pk>/", views.FilingDetail.as_view(), name="filing"),
    path("systems/<str:code>/filings/", views.FilingsOfSystem.as_view(), name="filings-of-system"),
    path(f"{_CASE}/", views.ChecklistView.as_view(), name="filings-of-case"),
    path(f"{_CASE}/<int:pk>/cancellation/", views.CancellationView.as_view(), name="filing-cancellation"),
]
