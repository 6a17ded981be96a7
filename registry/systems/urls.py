"""The pages of this room, below ``/systems/``."""

from django.urls import path

from registry.systems.pages import editing, fact_sheet, facts, importing, register

app_name = "systems"
urlpatterns = [
    path("", register.SystemList.as_view(), name="list"),
    path("new/", editing.system_new, name="new"),
    path("import/", importing.import_page, name="import"),
    path("import/template/", importing.import_template, name="import-template"),
    path("import/<int:pk>/", importing.import_preview, name="import-preview"),
    path("import/<int:pk>/apply/", importing.import_apply, name="import-apply"),
    path("import/<int:pk>/again/", importing.import_again, name="import-again"),
    path("import/<int:pk>/undo/", importing.import_undo, name="import-undo"),
    path("import/<int:pk>/errors/<int:number>/", importing.import_errors, name="import-errors"),
    path("of-sponsor/<str:code>/", register.systems_of_sponsor, name="of-sponsor"),
    path("<str:code>/", fact_sheet.system_detail, name="detail"),
    path("<str:code>/edit/", editing.system_edit, name="edit"),
    path("<str:code>/facts/", facts.facts_of_system, name="facts"),
    path("<str:code>/<slug:of>/new/", facts.fact_new, name="fact-new"),
    path("<str:code>/<slug:of>/<int:pk>/", facts.fact_edit, name="fact-edit"),
    path("<str:code>/<slug:of>/<int:pk>/remove/", facts.fact_remove, name="fact-remove"),
]
