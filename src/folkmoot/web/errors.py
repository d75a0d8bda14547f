"""A refusal of the domain as a page, for the views that did not put it beside a form."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from folkmoot.core.errors import DomainError, NotAllowed, Stale
from folkmoot.web.http import PageRequest
from folkmoot.web.submitted_input import came_from, is_from_here, submitted_form


def too_busy(request: HttpRequest) -> HttpResponse:
    """The database has no time for this. Asks it nothing more, and says when to come back."""
    page = render_to_string("503.html", {"request": request})
    return HttpResponse(page, status=503, headers={"Retry-After": "5"})


def crashed(request: HttpRequest) -> HttpResponse:
    """As Django's own, which knows nothing of the form that came: what was typed is handed back."""
    return HttpResponse(render_to_string("500.html", {"request": request}), status=500)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(render_to_string("400.html", {"request": request}), status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Never the act itself: the form again with a fresh token, for a page of ours alone."""
    handed, is_ours = submitted_form(request), is_from_here(request)
    context = {"handed": handed, "is_ours": is_ours, "back": came_from(request)}
    if "HX-Request" in request.headers:
        body = render_to_string("components/expired.html", context, request)
        swap = "innerHTML show:top"  # not for people: a header
        headers = {"HX-Retarget": "#main", "HX-Reswap": swap}
        return HttpResponse(body, status=422, headers=headers)
    return HttpResponse(render_to_string("403_csrf.html", context, request), status=403)


def refusal(request: PageRequest, error: DomainError) -> HttpResponse:
    """The reason, in the house style; for htmx an error summary on top of the page."""
    context = {"reason": str(error)}
    if getattr(request, "htmx", False):
        body = render_to_string("components/refusal.html", context)
        swap = "afterbegin show:top"  # not for people: a header
        headers = {"HX-Retarget": "#main", "HX-Reswap": swap}
        return HttpResponse(body, status=422, headers=headers)
    status = 403 if isinstance(error, NotAllowed) else 409 if isinstance(error, Stale) else 422
    return HttpResponse(render_to_string("refused.html", context, request), status=status)


def method_not_allowed(request: PageRequest, answer: HttpResponse) -> HttpResponse:
    """A page in place of the empty 405: a phone that restores its tabs asks again by GET."""
    answer.content = render_to_string("405.html", request=request).encode()
    answer.headers["Content-Type"] = "text/html; charset=utf-8"
    return answer  # the same one: it carries the headers that protect every page
