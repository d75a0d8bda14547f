from django.urls import path

from folkmoot.joining.views import entering, invitation_requests, leaving, public, staff

app_name = "joining"
PUBLIC, STAFF = "p/<slug:org>/<slug:slug>/", "staff/<slug:org>/<slug:slug>/joining/"

urlpatterns = [
    path(PUBLIC, public.front, name="front"),
    path(PUBLIC + "anonymity/", public.anonymity, name="anonymity"),
    path(PUBLIC + "visit/", public.visit, name="visit"),
    path(PUBLIC + "join/", entering.join, name="join"),
    path(PUBLIC + "code/", entering.code, name="code"),
    path(PUBLIC + "code/<slug:code>/", entering.code, name="code-given"),
    path(PUBLIC + "invitation/", invitation_requests.invitation, name="invitation"),
    path(PUBLIC + "new-code/", invitation_requests.moved, name="new-code"),
    path(PUBLIC + "link/<slug:code>/", entering.code, name="link"),
    path(PUBLIC + "begin/", public.begin, name="begin"),
    path(PUBLIC + "take-part/", public.activities, name="activities"),
    path(PUBLIC + "return/", public.come_back, name="return"),
    path(PUBLIC + "voice/", public.voice, name="voice"),
    path(PUBLIC + "voice/key/", public.renew_key, name="renew-key"),
    path(PUBLIC + "whose/", leaving.whose, name="whose"),
    path(PUBLIC + "voice/leave/", leaving.leave, name="leave"),
    path(PUBLIC + "voice/left/", leaving.left, name="left"),
    path(PUBLIC + "voice/withdraw/", public.withdraw, name="withdraw"),
    path(STAFF, staff.overview, name="staff"),
    path(STAFF + "mode/", staff.mode, name="mode"),
    path(STAFF + "dates/", staff.retention, name="retention"),
    path(STAFF + "texts/", staff.texts, name="texts"),
    path(STAFF + "questions/", staff.add_question, name="question-add"),
    path(
        STAFF + "questions/<uuid:question_id>/remove/",
        staff.remove_question,
        name="question-remove",
    ),
    path(STAFF + "key/", staff.destroy_key, name="key"),
]
