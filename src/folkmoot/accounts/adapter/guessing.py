"""Where tries at an account come from, and the page that asks a guesser to wait.

A browser in which somebody has signed in keeps a cookie: a random number and a keyed hash of it
with their account. It opens nothing. It only lets them go on while others guess at their account
from the same address, and shows whoever reads it neither who signed in there nor when.
"""

import hmac
import secrets

from allauth.core import context
from allauth.mfa.base import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from folkmoot.accounts import presenting
from folkmoot.accounts.models import User
from folkmoot.accounts.services import attempts
from folkmoot.accounts.services.attempts import Limit, Source
from folkmoot.web.http import visitor_address

COOKIE, HOME = "known", "/accounts/"
LASTS = 400 * 24 * 60 * 60  # as long as browsers keep any


def begin(request: HttpRequest, account: str, limit: Limit) -> None:
    """Raises ValidationError where whoever tries has to wait."""
    try:
        attempts.begin(_source(request, account), limit, at=timezone.now())
    except attempts.WaitFirst as first:
        told = presenting.wait_first(first.wait, is_for_the_day=first.is_for_the_day)
        raise ValidationError(told, code="too_many_login_attempts") from first


def was_right(request: HttpRequest, account: str, limit: Limit) -> None:
    attempts.was_right(_source(request, account), limit, at=timezone.now())


def know_browser(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """After a whole sign-in, second step included."""
    number = _known_number(request, user.email) or secrets.token_urlsafe(16)
    response.set_cookie(
        COOKIE,
        f"{number}.{_proof(number, user.email)}",
        max_age=LASTS,
        path=HOME,
        httponly=True,
        secure=settings.IS_HTTPS,
        samesite="Strict",  # not for people: a header's
    )


def _source(request: HttpRequest, account: str) -> Source:
    return Source(account, visitor_address(request), _known_number(request, account))


def _known_number(request: HttpRequest, account: str) -> str:
    number, _, proof = request.COOKIES.get(COOKIE, "").partition(".")
    return number if constant_time_compare(proof, _proof(number, account)) else ""


def _proof(number: str, account: str) -> str:
    told = "\0".join(("known-browser", number, account.strip().casefold()))
    words = told.encode("utf-8", "replace")
    return hmac.digest(settings.SECRET_KEY.encode(), words, "sha256").hex()


class _Limited(forms.BaseAuthenticateForm):  # type: ignore[misc]
    def clean_code(self) -> str:
        request, account = context.request, self.user.email
        begin(request, account, attempts.SECOND_STEP)
        code: str = super().clean_code()
        was_right(request, account, attempts.SECOND_STEP)
        return code


class SecondStepForm(_Limited, forms.AuthenticateForm):  # type: ignore[misc]
    pass


class SecondStepOnceMoreForm(_Limited, forms.ReauthenticateForm):  # type: ignore[misc]
    pass
