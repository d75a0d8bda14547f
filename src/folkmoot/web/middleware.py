"""What happens around every request."""

import logging
import re
import time
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import is_valid_path
from django.utils.cache import patch_cache_control

from folkmoot.core.contention import TRIES, is_busy, lost_a_race
from folkmoot.core.errors import DomainError
from folkmoot.core.pasted_addresses import apart, behind_host, clean_path, plain_question
from folkmoot.web.errors import method_not_allowed, refusal, too_busy, unreadable
from folkmoot.web.http import PageRequest

log = logging.getLogger("folkmoot.requests")
IN_A_QUESTION = "=&%+;:@/?,.!~*'()-_"
PROGRAMME = re.compile(r"^/p/[\w-]+/[\w-]+(?=/|$)", re.ASCII | re.IGNORECASE)

# Django answers these with a page of their own: they are no failures of ours.
EXPECTED = (Http404, PermissionDenied, SuspiciousOperation, BadRequest)


class HeadAndOptions:
    """HEAD answers as GET does, without the page; OPTIONS says what an address takes.

    In one place, so that no view can forget it; around everything else, which adds to pages.
    """

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponseBase:
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"
        response = self.get_response(request)
        if response.status_code == 405 and "Allow" in response.headers:
            response.headers["Allow"] = _with_head(response.headers["Allow"])
        if asked == "OPTIONS" and response.status_code in {200, 405}:
            usual = "GET, POST"  # not for people: a header
            allowed = response.headers.get("Allow", _with_head(usual))
            return HttpResponse(status=204, headers={"Allow": allowed})
        return _without_page(response) if asked == "HEAD" else response


def _with_head(allowed: str) -> str:
    methods = {one.strip() for one in allowed.split(",") if one.strip()} | {"OPTIONS"}
    return ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))


def _without_page(response: HttpResponseBase) -> HttpResponseBase:
    """The same status and headers, its length among them where it is known."""
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = iter(())  # what was opened for it closes with the response
        return response
    assert isinstance(response, HttpResponse)
    response.headers.setdefault("Content-Length", str(len(response.content)))
    response.content = b""
    return response


class FormsInUnicode:
    """A form in another encoding than our pages' is refused, before anything reads it.

    No browser sends one. Some names of encodings are no encodings of text ("base64"), and what
    reads such a form fails in many ways: also the page that would say so.
    """

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        named = (request.content_params or {}).get("charset", "utf-8")
        request.encoding = "utf-8"  # as its words are read, or handed back
        if named.lower() not in {"utf-8", "utf8"}:
            return unreadable(request, BadRequest())
        return self.get_response(request)


class KeptByNoCache:
    """What staff are shown stays in no cache: of a browser, a proxy or a shared computer.

    By address and in one place, so that no view can forget it, nor a library's.
    """

    FOR_STAFF = ("/staff/", "/accounts/")

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(self.FOR_STAFF):
            patch_cache_control(response, private=True, no_store=True)
        return response


class MistypedAddress:
    """An address with a sentence's end or a mail program's signs in it leads where it meant.

    Only what is read, only within this site, and only where something is there.
    """

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        reads = request.method in {"GET", "HEAD"}
        if reads and (meant := _meant(request)):
            return HttpResponseRedirect(meant)
        response = self.get_response(request)
        if reads and response.status_code == 404 and (small := _in_small_letters(request)):
            return HttpResponseRedirect(small)
        return response


def _meant(request: PageRequest) -> str:
    """Where to, always a path of this site; nothing where the address is as it should be."""
    came, asked = request.path_info, request.META.get("QUERY_STRING", "")
    path = behind_host(came, _ours(request)) if "http" in came[:9].lower() else came
    path, lost = apart(path)
    question = "&".join(part for part in (lost, plain_question(asked)) if part)
    cleaned = clean_path(path)
    if cleaned == path or path.rstrip("/") == cleaned.rstrip("/"):
        if (path, question) == (came, asked):
            return ""
        cleaned = path
    for place in dict.fromkeys([cleaned, cleaned.rstrip("/"), cleaned.rstrip("/") + "/"]):
        if re.match(r"/(?![/\\])", place) and is_valid_path(place):
            return quote(place) + (f"?{quote(question, safe=IN_A_QUESTION)}" if question else "")
    return ""


def _ours(request: PageRequest) -> set[str]:
    return {request.get_host().lower(), urlsplit(settings.BASE_URL).netloc.lower()}


def _in_small_letters(request: PageRequest) -> str:
    """What phones write large in an address typed from a poster; codes keep their letters."""
    path = request.path_info
    small = PROGRAMME.sub(lambda found: found[0].lower(), path)
    asked = request.META.get("QUERY_STRING", "")
    return quote(small) + (f"?{asked}" if asked else "") if small != path else ""


class RequestLog:
    """Logs the route's name, never its path: path and time together would name a voice.

    A refusal of the domain that a view did not catch becomes a page that says why.
    """

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        started, request.times_tried = time.perf_counter(), 1
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            response = method_not_allowed(request, response)
        route = request.resolver_match.view_name if request.resolver_match else "unmatched"
        log.info(
            "request",
            extra={
                "route": route,
                "method": request.META["REQUEST_METHOD"],
                "status": response.status_code,
                "ms": round((time.perf_counter() - started) * 1000),
            },
        )
        return response

    def process_exception(self, request: PageRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, DomainError):
            return refusal(request, error)
        if lost_a_race(error):
            return self._once_more(request, error)
        if not isinstance(error, EXPECTED):
            log.error("failed", exc_info=error)
        return too_busy(request) if is_busy(error) else None

    def _once_more(self, request: PageRequest, error: Exception) -> HttpResponse | None:
        """Two acted at once and the database undid us: the same again, as things are now."""
        match = request.resolver_match
        if match is None or request.times_tried >= TRIES:
            log.error("failed", exc_info=error)
            return too_busy(request)
        request.times_tried += 1
        log.warning("once more: %s", type(error).__name__, extra={"route": match.view_name})
        for uploads in request.FILES.lists():
            for upload in uploads[1]:
                upload.seek(0)
        try:
            answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
            return answer
        except Exception as again:
            explained = self.process_exception(request, again)
            if explained is None:
                raise
            return explained
