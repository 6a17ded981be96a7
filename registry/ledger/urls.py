"""The pages of this room, below ``/ledger/``."""

from django.urls import path

from registry.ledger import pages

app_name = "ledger"
urlpatterns = [
    path("", pages.event_list, name="list"),
    path("<int:pk>/", pages.event_detail, name="event"),
]
