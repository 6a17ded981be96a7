"""The page of this room, at ``/calendar/``."""

from django.urls import path

from lifecycle.calendar import pages

app_name = "calendar"
urlpatterns = [path("", pages.calendar, name="years")]
