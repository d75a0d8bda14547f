"""An organisation's own colours, logo and partners."""

import io
import re
import warnings
from datetime import datetime
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.core.ids import random_id, to_ref
from folkmoot.core.revisions import check, claim
from folkmoot.core.text import clean_line
from folkmoot.programmes import acts, policy
from folkmoot.programmes.models import Programme
from folkmoot.programmes.services.locking import lock
from folkmoot.programmes.services.notice import forget_carried

LARGEST_FILE = 2 * 1024 * 1024
MOST_PIXELS = 16_000_000
LARGEST_SHOWN = (640, 240)  # twice the size it has on a page, for sharp screens


class BadLogo(DomainError):
    pass


@transaction.atomic
def set_branding(
    *,
    actor: Actor,
    programme: Programme,
    colour: str,
    partners: str,
    at: datetime,
    revision: str | None = None,
) -> Programme:
    _check(actor, programme, at)
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise DomainError(_("Write the colour as # and six digits, such as #2b4a8f."))
    partners = clean_line(partners)[:300]
    was_carried = forget_carried(programme, "branding")
    is_news = claim(programme, revision, colour=colour.lower(), partners=partners)
    if not is_news and not was_carried:
        return programme
    programme.colour, programme.partners = colour.lower(), partners
    programme.save(update_fields=["colour", "partners"])
    record_audit(actor, acts.BRANDING_CHANGED, at, programme.colour, programme=programme)
    return programme


@transaction.atomic
def set_logo(
    *,
    actor: Actor,
    programme: Programme,
    picture: BinaryIO,
    at: datetime,
    revision: str | None = None,
) -> Programme:
    """Keep a logo as a fresh PNG made from its pixels alone: nothing else in the file survives."""
    _check(actor, programme, at)
    earlier = _logo_held(programme, revision)
    png = _as_png(picture.read(LARGEST_FILE + 1))
    programme.logo.save(f"{to_ref(random_id())}.png", ContentFile(png), save=False)
    programme.save(update_fields=["logo"])
    _forget_file(programme, earlier)
    record_audit(actor, acts.LOGO_CHANGED, at, programme=programme)
    return programme


@transaction.atomic
def remove_logo(
    *, actor: Actor, programme: Programme, at: datetime, revision: str | None = None
) -> Programme:
    _check(actor, programme, at)
    earlier = _logo_held(programme, revision, wanted="")
    if earlier:
        programme.logo = ""
        programme.save(update_fields=["logo"])
        _forget_file(programme, earlier)
        record_audit(actor, acts.LOGO_REMOVED, at, programme=programme)
    return programme


def _logo_held(programme: Programme, revision: str | None, wanted: str | None = None) -> str:
    """The name of the logo that there is, held until the transaction ends."""
    fresh = lock(programme.pk)
    now = fresh.logo.name or ""
    check({"logo": now}, revision, {"logo": wanted})
    return now


def _as_png(content: bytes) -> bytes:
    if len(content) > LARGEST_FILE:
        raise BadLogo(_("The picture is larger than 2 MB. Save a smaller one, then try again."))
    if not content:
        raise BadLogo(_("The file is empty. Choose a PNG, JPEG, WebP or GIF picture."))
    if b"<svg" in content[:4096].lower():
        raise BadLogo(
            _(
                "SVG pictures can carry scripts, so we cannot take them. "
                "Export it as PNG, then try again."
            )
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP", "GIF"))
            if picture.width * picture.height > MOST_PIXELS:
                raise BadLogo(_("The picture has more than 16 million pixels. Save a smaller one."))
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as wrong:
        raise BadLogo(
            _("We cannot read this file as a picture. Choose a PNG, JPEG, WebP or GIF.")
        ) from wrong
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as wrong:
        raise BadLogo(
            _("The picture has more than 16 million pixels. Save a smaller one.")
        ) from wrong
    upright.thumbnail(LARGEST_SHOWN)
    bare = Image.new("RGBA", upright.size)
    bare.paste(upright)
    saved = io.BytesIO()
    bare.save(saved, format="PNG", optimize=True)
    return saved.getvalue()


def _forget_file(programme: Programme, name: str | None) -> None:
    if name:
        storage = programme.logo.storage
        transaction.on_commit(lambda: storage.delete(name))


def _check(actor: Actor, programme: Programme, at: datetime) -> None:
    if not policy.can_set_up(actor.roles, programme.stage(at)):
        raise NotAllowed(_("Branding can be changed by facilitators until the programme closes."))
