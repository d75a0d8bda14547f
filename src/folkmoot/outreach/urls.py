from django.urls import path, re_path

from folkmoot.outreach.views import letters, public

app_name = "outreach"

STAFF = "staff/<slug:org>/<slug:slug>/"
ONE = STAFF + "letters/<uuid:campaign_id>/"

urlpatterns = [
    path(STAFF + "letters/", letters.letters, name="letters"),
    path(STAFF + "letters/new/", letters.new, name="new"),
    path(STAFF + "letters/bounces/", letters.bounces, name="bounces"),
    path(ONE, letters.letter, name="letter"),
    path(ONE + "progress/", letters.progress, name="progress"),
    path(ONE + "schedule/", letters.schedule, name="schedule"),
    path(ONE + "stop/", letters.act, {"verb": "stop"}, name="stop"),
    path(ONE + "remove/", letters.act, {"verb": "remove"}, name="remove"),
    path(ONE + "test/", letters.act, {"verb": "test"}, name="test"),
    re_path(r"^unsubscribe/(?P<token>[-\w.]{1,120})/$", public.unsubscribe, name="unsubscribe"),
]
