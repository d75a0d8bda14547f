from django.urls import include, path

from folkmoot.activities.registry import kinds

urlpatterns = [
    path("", include("folkmoot.web.urls")),
    # Before programmes, whose addresses under /staff/<org>/ would take in ours.
    path("", include("folkmoot.accounts.urls")),
    path("", include("folkmoot.members.urls")),
    path("", include("folkmoot.programmes.urls")),
    path("", include("folkmoot.joining.urls")),
    path("", include("folkmoot.mailbox.urls")),
    path("", include("folkmoot.outreach.urls")),
    *(path("", include(kind.urls)) for kind in kinds()),
    path("", include("folkmoot.analysis.urls")),
    path("", include("folkmoot.frameworks.urls")),
    path("", include("folkmoot.guides.urls")),
    path("accounts/", include("allauth.urls")),
]
handler400 = "folkmoot.web.errors.unreadable"
handler500 = "folkmoot.web.errors.crashed"
