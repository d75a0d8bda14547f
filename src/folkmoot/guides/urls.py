from django.urls.resolvers import URLPattern

app_name = "guides"
urlpatterns: list[URLPattern] = []
