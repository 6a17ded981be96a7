"""The pages of this room, below ``/commitments/``."""

from django.urls import path

from lifecycle.commitments import pages

app_name = "commitments"
urlpatterns = [
    path("library/", pages.library, name="library"),
    path("of-system/<str:code>/", pages.of_system, name="of-system"),
]
