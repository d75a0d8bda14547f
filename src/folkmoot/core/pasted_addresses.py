"""What people paste: an address with all that mail programs and filters wrap around it.

Nothing here looks anything up or opens a connection: an address is unwrapped only where the
wrapping holds the whole of it.
"""

# ruff: noqa: RUF001 (letters that look like others are what this is about)
import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Container, Iterator
from itertools import islice
from urllib.parse import unquote

from folkmoot.core.text import bounded

MOST = 40  # wrappings that are looked into: nobody can make us work for long
MOST_INSIDE = 20  # addresses of one text
LONGEST = 8000
# Around an address in a sentence, an e-mail or a chat; never the end of one of ours.
JUNK = ".,;:!?'\"`´()[]{}<>|*_~«»‹›„“”‚‘’…·、。，．！？：；（）【】「」『』《》〈〉=\\"
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc]"
)
DASHES = re.compile("[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]")
SOFT_BREAK = re.compile(r"=\r?\n")  # of quoted-printable letters
PROOFPOINT_2 = re.compile(r"urldefense(?:\.proofpoint)?\.com/v2/url\?(?:[^\s]*&)?u=([^&\s]+)", re.I)
PROOFPOINT_3 = re.compile(r"urldefense\.com/v3/__(.+?)__;([-\w=]*)!", re.I)
INSIDE = re.compile(r"(?<=.)https?(?:://|:/|%3A%2F%2F)", re.I | re.S)
IN_BASE64 = re.compile(r"[?&]\w+=([-\w+/]{16,}={0,2})")
MOST_HOSTS = 3  # addresses that stand behind each other
WHOLE = re.compile(r"/+https?:/{1,2}([^/?#\\\s]+)([/?].*)?", re.I)
ASKED = re.compile(r"([^?&]*)(?:\?|&(?:amp;)*)([\w.-]+=.*)")
RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def tidy(text: str) -> str:
    """Without what cannot be seen, with plain letters for wide ones and plain dashes.

    >>> tidy("\\uff37ard\\u200b\\u00ad\\u2011\\uff15")
    'Ward-5'
    """
    text = bounded(UNSEEN.sub("", SOFT_BREAK.sub("", text[:LONGEST])))
    return DASHES.sub("-", unicodedata.normalize("NFKC", text)[:LONGEST]).strip()


def unwrapped(text: str) -> Iterator[str]:
    """The text, then whatever addresses are found inside its addresses, outermost first."""
    waiting, seen = [tidy(text)], set[str]()
    while waiting and len(seen) < MOST:
        now = waiting.pop(0)
        if now in seen:
            continue
        seen.add(now)
        yield now
        waiting += _inside(now)


def _inside(text: str) -> list[str]:
    found = [_proofpoint_3(match) for match in PROOFPOINT_3.finditer(text)]
    for match in PROOFPOINT_2.finditer(text):
        found.append(unquote(match[1].replace("-", "%").replace("_", "/")))
    found += [text[one.start() :] for one in islice(INSIDE.finditer(text), MOST_INSIDE)]
    for match in IN_BASE64.finditer(text):
        found += [_from_base64(match[1])]
    plain = unquote(text)
    return [tidy(one) for one in (*found, plain, html.unescape(text)) if one and one != text]


def _proofpoint_3(match: re.Match[str]) -> str:
    """Each ``*`` stands for the next left-out character, ``**A`` for two of them, ``**B`` three."""
    left = _from_base64(match[2])

    def put_back(star: re.Match[str]) -> str:
        nonlocal left
        number = RUNS.index(star[1]) + 2 if star[1] else 1
        put, left = left[:number], left[number:]
        return put

    return re.sub(r"\*(?:\*([-\w]))?", put_back, match[1])


def _from_base64(text: str) -> str:
    text = text.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4)).decode()
    except (binascii.Error, ValueError):
        return ""


def behind_host(path: str, hosts: Container[str]) -> str:
    """The path of a whole address of ours that stands, plain or encoded, where a path belongs.

    >>> behind_host("/https%3A%2F%2Fvoices.example/p/northmoor/nights/", {"voices.example"})
    '/p/northmoor/nights/'
    """
    for _ in range(MOST_HOSTS):
        found = next((m for m in map(WHOLE.fullmatch, (path, unquote(path))) if m), None)
        if found is None or found[1].lower() not in hosts:
            return path
        path = found[2] or "/"
    return path


def apart(path: str) -> tuple[str, str]:
    """A path, and what was asked of it where its "?" came as a letter or an "&" took its place.

    >>> apart("/p/northmoor/nights/&amp;via=poster")
    ('/p/northmoor/nights/', 'via=poster')
    """
    found = ASKED.fullmatch(path)
    return (found[1], plain_question(found[2])) if found else (path, "")


def plain_question(asked: str) -> str:
    """With "&" where a page's source was copied: "a=1&amp;b=2" asks for no "amp;b"."""
    return re.sub(r"&(?:amp;)+", "&", asked)


def clean_path(path: str) -> str:
    """An address on this site as it was meant, where a sentence or a mail program added to it.

    >>> clean_path("/p/northmoor/nights/).")
    '/p/northmoor/nights/'
    """
    cleaned = re.sub(r"\s+", "", tidy(path))
    cleaned = re.sub(r"(?:&(?:gt|lt|quot|amp|#39|nbsp);?){1,20}/?$", "", cleaned)
    end = cleaned.rstrip(JUNK + "/")
    had_slash = "/" in cleaned[len(end) :]
    return f"/{end.strip('/')}" + ("/" if had_slash and end else "")
