"""The pages of this room, at the top of the site."""

from django.urls import path

from evaluations.overview import pages

urlpatterns = [path("", pages.home, name="home")]
