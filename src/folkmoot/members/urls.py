from django.urls import path

from folkmoot.members.views import book, lists, programme

app_name = "members"
STAFF = "staff/<slug:org>/<slug:slug>/invited/"
BOOK = "staff/<slug:org>/address-book/"
LIST = BOOK + "lists/<uuid:list_id>/"
MEMBER = BOOK + "<ref:member_id>/"

urlpatterns = [
    # The book first: a programme cannot have its address.
    path(BOOK, book.book, name="book"),
    path(BOOK + "find/", book.find, name="find"),
    path(BOOK + "add/", book.add, name="book-add"),
    path(BOOK + "forget/", book.forget, name="forget"),
    path(LIST, lists.listed, name="list"),
    path(LIST + "progress/", lists.progress, name="list-progress"),
    path(LIST + "confirm/", lists.confirm, name="list-confirm"),
    path(LIST + "discard/", lists.discard, name="list-discard"),
    path(LIST + "refused.csv", lists.refused, name="list-refused"),
    path(MEMBER, book.member, name="member"),
    path(MEMBER + "stop/", book.stop, name="member-stop"),
    path(MEMBER + "again/", book.write_again, name="member-write-again"),
    path(MEMBER + "erase/", book.erase, name="member-erase"),
    path(MEMBER + "answer/", book.answer, name="member-answer"),
    path(MEMBER + "export/<str:format>/", book.export, name="member-export"),
    path(STAFF, programme.invited, name="invited"),
    path(STAFF + "again/", programme.invite_again, name="invite-again"),
    path(STAFF + "typed/", programme.typed, name="typed"),
    path(STAFF + "domains/", programme.domain_add, name="domain-add"),
    path(STAFF + "domains/<ref:domain_id>/end/", programme.domain_end, name="domain-end"),
    path(STAFF + "take-back/", programme.take_back, name="take-back"),
]
