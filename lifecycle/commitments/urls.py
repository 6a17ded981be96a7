"""The pages of this room, below ``/commitments/``."""

from django.urls import path

from lifecycle.commitments import pages

app_name = "commitments"
urlpatterns = [
    path("library/", pages.library, name="library"),
    path("library/new/", pages.new_indicator, name="new-indicator"),
    path("library/<slug:code>/withdrawal/", pages.withdraw, name="withdraw"),
    path("of-system/<str:code>/", pages.of_system, name="of-system"),
]
