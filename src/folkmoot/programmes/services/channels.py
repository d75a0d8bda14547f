"""The ways in which people arrive."""

import re
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.registry import Act
from folkmoot.accounts.services import record_audit
from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.core.text import usable_line
from folkmoot.programmes import acts, policy
from folkmoot.programmes.models import Channel, Programme

CODE = re.compile(r"[a-z0-9-]{1,20}")


@transaction.atomic
def add_channel(
    *, actor: Actor, programme: Programme, name: str, code: str, at: datetime
) -> Channel:
    _check(actor, programme, at)
    name = usable_line(name, 80, empty=_("Write a name."))
    if not CODE.fullmatch(code):
        raise DomainError(_("A code has up to 20 small letters, digits and hyphens."))
    try:
        with transaction.atomic():
            channel = Channel.objects.create(programme=programme, name=name, code=code)
    except IntegrityError:
        raise DomainError(
            _("The code “%(code)s” is taken in this programme. Choose another.") % {"code": code}
        ) from None
    _audit(actor, acts.CHANNEL_ADDED, at, channel)
    return channel


@transaction.atomic
def retire_channel(*, actor: Actor, channel: Channel, at: datetime) -> Channel:
    """Its link goes on working, because it is printed somewhere; it is no longer counted."""
    _check(actor, channel.programme, at)
    if channel.retired_on is None:
        channel.retired_on = day_of(at)
        channel.save(update_fields=["retired_on"])
        _audit(actor, acts.CHANNEL_RETIRED, at, channel)
    return channel


@transaction.atomic
def restore_channel(*, actor: Actor, channel: Channel, at: datetime) -> Channel:
    _check(actor, channel.programme, at)
    if channel.retired_on is not None:
        channel.retired_on = None
        channel.save(update_fields=["retired_on"])
        _audit(actor, acts.CHANNEL_RESTORED, at, channel)
    return channel


def _check(actor: Actor, programme: Programme, at: datetime) -> None:
    if not policy.can_set_up(actor.roles, programme.stage(at)):
        raise NotAllowed(_("Channels can be changed by facilitators until the programme closes."))


def _audit(actor: Actor, act: Act, at: datetime, channel: Channel) -> None:
    record_audit(actor, act, at, f"{channel.name} ({channel.code})", programme=channel.programme)
