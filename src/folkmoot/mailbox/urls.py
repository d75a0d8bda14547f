from django.urls.resolvers import URLPattern

app_name = "mailbox"
urlpatterns: list[URLPattern] = []
