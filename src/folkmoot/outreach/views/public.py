"""Pages for people outside: leaving the list, short links."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from folkmoot.outreach.services import unsubscribing
from folkmoot.web.http import PageRequest


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def unsubscribe_test(request: PageRequest) -> HttpResponse:
    """Where the link of a test letter leads, which belongs to nobody on a list."""
    return TemplateResponse(request, "outreach/unsubscribe.html", {"is_test": True})


# A mailbox that offers one click posts without a page of ours before it: no token can be asked.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def unsubscribe(request: PageRequest, token: str) -> HttpResponse:
    """GET only asks, because mail scanners follow links; POST acts."""
    organisation = unsubscribing.organisation_behind(token)
    if organisation is None:
        raise Http404("No such link.")
    is_done = request.method == "POST" and unsubscribing.opt_out(token)
    context = {"organisation": organisation, "is_done": is_done}
    return TemplateResponse(request, "outreach/unsubscribe.html", context)
