"""What somebody had typed, handed back wherever a form is refused. It is held nowhere.

Passwords, keys and codes are never among it: a page must not show what opens a door.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy

SECRET = re.compile(r"pass|code|key|secret|otp|\bpin\b", re.IGNORECASE)
WRITER = "drawn-for"  # whom a form of staff was drawn for: web.unsaved_input
OF_THE_PAGE = {"csrfmiddlewaretoken", WRITER, "was-kept"}
OF_THE_FORM = {"token", "voice"}  # sent again as it came, and no words of anybody's
NO_WORDS = re.compile(r"[\d\s.:,+T-]*|on|[0-9a-fA-F-]{32,36}|[a-z0-9_-]{1,40}")
IN_WORDS = {"text": gettext_lazy("Your words"), "body": gettext_lazy("Your words")}
WORDS = {"text", "body", "name", "title", "subject", "reason", "promise", "note"}
MOST_FIELDS, MOST_LETTERS = 200, 200_000


@dataclass(frozen=True, slots=True)
class SubmittedField:
    """One field. ``is_shown`` where a person wrote it; the others are choices and marks."""

    name: str
    value: str
    is_shown: bool

    @property
    def label(self) -> str:
        if self.name in IN_WORDS:
            return str(IN_WORDS[self.name])
        return self.name.replace("_", " ").replace("-", " ").capitalize()

    @property
    def rows(self) -> int:
        return min(max(2, self.value.count("\n") + len(self.value) // 60 + 1), 20)


@dataclass(frozen=True, slots=True)
class SubmittedForm:
    """A form as it came, without its secrets."""

    path: str
    fields: tuple[SubmittedField, ...]
    had_files: bool = False
    had_secrets: bool = False
    writer: str = ""  # signed; as it came, and empty where several came

    @property
    def words(self) -> list[SubmittedField]:
        return [one for one in self.fields if one.is_shown]

    @property
    def can_go_again(self) -> bool:
        """Without its password or key a form would only be refused once more."""
        return not self.had_secrets


def submitted_form(request: HttpRequest) -> SubmittedForm | None:
    """The form that came with a request; None where there is none, or it cannot be read."""
    if request.method != "POST":
        return None
    try:
        sent, files = request.POST, request.FILES
    except (
        BadRequest,
        MultiPartParserError,
        RequestDataTooBig,
        SuspiciousOperation,
        UnreadablePostError,
        ValueError,
    ):
        return None
    pairs = [(name, value) for name, values in sent.lists() for value in values]
    pairs = [pair for pair in pairs if pair[0] not in OF_THE_PAGE]
    kept = [pair for pair in pairs if not SECRET.search(pair[0])]
    fields = tuple(
        SubmittedField(name, str(value)[:MOST_LETTERS], _is_words(name, str(value)))
        for name, value in kept[:MOST_FIELDS]
    )
    writers = sent.getlist(WRITER)
    writer = writers[0] if len(writers) == 1 else ""
    return SubmittedForm(
        request.get_full_path(), fields, bool(files), len(kept) < len(pairs), writer
    )


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent this. Silence is no yes."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin in _ours(request)
    came = urlsplit(request.headers.get("Referer", ""))
    return f"{came.scheme}://{came.netloc}" in _ours(request)


def came_from(request: HttpRequest) -> str:
    """The path of the page of ours that the form stood on; empty where the browser hides it."""
    came = urlsplit(request.headers.get("Referer", ""))
    is_ours = f"{came.scheme}://{came.netloc}" in _ours(request)
    return came.path if is_ours and re.match(r"/(?![/\\])", came.path) else ""


def _ours(request: HttpRequest) -> set[str]:
    return {f"{request.scheme}://{request.get_host()}", settings.BASE_URL}


def _is_words(name: str, value: str) -> bool:
    if name in OF_THE_FORM:
        return False
    return bool(value.strip()) and (name in WORDS or not NO_WORDS.fullmatch(value.strip()))
