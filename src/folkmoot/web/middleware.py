"""What happens around every request."""

import logging
import time
from collections.abc import Callable

from django.http import HttpResponse

from folkmoot.web.http import PageRequest

log = logging.getLogger("folkmoot.requests")


class RequestLog:
    """Logs the route's name, never its path: path and time together would name a voice."""

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
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

    def process_exception(self, request: PageRequest, error: Exception) -> None:
        log.error("failed", exc_info=error)
