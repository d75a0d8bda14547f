from django.urls import path

from folkmoot.workshops import views

app_name = "workshops"

PEOPLE = "p/<slug:org>/<slug:slug>"
STAFF = "staff/<slug:org>/<slug:slug>/workshops/<uuid:activity_id>"

urlpatterns = [
    path(f"{PEOPLE}/workshops/<uuid:activity_id>/", views.home, name="home"),
    path(f"{PEOPLE}/questions/<ref:question_id>/", views.board, name="board"),
    path(f"{PEOPLE}/questions/<ref:question_id>/more/", views.more, name="more"),
    path(f"{PEOPLE}/questions/<ref:question_id>/add/", views.add_idea, name="add-idea"),
    path(f"{PEOPLE}/questions/<ref:question_id>/similar/", views.similar, name="similar"),
    path(f"{PEOPLE}/ideas/<ref:idea_id>/", views.idea, name="idea"),
    path(f"{PEOPLE}/ideas/<ref:idea_id>/vote/", views.vote, name="vote"),
    path(f"{PEOPLE}/ideas/<ref:idea_id>/comment/", views.add_comment, name="add-comment"),
    path(f"{PEOPLE}/ideas/<ref:idea_id>/edit/", views.edit_idea, name="edit-idea"),
    path(f"{PEOPLE}/ideas/<ref:idea_id>/withdraw/", views.withdraw_idea, name="withdraw-idea"),
    path(f"{PEOPLE}/ideas/<ref:idea_id>/unvote/", views.withdraw_vote, name="withdraw-vote"),
    path(
        f"{PEOPLE}/comments/<ref:comment_id>/withdraw/",
        views.withdraw_comment,
        name="withdraw-comment",
    ),
    path(f"{STAFF}/", views.staff, name="staff"),
    path(f"{STAFF}/questions/", views.staff_questions, name="staff-questions"),
    path(f"{STAFF}/questions/<ref:question_id>/", views.staff_question, name="staff-question"),
    path(f"{STAFF}/questions/<ref:question_id>/move/", views.move_question, name="move-question"),
    path(
        f"{STAFF}/questions/<ref:question_id>/remove/",
        views.remove_question,
        name="remove-question",
    ),
    path(f"{STAFF}/ideas/<ref:idea_id>/", views.staff_idea, name="staff-idea"),
    path(f"{STAFF}/ideas/<ref:idea_id>/status/", views.set_status, name="set-status"),
    path(f"{STAFF}/ideas/<ref:idea_id>/pin/", views.pin, name="pin"),
    path(f"{STAFF}/ideas/<ref:idea_id>/hide/", views.hide, name="hide"),
    path(f"{STAFF}/ideas/<ref:idea_id>/write/", views.write_about_idea, name="write"),
    path(f"{STAFF}/comments/<ref:comment_id>/hide/", views.hide_comment, name="hide-comment"),
    path(
        f"{STAFF}/comments/<ref:comment_id>/write/",
        views.write_about_comment,
        name="write-comment",
    ),
]
