from django.urls import include, path

urlpatterns = [
    path("", include("folkmoot.web.urls")),
    path("", include("folkmoot.programmes.urls")),
    path("", include("folkmoot.accounts.urls")),
    path("", include("folkmoot.joining.urls")),
    path("", include("folkmoot.workshops.urls")),
    path("", include("folkmoot.analysis.urls")),
    path("", include("folkmoot.frameworks.urls")),
    path("", include("folkmoot.guides.urls")),
    path("accounts/", include("allauth.urls")),
]
