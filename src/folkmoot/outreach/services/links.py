"""Links that are short enough to print, and the people who carry them."""

import io
from datetime import datetime

import segno
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.registry import Act
from folkmoot.accounts.services import record_audit
from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.core.ids import from_ref, read_aloud, to_ref
from folkmoot.core.text import usable_line
from folkmoot.outreach import acts, policy
from folkmoot.outreach.models import Ambassador, ShortLink
from folkmoot.programmes.models import Channel, Programme

# No letter or digit that is mistaken for another on paper.
LENGTH = 6
SIGNER = Signer(salt="folkmoot.outreach.ambassador")


@transaction.atomic
def make_short(*, actor: Actor, channel: Channel, at: datetime) -> ShortLink:
    """The channel's short link; the same one when asked again, because it may be printed."""
    if not policy.can_manage_kits(actor.roles, channel.programme.stage(at)):
        raise NotAllowed(_("Links are made by facilitators and administrators until the close."))
    return _short(channel)


@transaction.atomic
def add_ambassador(*, actor: Actor, programme: Programme, name: str, at: datetime) -> Ambassador:
    """With a channel of their own, named after them only for staff: its code is random."""
    if not policy.can_manage_kits(actor.roles, programme.stage(at)):
        raise NotAllowed(_("Ambassadors are added by facilitators and administrators."))
    name = usable_line(name, 80, empty=_("Write a name."))
    if Ambassador.objects.filter(programme=programme, name=name, ended_on=None).exists():
        raise DomainError(_("%(name)s is an ambassador already.") % {"name": name})
    channel = Channel.objects.create(
        programme=programme, name=f"Ambassador: {name}"[:80], code=f"a-{read_aloud(8)}"
    )
    _short(channel)
    ambassador = Ambassador.objects.create(programme=programme, name=name, channel=channel)
    _audit(actor, acts.AMBASSADOR_ADDED, ambassador, at)
    return ambassador


@transaction.atomic
def end_ambassador(*, actor: Actor, ambassador: Ambassador, at: datetime) -> None:
    """Their page is gone; their link goes on working, because it is printed somewhere."""
    if not policy.can_manage_kits(actor.roles, ambassador.programme.stage(at)):
        raise NotAllowed(_("Ambassadors are ended by facilitators and administrators."))
    if ambassador.ended_on is None:
        ambassador.ended_on = day_of(at)
        ambassador.save(update_fields=["ended_on"])
        _audit(actor, acts.AMBASSADOR_ENDED, ambassador, at)


def ambassador_path(ambassador: Ambassador) -> str:
    """A page that needs no sign-in: whoever holds the link sees it."""
    return f"/ambassador/{SIGNER.sign(to_ref(ambassador.pk)).replace(':', '.')}/"


def ambassador_behind(token: str) -> Ambassador | None:
    try:
        key = from_ref(SIGNER.unsign(token.replace(".", ":")))
    except (BadSignature, ValueError):
        return None
    found = Ambassador.objects.select_related("programme__organisation", "channel")
    return found.filter(pk=key, ended_on=None).first()


def qr_svg(address: str) -> str:
    """A square of paths in the text's colour, quiet zone included; no script, no style."""
    file = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        file,
        kind="svg",
        xmldecl=False,
        svgns=True,
        scale=8,
        border=4,
        dark="#000",
        light="#fff",
        omitsize=True,
    )
    return file.getvalue().decode()


def qr_png(address: str) -> bytes:
    file = io.BytesIO()
    segno.make(address, error="m", micro=False).save(file, kind="png", scale=16, border=4)
    return file.getvalue()


def _short(channel: Channel) -> ShortLink:
    found = ShortLink.objects.filter(channel=channel).first()
    for _try in range(20):
        if found is not None:
            return found
        try:
            with transaction.atomic():
                return ShortLink.objects.create(code=read_aloud(LENGTH), channel=channel)
        except IntegrityError:  # taken, or somebody else made this channel's
            found = ShortLink.objects.filter(channel=channel).first()
    raise DomainError(_("No short link could be made. Try again."))


def _audit(actor: Actor, act: Act, ambassador: Ambassador, at: datetime) -> None:
    record_audit(actor, act, at, ambassador.name, programme=ambassador.programme)
