from django.urls import path, re_path

from folkmoot.accounts.views import organisation, people, yourself

app_name = "accounts"
urlpatterns = [
    path("staff/", yourself.home, name="home"),
    path("staff/<slug:org>/people/", people.people, name="people"),
    path("staff/<slug:org>/people/<int:user_id>/", people.person, name="person"),
    path("staff/<slug:org>/people/<int:user_id>/remove/", people.remove, name="remove"),
    path(
        "staff/<slug:org>/people/<int:user_id>/new-password/",
        people.new_password,
        name="new-password",
    ),
    path(
        "staff/<slug:org>/people/<int:user_id>/second-step/",
        people.second_step,
        name="second-step",
    ),
    path("staff/<slug:org>/organisation/", organisation.organisation, name="organisation"),
    path("staff/<slug:org>/audit/", organisation.audit, name="audit"),
    path(
        "staff/<slug:org>/audit/copy/",
        organisation.audit_copy,
        {"format": "page"},
        name="audit-copy",
    ),
    path(
        "staff/<slug:org>/audit/copy.csv",
        organisation.audit_copy,
        {"format": "csv"},
        name="audit-csv",
    ),
    path("accounts/you/", yourself.you, name="you"),
    path("accounts/kept/", yourself.kept, name="kept"),
    # These stand before allauth's pages of the same addresses.
    path("accounts/password/reset/", yourself.forgotten, name="forgotten"),
    path("accounts/email/", yourself.redirect_to_account),
    re_path(r"^accounts/confirm-email/(?:(?P<key>[-:\w]+)/)?$", yourself.redirect_to_account),
]
