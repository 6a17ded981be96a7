"""The API of this room, below ``/api/v1/``."""

from django.urls import URLPattern, path

from evaluations.usage.api.assessments import AssessmentDaysView, AssessmentDayView
from evaluations.usage.api.collectors import CollectorsView, CollectorView
from evaluations.usage.api.reporting import HeartbeatView, SystemUsageView, UsageView

urlpatterns: list[URLPattern] = [
    path("usage/", UsageView.as_view(), name="usage"),
    path("usage/assessment-days/", AssessmentDaysView.as_view(), name="assessment-days"),
    path("usage/assessment-days/<int:pk>/", AssessmentDayView.as_view(), name="assessment-day"),
    path("usage/collectors/", CollectorsView.as_view(), name="collectors"),
    path("usage/collectors/<path:code>/", CollectorView.as_view(), name="collector"),
    path("usage/heartbeats/", HeartbeatView.as_view(), name="usage-heartbeats"),
    path("systems/<str:code>/usage/", SystemUsageView.as_view(), name="system-usage"),
]
