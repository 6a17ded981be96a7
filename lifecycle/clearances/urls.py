"""The pages of this room, below ``/clearances/``."""

from django.urls import path

from lifecycle.clearances.pages import detail
from lifecycle.clearances.pages.report import ReportPage

app_name = "clearances"
urlpatterns = [
    path("<str:number>/", detail.Detail.as_view(), name="detail"),
    path("<str:number>/report/", ReportPage.as_view(), name="report"),
    path("<str:number>/notice/", detail.Tombstone.as_view(), name="tombstone"),
    path("<str:number>/probe/", detail.ProbeNow.as_view(), name="probe"),
    path("<str:number>/shutdown/", detail.Shutdown.as_view(), name="shutdown"),
    path("<str:number>/items/<int:pk>/", detail.ItemPage.as_view(), name="item"),
    path("<str:number>/items/<int:pk>/remove/", detail.RemoveItem.as_view(), name="remove"),
    path("<str:number>/<str:kind>/<str:deed>/", detail.Act.as_view(), name="act"),
]
