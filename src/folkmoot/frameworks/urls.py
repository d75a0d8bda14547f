from django.urls import path

from folkmoot.frameworks import views

app_name = "frameworks"
BASE = "staff/<slug:org>/<slug:slug>/framework/"
SECTION = BASE + "sections/<uuid:section_id>/"
STATEMENT = BASE + "statements/<uuid:statement_id>/"
urlpatterns = [
    path(BASE, views.editor, name="editor"),
    path(BASE + "start/", views.start, name="start"),
    path(BASE + "details/", views.details, name="details"),
    path(BASE + "sections/new/", views.new_section, name="new-section"),
    path(SECTION, views.section, name="section"),
    path(SECTION + "move/", views.move_section, name="move-section"),
    path(SECTION + "remove/", views.remove_section, name="remove-section"),
    path(SECTION + "statements/new/", views.new_statement, name="new-statement"),
    path(STATEMENT, views.statement, name="statement"),
    path(STATEMENT + "move/", views.move_statement, name="move-statement"),
    path(STATEMENT + "remove/", views.remove_statement, name="remove-statement"),
    path(STATEMENT + "evidence/", views.cite, name="cite"),
    path(
        STATEMENT + "evidence/<uuid:evidence_id>/remove/",
        views.remove_evidence,
        name="remove-evidence",
    ),
]
