from django.urls import path

from tests.toy import views

app_name = "toy"

urlpatterns = [
    path("p/<slug:org>/<slug:slug>/scales/<uuid:activity_id>/", views.home, name="home"),
    path("staff/<slug:org>/<slug:slug>/scales/<uuid:activity_id>/", views.staff, name="staff"),
]
