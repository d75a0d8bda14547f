"""A refusal of the domain as a page, for the views that did not put it beside a form."""

from django.http import HttpResponse
from django.template.loader import render_to_string

from folkmoot.core.errors import DomainError, NotAllowed, Stale
from folkmoot.web.http import PageRequest


def too_busy() -> HttpResponse:
    """The database has no time for this. Asks it nothing more, and says when to come back."""
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "5"})


def refusal(request: PageRequest, error: DomainError) -> HttpResponse:
    """The reason, in the house style; for htmx an error summary on top of the page."""
    context = {"reason": str(error)}
    if getattr(request, "htmx", False):
        body = render_to_string("components/refusal.html", context)
        headers = {"HX-Retarget": "#main", "HX-Reswap": "afterbegin show:top"}
        return HttpResponse(body, status=422, headers=headers)
    status = 403 if isinstance(error, NotAllowed) else 409 if isinstance(error, Stale) else 422
    return HttpResponse(render_to_string("refused.html", context, request), status=status)


def wrong_way(request: PageRequest, answer: HttpResponse) -> HttpResponse:
    """A page in place of the empty 405: a phone that restores its tabs asks again by GET."""
    answer.content = render_to_string("405.html", request=request).encode()
    answer.headers["Content-Type"] = "text/html; charset=utf-8"
    return answer  # the same one: it carries the headers that protect every page
