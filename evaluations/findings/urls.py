"""The pages of this room, below ``/findings/``."""

from django.urls import URLPattern, path

from evaluations.findings.pages import acting, incidents, reading

app_name = "findings"
urlpatterns: list[URLPattern] = [
    path("", reading.FindingList.as_view(), name="list"),
    path("incidents/", incidents.IncidentList.as_view(), name="incidents"),
    path("incidents/<int:pk>/", incidents.detail, name="incident"),
    path("incidents/<int:pk>/<slug:act>/", incidents.decide, name="incident-act"),
    path("of/<str:code>/", reading.of_system, name="of-system"),
    path("<str:code>/", reading.detail, name="detail"),
    *(path(f"<str:code>/{act}/", acting.page_of(act), name=act) for act in reading.FORMS),
]
