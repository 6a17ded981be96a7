"""The pages of this room, below ``/trace/``."""

from django.urls import path

from evaluations.tracing import pages

app_name = "tracing"
urlpatterns = [
    path("cases/<str:number>/", pages.TraceCase.as_view(), name="case"),
    path("commitments/<str:number>/<int:position>/", pages.TraceCommitment.as_view(), name="commitment"),
    path("findings/<str:code>/", pages.TraceFinding.as_view(), name="finding"),
    path("appraisals/<path:code>/", pages.TraceAppraisal.as_view(), name="appraisal"),
    path("people/<str:account>/", pages.TracePerson.as_view(), name="person"),
    path("organisations/<str:code>/", pages.TraceOrganisation.as_view(), name="organisation"),
]
