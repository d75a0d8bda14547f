"""How allauth behaves here: no sign-up, no address kept, secrets sealed."""

import base64
import hashlib
import hmac
import secrets
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.adapter import guessing
from folkmoot.accounts.models import User
from folkmoot.accounts.services.attempts import PASSWORD
from folkmoot.post import services as post
from folkmoot.post.services import Message
from folkmoot.web import unsaved_input
from folkmoot.web.http import visitor_address

# Made when the process starts, written nowhere, gone when it ends.
_KEY_OF_THIS_PROCESS = secrets.token_bytes(32)


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "That e-mail address and password do not go together. Check both and try again."
        ),
        "enter_current_password": _("That is not the password you have now. Type it again."),
        "incorrect_code": _("That code is not right. Type the one your app shows now."),
        "incorrect_password": _("That is not your password. Type it again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs themselves up as staff."""
        return False

    def post_login(self, request: HttpRequest, user: User, **hook: Any) -> HttpResponse:
        """To what they were writing, if it was them; nobody else hears that somebody wrote."""
        there = reverse("accounts:kept")
        if unsaved_input.kept(request, user.pk) is not None:
            hook["redirect_url"] = there
        elif hook["redirect_url"] == there:
            hook["redirect_url"] = settings.LOGIN_REDIRECT_URL
        answer: HttpResponse = super().post_login(request, user, **hook)
        guessing.know_browser(request, answer, user)
        return answer

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """In place of the library's own limit, by which anybody could lock out an account."""
        account = str(credentials.get("email") or getattr(request.user, "email", ""))
        guessing.begin(request, account, PASSWORD)
        user: User | None = super().authenticate(request, **credentials)
        if user is not None:
            guessing.was_right(request, account, PASSWORD)
        return user

    def get_client_ip(self, request: HttpRequest) -> str:
        """What rate limits count by: never the address, only a mark made from it.

        The mark cannot be turned back once the process has ended, and cannot be compared
        between processes, so that even a cache kept on disk would hold no address.
        """
        address = visitor_address(request)
        return hmac.new(
            _KEY_OF_THIS_PROCESS, address.encode("utf-8", "replace"), hashlib.sha256
        ).hexdigest()

    def get_http_user_agent(self, request: HttpRequest) -> str:
        return "not kept"  # not for people: stored in place of what a browser says of itself

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """By the same line as every letter. Silent where that fails: a page that told of it
        would tell who has an account. Staff pages and `folkmoot check` say what is wrong."""
        if not settings.EMAIL_IS_CONFIGURED:
            return
        drawn = self.render_mail(template_prefix, email, {"email": email, **context})
        message = Message(
            to=email,
            subject=str(drawn.subject),
            text=str(drawn.body),
            headers={"Auto-Submitted": "auto-generated"},
        )
        post.send_and_note(message, at=timezone.now())

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At our own address: what the request calls us, whoever asked could choose."""
        asked: str = super().get_reset_password_from_key_url(key)
        return settings.BASE_URL + urlsplit(asked).path

    def is_safe_url(self, url: str) -> bool:
        """Where a sign-in leads on to: a page of ours, at our own address."""
        ours = urlsplit(settings.BASE_URL)
        return url_has_allowed_host_and_scheme(
            url, {ours.netloc}, require_https=ours.scheme == "https"
        )

    def set_password(self, user: User, password: str) -> None:
        user.has_temporary_password = False
        super().set_password(user, password)


class TwoStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps are sealed: a stolen database alone opens no account."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That code is not right. Type the one your app shows now."),
    }

    def get_totp_issuer(self) -> str:
        return "Folkmoot"

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()


def _seal() -> Fernet:
    key = hmac.new(settings.SECRET_KEY.encode(), b"two-step secrets", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))
