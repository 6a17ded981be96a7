"""The pages of this room, below ``/jobs/``."""

from django.urls import path

from registry.jobs import pages

app_name = "jobs"
urlpatterns = [
    path("", pages.job_list, name="list"),
    path("<int:pk>/", pages.job_detail, name="detail"),
    path("<int:pk>/cancel/", pages.cancel_job, name="cancel"),
]
