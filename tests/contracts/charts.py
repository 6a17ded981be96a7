"""A page with one chart, and its address."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from config.urls import urlpatterns as site

PAGE = """{% extends "base.html" %}{% block heading %}Use{% endblock %}
{% block content %}{% include "components/chart.html" %}{% endblock %}
{% block scripts %}{% include "components/chart_scripts.html" %}{% endblock %}"""
CHART = {
    "id": "use",
    "title": "Effective use",
    "unit": "people",
    "labels": ["W1", "W2", "W3", "W4", "W5"],
    "series": [{"name": "effective </script> users", "points": [3, 4, None, 0, 5]}],
}


def chart(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(PAGE).render({"chart": CHART}, request))


urlpatterns = [*site, path("chart/", chart)]
