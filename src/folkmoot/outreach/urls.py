from django.urls import path, re_path

from folkmoot.outreach.views import kits, letters, public, reach

app_name = "outreach"

STAFF = "staff/<slug:org>/<slug:slug>/"
ONE = STAFF + "letters/<uuid:campaign_id>/"
PUBLIC = "p/<slug:org>/<slug:slug>/"
AMBASSADOR = "ambassador/<str:token>/"


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
    path(STAFF + "kits/", kits.kits, name="kits"),
    path(STAFF + "kits/<ref:channel_id>/short/", kits.make_short, name="make_short"),
    path(STAFF + "kits/<ref:channel_id>/<str:file>", kits.sheet, name="sheet"),
    path(
        STAFF + "kits/ambassadors/<ref:ambassador_id>/end/",
        kits.end_ambassador,
        name="end_ambassador",
    ),
    path(STAFF + "reach/", reach.reach, name="reach"),
    path(STAFF + "reach/reach.csv", reach.as_csv, name="reach_csv"),
    path(STAFF + "reach/population/", reach.population, name="population"),
    path(STAFF + "reach/population/remove/", reach.remove_population, name="remove_population"),
    path(STAFF + "reach/tiles/", reach.tiles, name="tiles"),
    path(STAFF + "reach/tiles/remove/", reach.remove_tiles, name="remove_tiles"),
    path(PUBLIC + "calendar.ics", kits.calendar_file, name="calendar"),
    path(
        PUBLIC + "calendar/<uuid:activity_id>.ics", kits.calendar_file, name="calendar_of_activity"
    ),
    path(AMBASSADOR, kits.ambassador, name="ambassador"),
    path(AMBASSADOR + "<str:file>", kits.ambassador_sheet, name="ambassador_sheet"),
    re_path(r"^s/(?P<code>[A-Za-z0-9]{1,8})/?$", kits.short, name="short"),
    path("unsubscribe/test/", public.unsubscribe_test, name="unsubscribe_test"),
    path("unsubscribe/<str:token>/", public.unsubscribe, name="unsubscribe"),
]
