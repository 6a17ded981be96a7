"""The pages of this room, below ``/usage/``."""

from django.urls import path

from evaluations.usage.pages import assessments, collectors, importing, keeping, systems

app_name = "usage"
urlpatterns = [
    path("", collectors.collectors, name="collectors"),
    path("collectors/<int:pk>/", collectors.collector, name="collector"),
    path("collectors/<int:pk>/kind/", collectors.set_kind, name="collector-kind"),
    path("collectors/<int:pk>/pull/", collectors.pull, name="collector-pull"),
    path("collectors/<int:pk>/pull/now/", collectors.pull_now, name="collector-pull-now"),
    path("collectors/<int:pk>/pull/end/", collectors.pull_end, name="collector-pull-end"),
    path("assessments/", assessments.assessments, name="assessments"),
    path("assessments/<int:pk>/remove/", assessments.remove, name="assessment-remove"),
    path("keeping/", keeping.keeping, name="keeping"),
    path("import/", importing.import_page, name="import"),
    path("import/<int:pk>/", importing.import_result, name="import-result"),
    path("import/<int:pk>/confirm/", importing.import_confirm, name="import-confirm"),
    path("of/<str:code>/", systems.of_system, name="of-system"),
]
