from django.urls.resolvers import URLPattern

app_name = "frameworks"
urlpatterns: list[URLPattern] = []
