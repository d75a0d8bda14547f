"""After every success: words that say what happened, and the next thing to do.

A form that was taken in answers with a redirect. Where its room has said what happened, the next
step is added to its words; where it has not, both come from here. Refusals say their own.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.html import format_html

from folkmoot.config.next_steps import all_steps
from folkmoot.programmes.models import Programme
from folkmoot.programmes.registry import invites
from folkmoot.web.http import PageRequest
from folkmoot.web.next_steps import Next


class NextStepMiddleware:
    """Middleware: puts the table of next steps into what the next page says."""

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        response = self.get_response(request)
        is_taken_in = request.method == "POST" and response.status_code in {302, 303}
        match = request.resolver_match
        after = all_steps().get(match.view_name) if match and is_taken_in else None
        if match and after is not None and not _is_turned_away(response, match.view_name):
            _say(request, after, match.kwargs)
        return response


# Where a form lands that was not taken in: its writer has to come in first.
DOORS = {
    "account_login",
    "account_reauthenticate",
    "account_change_password",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "joining:front",
    "joining:whose",
}


def _is_turned_away(response: HttpResponse, view: str) -> bool:
    if view.startswith("account_"):
        return False  # a new password leads to the sign-in, and was taken in
    try:
        return resolve(urlsplit(response.headers["Location"]).path).view_name in DOORS
    except Resolver404:
        return False


LINK = '<a href="{}">{}</a>'  # not for people: a tag around words of theirs


def _say(request: PageRequest, after: Next, place: dict[str, object]) -> None:
    queued = getattr(messages.get_messages(request), "_queued_messages", [])
    if any(said.level > messages.SUCCESS for said in queued):
        return
    words = queued.pop().message if queued else after.words
    if not words:
        return
    link, to = after.link, after.to
    if after.if_invited and _is_invited(place):
        link, to = after.if_invited
    where = _address(to, place)
    said = (
        format_html("{} {}", words, format_html(LINK, where, link))
        if where and link
        else str(words)
    )
    messages.success(request, said)


def _is_invited(place: dict[str, object]) -> bool:
    found = Programme.objects.filter(organisation__slug=place["org"], slug=place["slug"]).first()
    return found is not None and invites(found)


def _address(name: str, place: dict[str, object]) -> str:
    """With as much of where one is as the next page needs."""
    for kept in (place, *({k: place[k] for k in keys if k in place} for keys in PLACES)):
        try:
            return reverse(name, kwargs=kept)
        except NoReverseMatch:
            continue
    return ""


WHERE = ("org", "slug")
PLACES = ((*WHERE, "activity_id"), (*WHERE, "question_id"), WHERE, ("org",), ())
