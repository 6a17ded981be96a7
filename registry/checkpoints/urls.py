"""The pages of this room, below ``/checkpoints/``."""

from django.urls import path

from registry.checkpoints import pages

app_name = "checkpoints"
urlpatterns = [
    path("", pages.checkpoint_list, name="list"),
    path("<int:number>/", pages.checkpoint_file, name="file"),
    path("verifier/", pages.verifier, name="verifier"),
    path("export/", pages.ledger_export, name="export"),
]
