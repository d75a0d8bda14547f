"""From the words of a campaign to one person's letter: a few placeholders, nothing clever."""

import re
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.core.errors import DomainError
from folkmoot.post.services import Message
from folkmoot.web.languages import in_language

PLACEHOLDERS = {
    "programme": _("the programme's name"),
    "organisation": _("the organisation's name"),
    "link": _("the link that lets this person in"),
    "closes": _("the day on which the programme closes"),
}
MARK = re.compile(r"\{([^{}\n]{0,40})\}")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
PAGE = (
    "<!doctype html><html>"  # not for people: markup
    '<body style="font:16px/1.5 sans-serif;max-width:36em">'
    '%(text)s<hr><p style="font-size:13px;color:#555">%(footer)s</p></body></html>'
)


class BadWords(DomainError):
    """The text cannot be sent as it is; ``str()`` says what to change."""


@dataclass(frozen=True, slots=True)
class Words:
    """A campaign's text with what is the same for everybody filled in."""

    subject: str
    text: str
    footer: str
    language: str = ""


def check_words(*, subject: str, text: str, needs_link: bool) -> None:
    unknown = {mark for mark in MARK.findall(subject + text) if mark not in PLACEHOLDERS}
    if unknown:
        raise BadWords(
            gettext("We do not know {%(name)s}. Use one of those in the list.")
            % {"name": sorted(unknown)[0]}
        )
    if "{link}" in subject:
        raise BadWords(
            gettext("The link belongs into the text: in a subject nobody can follow it.")
        )
    if needs_link and "{link}" not in text:
        raise BadWords(gettext("Write {link} where people are to find the way in."))
    if "\n" in subject or "\r" in subject:
        raise BadWords(gettext("A subject is one line."))


def fill(
    *, subject: str, text: str, footer: str, values: dict[str, str], language: str = ""
) -> Words:
    """Everything but the link."""

    def instead(found: re.Match[str]) -> str:
        return values.get(found[1], found[0])

    return Words(MARK.sub(instead, subject), MARK.sub(instead, text), footer, language)


def letter(words: Words, *, to: str, link: str, unsubscribe: str) -> Message:
    text = words.text.replace("{link}", link)
    with in_language(words.language):
        goodbye = gettext("You do not want such letters? Say so here: %(link)s") % {
            "link": unsubscribe
        }
    return Message(
        to=to,
        subject=words.subject,
        text=f"{text}\n\n--\n{words.footer}\n{goodbye}\n",
        html=as_page(text, f"{words.footer}\n{goodbye}"),
        headers={
            "List-Unsubscribe": f"<{unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )


def as_page(text: str, footer: str) -> str:
    """Paragraphs and links, no picture and nothing that tells us that it was opened."""
    paragraphs = "".join(f"<p>{_linked(part)}</p>" for part in re.split(r"\n{2,}", text.strip()))
    return PAGE % {"text": paragraphs, "footer": _linked(footer)}


def _linked(text: str) -> str:
    parts, last = [], 0
    for found in ADDRESS.finditer(text):
        address = found[0].rstrip(".,;)")
        parts.append(escape(text[last : found.start()]))
        parts.append(f'<a href="{escape(address)}">{escape(address)}</a>')  # not for people: markup
        last = found.start() + len(address)
    parts.append(escape(text[last:]))
    return "".join(parts).replace("\n", "<br>")
