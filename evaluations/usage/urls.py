"""The pages of this room, below ``/usage/``."""

from django.urls import path

from evaluations.usage import pages

app_name = "usage"
urlpatterns = [
    path("", pages.collectors, name="collectors"),
    path("import/", pages.import_page, name="import"),
    path("import/<int:pk>/", pages.import_result, name="import-result"),
    path("import/<int:pk>/confirm/", pages.import_confirm, name="import-confirm"),
    path("of/<str:code>/", pages.of_system, name="of-system"),
]
