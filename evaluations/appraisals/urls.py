"""The pages of this room, below ``/appraisals/``."""

from django.urls import URLPattern, path

from evaluations.appraisals.pages import appraisals, lots, rectification, schemes, self_evaluations

app_name = "appraisals"
urlpatterns: list[URLPattern] = [
    path("", appraisals.AppraisalList.as_view(), name="list"),
    path("years/<int:year>/", appraisals.year, name="year"),
    path("schemes/", schemes.listing, name="schemes"),
    path("schemes/<slug:kind>/new/", schemes.new_version, name="new-scheme"),
    path("schemes/<slug:kind>/<int:version>/", schemes.detail, name="scheme"),
    path("draws/", lots.listing, name="draws"),
    path("draws/spot-checks/", lots.draw_systems, name="draw-spot-checks"),
    path("draws/cross-assessment/", lots.draw_organisations, name="draw-cross-assessment"),
    path("draws/<str:code>/", lots.detail, name="draw"),
    path("checks/<int:pk>/", lots.check, name="check"),
    path("opinions/<int:pk>/", lots.opinion, name="opinion"),
    path("of/<str:code>/", appraisals.of_system, name="of-system"),
    path("of/<str:code>/evaluations/", appraisals.evaluate, name="evaluate"),
    path("of/<str:code>/readings/", appraisals.read, name="read"),
    path("of/<str:code>/<int:year>/", self_evaluations.self_evaluation, name="self-evaluation"),
    path("cases/<str:number>/", rectification.of_case, name="of-case"),
    path("cases/<str:number>/remeasurements/", rectification.measure_again, name="remeasure"),
    path("cases/<str:number>/bundle/", rectification.bundle, name="bundle"),
    path("<str:code>/", appraisals.detail, name="detail"),
]
