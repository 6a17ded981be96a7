"""The pages of this room, below ``/organisations/``."""

from django.urls import path

from registry.organisations import pages

app_name = "organisations"
urlpatterns = [
    path("", pages.organisation_list, name="list"),
    path("memberships/<int:pk>/end/", pages.end_role, name="end"),
    path("tokens/<int:pk>/revoke/", pages.revoke, name="revoke-token"),
    path("<str:code>/", pages.organisation_detail, name="detail"),
    path("<str:code>/roles/", pages.grant_role, name="grant"),
    path("<str:code>/tokens/", pages.issue, name="issue-token"),
]
