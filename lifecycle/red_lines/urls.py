"""The page of this room, at ``/red-lines/``."""

from django.urls import path

from lifecycle.red_lines import pages

app_name = "red_lines"
urlpatterns = [path("", pages.red_lines, name="list")]
