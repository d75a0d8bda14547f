from django.urls import path

from folkmoot.mailbox import views

app_name = "mailbox"

PEOPLE = "p/<slug:org>/<slug:slug>/mailbox"
STAFF = "staff/<slug:org>/<slug:slug>/mailbox"

urlpatterns = [
    path(f"{PEOPLE}/", views.mine, name="mine"),
    path(f"{PEOPLE}/choices/", views.choices, name="choices"),
    path(f"{PEOPLE}/<ref:thread_id>/", views.my_thread, name="thread"),
    path(f"{PEOPLE}/<ref:thread_id>/close/", views.close_mine, name="close"),
    path(f"{PEOPLE}/<ref:thread_id>/notes/<ref:note_id>/", views.take_back, name="take-back"),
    path(f"{STAFF}/", views.staff, name="staff"),
    path(f"{STAFF}/<ref:thread_id>/", views.staff_thread, name="staff-thread"),
    path(f"{STAFF}/<ref:thread_id>/close/", views.staff_close, name="staff-close"),
]
