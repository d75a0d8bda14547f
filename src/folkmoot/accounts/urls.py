from django.urls import path, re_path

from folkmoot.accounts import views

app_name = "accounts"
urlpatterns = [
    path("staff/", views.home, name="home"),
    path("staff/<slug:org>/people/", views.people, name="people"),
    path("staff/<slug:org>/people/<int:user_id>/", views.person, name="person"),
    path("staff/<slug:org>/people/<int:user_id>/remove/", views.remove, name="remove"),
    path(
        "staff/<slug:org>/people/<int:user_id>/new-password/",
        views.new_password,
        name="new-password",
    ),
    path(
        "staff/<slug:org>/people/<int:user_id>/second-step/",
        views.second_step,
        name="second-step",
    ),
    path("staff/<slug:org>/organisation/", views.organisation, name="organisation"),
    path("staff/<slug:org>/audit/", views.audit, name="audit"),
    path("staff/<slug:org>/audit/copy/", views.audit_copy, {"format": "page"}, name="audit-copy"),
    path("staff/<slug:org>/audit/copy.csv", views.audit_copy, {"format": "csv"}, name="audit-csv"),
    path("accounts/you/", views.you, name="you"),
    path("accounts/kept/", views.kept, name="kept"),
    # These stand before allauth's pages of the same addresses.
    path("accounts/password/reset/", views.forgotten, name="forgotten"),
    path("accounts/email/", views.to_you),
    re_path(r"^accounts/confirm-email/(?:(?P<key>[-:\w]+)/)?$", views.to_you),
]
