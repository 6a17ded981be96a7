"""Where everything is."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from config import views
from config.api import schema  # noqa: F401 -- what the two views below say of every operation, and how programs sign in

api: list[URLPattern | URLResolver] = [
    path("", include("registry.systems.api")),
    path("", include("registry.overlap.api")),
    path("", include("lifecycle.cases.api")),
    path("", include("lifecycle.clearances.api")),
    path("", include("lifecycle.closeout.api")),
    path("", include("lifecycle.filings.api")),
    path("", include("lifecycle.commitments.api")),
    path("", include("evaluations.usage.api")),
    path("", include("evaluations.findings.api")),
    path("", include("evaluations.appraisals.api")),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api:schema", template_name="api_docs.html"),
        name="api-docs",
    ),
]

urlpatterns = [
    path("", include("evaluations.overview.urls")),
    path("", include("config.accounts_urls")),
    path("systems/", include("registry.systems.urls")),
    path("overlap/", include("registry.overlap.urls")),
    path("organisations/", include("registry.organisations.urls")),
    path("lists/", include("registry.lists.urls")),
    path("jobs/", include("registry.jobs.urls")),
    path("ledger/", include("registry.ledger.urls")),
    path("checkpoints/", include("registry.checkpoints.urls")),
    path("cases/", include("lifecycle.cases.urls")),
    path("clearances/", include("lifecycle.clearances.urls")),
    path("closeout/", include("lifecycle.closeout.urls")),
    path("filings/", include("lifecycle.filings.urls")),
    path("commitments/", include("lifecycle.commitments.urls")),
    path("red-lines/", include("lifecycle.red_lines.urls")),
    path("trace/", include("evaluations.tracing.urls")),
    path("calendar/", include("lifecycle.calendar.urls")),
    path("notices/", include("lifecycle.notices.urls")),
    path("usage/", include("evaluations.usage.urls")),
    path("findings/", include("evaluations.findings.urls")),
    path("evaluations/proof/", include("evaluations.proving.urls")),
    path("appraisals/", include("evaluations.appraisals.urls")),
    path("api/v1/", include((api, "api"))),
    path("problems/", views.problem, name="problems"),
    path("problems/<slug:code>/", views.problem, name="problem"),
    path("health/", views.health, name="health"),
]
if settings.DEMO:
    urlpatterns.append(path("estate/", include("config.demo.estate")))

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.not_found
handler500 = views.broken
