"""The page of this room."""

from django.urls import path

from evaluations.proving import pages

app_name = "proving"
urlpatterns = [path("", pages.latest, name="latest")]
