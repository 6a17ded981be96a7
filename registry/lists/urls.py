"""Saved views, below ``/lists/``; the lists themselves are pages of their rooms."""

from django.urls import path

from registry.lists import saved_views

app_name = "lists"
urlpatterns = [
    path("views/", saved_views.save, name="save-view"),
    path("views/<int:pk>/forget/", saved_views.forget, name="forget-view"),
]
