from django.urls import path

from folkmoot.joining import views

app_name = "joining"
urlpatterns = [
    path("p/<slug:org>/<slug:slug>/", views.front, name="front"),
    path("p/<slug:org>/<slug:slug>/visit/", views.visit, name="visit"),
    path("p/<slug:org>/<slug:slug>/join/", views.join, name="join"),
    path("p/<slug:org>/<slug:slug>/begin/", views.begin, name="begin"),
    path("p/<slug:org>/<slug:slug>/take-part/", views.activities, name="activities"),
    path("p/<slug:org>/<slug:slug>/return/", views.come_back, name="return"),
    path("p/<slug:org>/<slug:slug>/voice/", views.voice, name="voice"),
    path("p/<slug:org>/<slug:slug>/voice/key/", views.renew_key, name="renew-key"),
    path("p/<slug:org>/<slug:slug>/voice/leave/", views.leave, name="leave"),
    path("p/<slug:org>/<slug:slug>/voice/withdraw/", views.withdraw, name="withdraw"),
]
