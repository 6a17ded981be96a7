"""The API of this room, below ``/api/v1/``. Acts that leave a record are created resources."""

from django.urls import URLPattern, path

from evaluations.appraisals.api import appraisals, lots, self_evaluations

_SYSTEM = "systems/<str:code>"

urlpatterns: list[URLPattern] = [
    path("schemes/", appraisals.SchemeList.as_view(), name="scheme-list"),
    path("schemes/<str:kind>/<str:version>/", appraisals.SchemeOne.as_view(), name="scheme-detail"),
    path("appraisals/", appraisals.AppraisalList.as_view(), name="appraisal-list"),
    path("appraisals/<str:code>/", appraisals.AppraisalOne.as_view(), name="appraisal-detail"),
    path(f"{_SYSTEM}/self-evaluations/", self_evaluations.SelfEvaluations.as_view(), name="self-evaluations"),
    path(f"{_SYSTEM}/self-evaluations/<str:year>/", self_evaluations.OneYear.as_view(), name="self-evaluation"),
    path(f"{_SYSTEM}/readings/", self_evaluations.Readings.as_view(), name="readings"),
    path(f"{_SYSTEM}/readings/<int:pk>/", self_evaluations.OneReading.as_view(), name="reading"),
    path("draws/", lots.Draws.as_view(), name="draws"),
    path("draws/spot-checks/", lots.SpotCheckDraws.as_view(), name="spot-check-draws"),
    path("draws/cross-assessments/", lots.CrossAssessmentDraws.as_view(), name="cross-assessment-draws"),
    path("draws/<str:code>/", lots.OneDraw.as_view(), name="draw"),
    path("spot-checks/<int:pk>/", lots.OneSpotCheck.as_view(), name="spot-check"),
    path("spot-checks/<int:pk>/results/", lots.CheckResults.as_view(), name="check-results"),
    path("assignments/", lots.Assignments.as_view(), name="assignments"),
    path("assignments/<int:pk>/", lots.OneAssignment.as_view(), name="assignment"),
    path("assignments/<int:pk>/opinions/", lots.Opinions.as_view(), name="peer-opinions"),
]
