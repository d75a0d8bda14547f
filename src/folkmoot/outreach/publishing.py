"""Pages for paper: our own HTML, made into PDF where this machine can."""

import logging
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from PIL import ImageFile

from folkmoot.core.errors import DomainError
from folkmoot.core.formats import closing
from folkmoot.core.text import shortened
from folkmoot.joining import queries as joining
from folkmoot.members import registry as members
from folkmoot.outreach.queries import kits
from folkmoot.outreach.services import links
from folkmoot.programmes import queries as programmes
from folkmoot.programmes.models import Channel, Programme

KINDS = {"poster": _("A4 poster"), "cards": _("A6 cards, four on a sheet"), "slide": _("Slide")}
NAMELESS = (
    _("Say what you think. You give no name."),
    _("Say what you think, without your name, in three minutes: %(address)s"),
)
# Here a name was known when the letter was written, and is kept away from what is said.
NOT_SHOWN = (
    _("Say what you think. Your name is not shown with it."),
    _("Say what you think, and your name is not shown with it, in three minutes: %(address)s"),
)

# The promise that a poster has room for, beside a question of several lines.
LONGEST_PROMISE = 180
FITS_60_PT = 24  # letters of a name; a longer one is set smaller


class NoPdf(DomainError):
    """This machine lacks what WeasyPrint needs; ``str()`` says what to install."""


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    kind: str
    name: str
    html: str


def sheet(channel: Channel, kind: str, *, for_paper: bool, at: datetime) -> PrintedSheet:
    """In the programme's language; ``for_paper`` leaves out what only a browser needs."""
    with channel.programme.in_its_language():
        return _sheet(channel, kind, for_paper=for_paper, at=at)


def _sheet(channel: Channel, kind: str, *, for_paper: bool, at: datetime) -> PrintedSheet:
    programme = channel.programme
    address = kits.address_of(channel, kits.short_of(channel))
    context = {
        "programme": programme,
        "channel": channel,
        "kind": kind,
        "address": address,
        "shown_address": address.split("://", 1)[1],
        "qr": links.qr_svg(address),
        "copies": range(4 if kind == "cards" else 1),
        "for_paper": for_paper,
        "ask": _asks(programme)[0],
        "need": need_of(programme, at=at),
        "promise": _promise(programme) if kind == "poster" else "",
        "logo": _logo(programme),
        "is_long": len(programme.name) > FITS_60_PT,
    }
    html = render_to_string("outreach/sheet.html", context)
    return PrintedSheet(kind=kind, name=str(KINDS[kind]), html=html)


def _promise(programme: Programme) -> str:
    """Its first paragraph: what somebody in a lift can read."""
    version = programmes.newest_version(programme)
    promise = version.promise.strip() if version else ""
    return shortened(promise.split("\n", 1)[0], LONGEST_PROMISE)


def _logo(programme: Programme) -> str:
    """The picture itself, so that paper asks nobody for it; empty where its file is gone."""
    if not programme.logo:
        return ""
    try:
        with programme.logo.open("rb") as kept:
            return f"data:image/png;base64,{b64encode(kept.read()).decode()}"
    except OSError:
        return ""


def need_of(programme: Programme, *, at: datetime) -> str:
    """What somebody needs besides the link; empty where the link alone lets in."""
    if members.mode_of(programme.pk) == members.OPEN:
        return ""
    need = gettext("You need the letter you were sent.")
    if joining.can_ask_for_invitation(programme, at):
        return " ".join((need, gettext("No letter? Ask at this address.")))
    return need


def _asks(programme: Programme) -> list[str]:
    """What a sheet and what a sentence asks for, true for how people join."""
    is_confidential = members.mode_of(programme.pk) == members.CONFIDENTIAL
    return [str(words) for words in (NOT_SHOWN if is_confidential else NAMELESS)]


def text_to_copy(channel: Channel, *, at: datetime) -> str:
    with channel.programme.in_its_language():
        return _text_to_copy(channel, at)


def _text_to_copy(channel: Channel, at: datetime) -> str:
    programme = channel.programme
    address = kits.address_of(channel, kits.short_of(channel))
    until = ""
    if programme.closes_at:
        until = gettext("Until %(day)s.") % {"day": closing(programme.closes_at)}
    ask = _asks(programme)[1] % {"address": address}
    parts = (f"{programme.name}:", programme.summary, ask, until, need_of(programme, at=at))
    return " ".join(part for part in parts if part)


def as_pdf(channel: Channel, kind: str, *, at: datetime) -> bytes:
    try:
        from weasyprint import CSS, HTML, URLFetcher
    except (ImportError, OSError):
        raise NoPdf(
            gettext(
                "This machine cannot make PDF files yet. Whoever runs it can install pango "
                "(Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0). Until then, open the "
                "page for printing and print it from your browser."
            )
        ) from None
    # WeasyPrint lets Pillow read pictures that are cut short, in the whole process: uploads, too.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
    paper = sheet(channel, kind, for_paper=True, at=at)
    style = finders.find("outreach/kit.css")
    colour = f":root {{ --kit: {channel.programme.colour}; }}"  # not for people: a style
    # A page for paper asks nobody for anything: its logo is written into it.
    own = URLFetcher(allowed_protocols={"data"})
    document = HTML(string=paper.html, url_fetcher=own)
    pdf: bytes = document.write_pdf(
        stylesheets=[CSS(filename=style, url_fetcher=own), CSS(string=colour)],
        pdf_variant="pdf/ua-1",
    )
    return pdf
