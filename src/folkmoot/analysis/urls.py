from django.urls.resolvers import URLPattern

app_name = "analysis"
urlpatterns: list[URLPattern] = []
