from django.urls.resolvers import URLPattern

app_name = "joining"
urlpatterns: list[URLPattern] = []
