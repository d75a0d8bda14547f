"""A page that somebody was given a link to, kept until they have joined.

It stays with the browser, in a cookie of this programme alone: which idea brought a voice here is
written nowhere else. It goes as soon as it has led there and when the browser is closed. Browsers
that are never closed, as on a ward, still send it after an hour: by then it leads nowhere.
"""

from django.http import HttpRequest, HttpResponse

from folkmoot.activities.registry import kinds
from folkmoot.joining.access.cookie_paths import cookie_path
from folkmoot.joining.access.sealed_cookies import put_cookie, read_cookie
from folkmoot.programmes.models import Programme

NAME = "shared"
KEPT = 60 * 60  # an invitation may have to be found first
LONGEST = 300


def is_shared(request: HttpRequest) -> bool:
    """A page with something that was said: pages of one's own voice are nobody's to share."""
    match = request.resolver_match
    theirs = {kind.home.partition(":")[0] for kind in kinds()}
    return request.method == "GET" and match is not None and match.namespace in theirs


def keep_shared(request: HttpRequest, response: HttpResponse, programme: Programme) -> None:
    if len(request.path) <= LONGEST:
        put_cookie(response, programme, NAME, request.path)


def shared_page(request: HttpRequest, programme: Programme) -> str:
    """Where the link led, if anywhere: always a page of this programme."""
    kept = read_cookie(request, NAME, max_age=KEPT)
    is_here = kept.startswith(cookie_path(programme)) and kept.isascii() and kept.isprintable()
    return kept if is_here and len(kept) <= LONGEST and "//" not in kept else ""


def forget_shared(response: HttpResponse, programme: Programme) -> None:
    response.delete_cookie(NAME, path=cookie_path(programme), samesite="Lax")
