"""The pages of this room, below ``/closeout/``."""

from django.urls import path

from lifecycle.closeout.pages import detail, holds, matter, schedule

app_name = "closeout"
urlpatterns = [
    path("holds/", holds.HoldList.as_view(), name="holds"),
    path("holds/<int:pk>/", holds.HoldPage.as_view(), name="hold"),
    path("<str:number>/", detail.Detail.as_view(), name="detail"),
    path("<str:number>/panel/", detail.OfCase.as_view(), name="of-case"),
    path("<str:number>/schedule/", schedule.Schedule.as_view(), name="schedule"),
    path("<str:number>/matters/<int:pk>/", matter.MatterPage.as_view(), name="matter"),
    path("<str:number>/matters/<int:pk>/<slug:deed>/", matter.MatterAct.as_view(), name="settle"),
    path("<str:number>/hand-over/<int:pk>/remove/", detail.RemoveItem.as_view(), name="hand-over-remove"),
    path("<str:number>/do/<slug:deed>/", detail.Act.as_view(), name="act"),
]
