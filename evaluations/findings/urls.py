"""The pages of this room, below ``/findings/``."""

from django.urls import URLPattern, path

from evaluations.findings.pages import acting, drafts, exemptions, incidents, policies, precision, reading

app_name = "findings"
urlpatterns: list[URLPattern] = [
    path("", reading.FindingList.as_view(), name="list"),
    path("incidents/", incidents.IncidentList.as_view(), name="incidents"),
    path("incidents/<int:pk>/", incidents.detail, name="incident"),
    path("incidents/<int:pk>/<slug:act>/", incidents.decide, name="incident-act"),
    path("exemptions/", exemptions.ExemptionList.as_view(), name="exemptions"),
    path("exemptions/of/<str:code>/", exemptions.ask, name="new-exemption"),
    path("exemptions/<int:pk>/", exemptions.detail, name="exemption"),
    path("exemptions/<int:pk>/<slug:act>/", exemptions.decide, name="exemption-act"),
    path("policy/", policies.in_force, name="policy"),
    path("policy/draft/", policies.draft, name="new-draft"),
    path("policy/<int:version>/", policies.version, name="policy-version"),
    path("drafts/<int:pk>/", drafts.detail, name="draft"),
    path("drafts/<int:pk>/<slug:act>/", drafts.decide, name="draft-act"),
    path("precision/", precision.page, name="precision"),
    path("of/<str:code>/", reading.of_system, name="of-system"),
    path("<str:code>/", reading.detail, name="detail"),
    *(path(f"<str:code>/{act}/", acting.page_of(act), name=act) for act in reading.FORMS),
]
