"""The language a page is in (docs/adr/languages.md).

What its reader chose goes first; then, on pages of a programme, the programme's own; elsewhere
what the browser asks for; last what the installation speaks. The choice stands in one cookie that
holds the language and nothing else. Letters, posters and guides have no reader's browser: they
are made in the programme's language (`Programme.in_its_language`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import (
    get_supported_language_variant,
    parse_accept_lang_header,
)

from folkmoot.web.http import PageRequest

COOKIE, COOKIE_AGE = "language", 400 * 24 * 60 * 60  # browsers keep nothing for longer
# Pages for staff are not promised in every language: a browser's wish alone would mix two.
STAFF_PATHS = ("/staff/", "/accounts/")


class LanguageOfThePage:
    """Middleware, around all others: what they say of their own is in the language, too."""

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        with translation.override(chosen(request) or _asked_for(request)):
            response = self.get_response(request)
            if response.headers.get("Content-Type", "").startswith("text/html"):
                response.headers.setdefault("Content-Language", translation.get_language())
                differs_by = ("Accept-Language", "Cookie")  # not for people: a header
                patch_vary_headers(response, differs_by)
        return response


def names() -> dict[str, str]:
    """Every language that is offered, by its code, as its own speakers call it."""
    return dict(settings.LANGUAGES)


def chosen(request: PageRequest) -> str | None:
    """The language that this browser's reader has chosen, if they have and we speak it."""
    code = request.COOKIES.get(COOKIE, "")
    return code if code in names() else None


def use_language(request: PageRequest, language: str) -> None:
    """Go on in a programme's language, unless the reader has chosen theirs."""
    if chosen(request) is None and language in names():
        translation.activate(language)


def choose(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        COOKIE,
        language,
        max_age=COOKIE_AGE,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    """The next person at this device learns of nobody's language."""
    response.delete_cookie(COOKIE, samesite="Lax")


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """For what is made for others than whoever asks: letters, posters, guides."""
    with translation.override(code if code in names() else settings.LANGUAGE_CODE):
        yield


def _asked_for(request: PageRequest) -> str:
    if request.path_info.startswith(STAFF_PATHS):
        return str(settings.LANGUAGE_CODE)
    for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return str(settings.LANGUAGE_CODE)
