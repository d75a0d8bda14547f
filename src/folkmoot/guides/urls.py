from django.urls import path

from folkmoot.guides import views

app_name = "guides"
PUBLIC = "p/<slug:org>/<slug:slug>/guide/"
STAFF = "staff/<slug:org>/<slug:slug>/guide/"
urlpatterns = [
    path(PUBLIC, views.guide, name="guide"),
    path(PUBLIC + "style/brand.css", views.brand, name="brand"),
    path(PUBLIC + "style/logo.png", views.logo, name="logo"),
    path(PUBLIC + "data/quotes.csv", views.quotes, name="quotes"),
    path(PUBLIC + "data/figures.csv", views.figures, name="figures"),
    path(PUBLIC + "guide.json", views.document, name="document"),
    path(STAFF, views.overview, name="overview"),
    path(STAFF + "preview/", views.preview, name="preview"),
    path(STAFF + "preview/brand.css", views.preview_brand, name="preview-brand"),
    path(STAFF + "preview/logo.png", views.preview_logo, name="preview-logo"),
    path(STAFF + "publish/", views.publish, name="publish"),
    path(STAFF + "unpublish/", views.unpublish, name="unpublish"),
]
