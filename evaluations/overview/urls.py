"""The pages of this room, at the top of the site."""

from django.urls import path
from django.views.generic import TemplateView

urlpatterns = [path("", TemplateView.as_view(template_name="overview/home.html"), name="home")]
