from django.urls import path

from folkmoot.analysis import views

app_name = "analysis"
LIVE, INSIGHT = "staff/<slug:org>/<slug:slug>/live/", "staff/<slug:org>/<slug:slug>/insight/"
urlpatterns = [
    path(LIVE, views.live, name="live"),
    path(INSIGHT, views.insight, name="insight"),
    path(INSIGHT + "analyse/", views.analyse, name="analyse"),
    path(INSIGHT + "progress/", views.progress, name="progress"),
    path(INSIGHT + "runs/<uuid:run_id>/", views.insight, name="run"),
    path(INSIGHT + "runs/<uuid:run_id>/repeat/", views.repeat, name="repeat"),
    path(INSIGHT + "runs/<uuid:run_id>/ideas/", views.ideas, name="ideas"),
    path(INSIGHT + "runs/<uuid:run_id>/ideas.csv", views.download, name="ideas-csv"),
    path(INSIGHT + "themes/<uuid:theme_id>/", views.theme, name="theme"),
    path(INSIGHT + "themes/<uuid:theme_id>/rename/", views.rename, name="rename"),
    path(INSIGHT + "themes/<uuid:theme_id>/accept/", views.accept, name="accept"),
    path(INSIGHT + "themes/<uuid:theme_id>/merge/", views.merge, name="merge"),
]
