"""The pages of this room, below ``/notices/``."""

from django.urls import path

from lifecycle.notices import pages

app_name = "notices"
urlpatterns = [
    path("", pages.notice_list, name="list"),
    path("read/", pages.read_all, name="read-all"),
    path("<int:pk>/", pages.follow, name="follow"),
    path("channels/", pages.channels, name="channels"),
    path("channels/calendar/", pages.open_calendar, name="open-calendar"),
    path("channels/calendar/close/", pages.close_calendar, name="close-calendar"),
    path("calendar/<str:secret>.ics", pages.calendar, name="calendar"),
]
