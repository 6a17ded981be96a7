"""The API of this room, below ``/api/v1/``."""

from django.urls import path

from lifecycle.clearances.api import views

_CASE = "retirements/<str:number>"
_KIND = f"{_CASE}/clearances/<str:kind>"

urlpatterns = [
    path(f"{_CASE}/report/", views.ReportView.as_view(), name="retirement-report"),
    path(f"{_CASE}/clearances/", views.ClearanceList.as_view(), name="clearances"),
    path(f"{_CASE}/probes/", views.ProbeRequests.as_view(), name="clearance-probe-requests"),
    path(f"{_KIND}/", views.ClearanceView.as_view(), name="clearance"),
    path(f"{_KIND}/items/", views.ItemList.as_view(), name="clearance-items"),
    path(f"{_KIND}/items/<int:pk>/", views.ItemView.as_view(), name="clearance-item"),
    path(f"{_KIND}/items/<int:pk>/waiver/", views.WaiverView.as_view(), name="clearance-waiver"),
    path(f"{_KIND}/items/<int:pk>/probes/", views.ProbeList.as_view(), name="clearance-probes"),
    path(f"{_KIND}/lists/", views.ListList.as_view(), name="clearance-lists"),
]
