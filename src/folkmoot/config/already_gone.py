"""A button that takes something away, pressed twice: the second press finds it gone.

That is no wrong address, and the page that follows the first press is where both want to be.
Nothing is told by it: what is gone, and what never was there, lead to the same page; and whoever
may not read that page hears, as everywhere, that there is no such page.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext_lazy as _

from folkmoot.activities.registry import kinds
from folkmoot.web.http import PageRequest

GONE = _("That is not there any more: it was taken away by an earlier press, or by somebody else.")
# What takes something away, and the page on which it stood.
STOOD_ON: dict[str, str] = {
    "accounts:remove": "accounts:people",
    "programmes:activity_remove": "programmes:timeline",
    "programmes:end_role": "programmes:people",
    "joining:question-remove": "joining:staff",
    "members:list-discard": "members:book",
    "members:member-erase": "members:book",
    "members:domain-end": "members:invited",
    "outreach:remove": "outreach:letters",
    "outreach:end_ambassador": "outreach:kits",
    "mailbox:take-back": "mailbox:thread",
    "analysis:merge": "analysis:insight",
    "frameworks:remove-section": "frameworks:editor",
    "frameworks:remove-statement": "frameworks:editor",
    "frameworks:remove-evidence": "frameworks:editor",
}


def all_stood_on() -> dict[str, str]:
    """Those of every room, and those that each kind of activity brings."""
    return STOOD_ON | {name: page for kind in kinds() for name, page in kind.stood_on.items()}


class AlreadyGone:
    """Middleware: such a press leads on instead of to "There is no such page"."""

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code != 404 or request.method != "POST" or match is None:
            return response
        page = _page(all_stood_on().get(match.view_name, ""), match.kwargs)
        if not page or not _may_read(request, page):
            return response
        messages.info(request, GONE)
        return redirect(page)


def _may_read(request: PageRequest, page: str) -> bool:
    found, pressed = resolve(page), request.method
    request.method = "GET"
    try:
        seen: HttpResponse = found.func(request, *found.args, **found.kwargs)
    except Http404:
        return False
    finally:
        request.method = pressed
    return seen.status_code == 200


def _page(name: str, place: dict[str, object]) -> str:
    """The address with as much of where one is as it takes."""
    known = list(place.items())
    for taken in range(len(known), 0, -1):
        try:
            return reverse(name, kwargs=dict(known[:taken]))
        except NoReverseMatch:
            continue
    return ""
