"""What happens around every request."""

import logging
import time
from collections.abc import Callable

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponse

from folkmoot.core.errors import DomainError
from folkmoot.web.errors import refusal, wrong_way
from folkmoot.web.http import PageRequest

log = logging.getLogger("folkmoot.requests")

# Django answers these with a page of their own: they are no failures of ours.
EXPECTED = (Http404, PermissionDenied, SuspiciousOperation, BadRequest)


class RequestLog:
    """Logs the route's name, never its path: path and time together would name a voice.

    A refusal of the domain that a view did not catch becomes a page that says why.
    """

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            response = wrong_way(request, response)
        route = request.resolver_match.view_name if request.resolver_match else "unmatched"
        log.info(
            "request",
            extra={
                "route": route,
                "method": request.method,
                "status": response.status_code,
                "ms": round((time.perf_counter() - started) * 1000),
            },
        )
        return response

    def process_exception(self, request: PageRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, DomainError):
            return refusal(request, error)
        if not isinstance(error, EXPECTED):
            log.error("failed", exc_info=error)
        return None
