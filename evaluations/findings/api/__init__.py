"""The API of this room, below ``/api/v1/``. Acts that leave a record are created resources."""

from django.urls import URLPattern, path

from evaluations.findings.api import acts, findings

urlpatterns: list[URLPattern] = [
    path("findings/", findings.FindingList.as_view(), name="finding-list"),
    path("findings/<str:code>/", findings.FindingOne.as_view(), name="finding-detail"),
    path("findings/<str:code>/claims/", acts.Claims.as_view(), name="finding-claims"),
    path("findings/<str:code>/releases/", acts.Releases.as_view(), name="finding-releases"),
    path("findings/<str:code>/snoozes/", acts.Snoozes.as_view(), name="finding-snoozes"),
    path("findings/<str:code>/inquiries/", acts.Inquiries.as_view(), name="finding-inquiries"),
    path("findings/<str:code>/answers/", acts.Answers.as_view(), name="finding-answers"),
    path("findings/<str:code>/confirmations/", acts.Confirmations.as_view(), name="finding-confirmations"),
    path("findings/<str:code>/dismissals/", acts.Dismissals.as_view(), name="finding-dismissals"),
    path("findings/<str:code>/data-problems/", acts.DataProblems.as_view(), name="finding-data-problems"),
    path("findings/<str:code>/reopenings/", acts.Reopenings.as_view(), name="finding-reopenings"),
]
