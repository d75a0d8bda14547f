"""What ends by itself: the key, the hold on voices, everything; and the order of rows."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.activities.registry import kinds
from folkmoot.core.days import day_of, start_of
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.core.own_rows import Owner
from folkmoot.core.physical_order import StillRead, shuffle_tables
from folkmoot.joining import acts, keys, policy, registry
from folkmoot.joining.models import (
    InvitationRequest,
    JoiningCode,
    JoiningSettings,
    Mode,
    SealedLink,
    SegmentTotal,
    UsedLink,
)
from folkmoot.joining.queries.joining_settings import with_old_order
from folkmoot.joining.services import gateway
from folkmoot.joining.services.invitation_requests import LINKS
from folkmoot.joining.services.list_traces import forget_traces
from folkmoot.joining.services.system_actor import note
from folkmoot.joining.services.ties import untie_voices
from folkmoot.joining.services.voices import withdraw_everything
from folkmoot.members.models import Invitee, PopulationTotal
from folkmoot.participants import registry as voices
from folkmoot.participants.models import (
    ChannelTotal,
    DayTotal,
    Participant,
    Segment,
    UntiedProgramme,
)
from folkmoot.post import queries as letters
from folkmoot.post import services as post
from folkmoot.programmes.models import Programme
from folkmoot.programmes.services import lock

logger = logging.getLogger(__name__)
Act = Callable[[Programme, datetime], bool]
RELAYED = "relayed"  # the purpose of letters that the relay hands in

# Rooms whose tables know members or voices, beside those of activities; all the others hold
# what staff did.
CROWD = (
    "members",
    "participants",
    "joining",
    "mailbox",
    "outreach",
    "post",
    "analysis",
    "frameworks",
)


class EndingsFailed(RuntimeError):
    """So that the job is seen to have failed; the next hour tries again."""


@transaction.atomic
def destroy_key(programme: Programme, at: datetime) -> bool:
    """End for good what could tie members to voices; False where that was done before.

    The file goes last inside the transaction: should the commit fail after it, trying
    again finds nothing to destroy and finishes the rest.
    """
    lock(programme.pk, no_key=True)  # whoever joins just now comes before or after, never between
    settings = JoiningSettings.objects.select_for_update().filter(programme=programme).first()
    if settings is None or settings.mode == Mode.OPEN or settings.key_destroyed_on is not None:
        return False
    if not settings.is_fixed:
        raise DomainError(_("This programme has not been launched, so it has no key."))
    gateway.generalise_answers(programme)
    SealedLink.objects.filter(participant__programme=programme).delete()
    UsedLink.objects.filter(programme=programme).delete()
    JoiningCode.objects.filter(programme=programme).delete()
    InvitationRequest.objects.filter(programme=programme).delete()
    # Days and counts that differ between people are hints, too. Totals of attributes stay.
    Invitee.objects.filter(programme=programme).update(
        attributes=None, has_joined=False, reminders=0, new_code=Invitee.NewCode.NEVER
    )
    invited = Invitee.objects.filter(programme=programme, invited_on__isnull=False)
    first = invited.aggregate(day=models.Min("invited_on"))["day"]
    invited.update(invited_on=first)
    _forget_relayed(programme)
    registry.key_gone(programme, at)
    settings.key_destroyed_on = settings.generalised_on = day_of(at)
    settings.order_rewritten_on = None
    settings.save(update_fields=["key_destroyed_on", "generalised_on", "order_rewritten_on"])
    note(programme=programme, act=acts.KEY_DESTROYED, at=at)
    keys.destroy(programme.pk)
    return True


def _forget_relayed(programme: Programme) -> None:
    """Letters to authors that still wait say who was told; with the last one their key goes."""
    for purpose in (RELAYED, LINKS):
        batch = letters.batch_of(programme.pk, purpose)
        if batch is not None:
            post.drop_waiting(batch)


@transaction.atomic
def generalise_earlier(programme: Programme, at: datetime) -> bool:
    """Shorten what is stored of voices whose key went before this was done with it."""
    lock(programme.pk, no_key=True)
    settings = JoiningSettings.objects.select_for_update().get(programme=programme)
    if settings.key_destroyed_on is None or settings.generalised_on is not None:
        return False
    gateway.generalise_answers(programme)
    settings.generalised_on, settings.order_rewritten_on = day_of(at), None
    settings.save(update_fields=["generalised_on", "order_rewritten_on"])
    note(programme=programme, act=acts.ANSWERS_GENERALISED, at=at)
    return True


@transaction.atomic
def destroy_key_by_hand(*, actor: Actor, programme: Programme, typed: str, at: datetime) -> None:
    """The same, asked for by a person, who types the programme's name to confirm it."""
    if not policy.can_destroy_key(actor.roles, programme.stage(at)):
        raise NotAllowed(
            _("The key can be destroyed by a facilitator once the programme has closed.")
        )
    if typed.strip().casefold() != programme.name.casefold():
        raise DomainError(_("Type the programme's name exactly, to show that you mean it."))
    if destroy_key(programme, at):
        record_audit(actor, acts.DESTRUCTION_REQUESTED, at, programme=programme)


@transaction.atomic
def release_voices(programme: Programme, at: datetime) -> bool:
    """Let voices go: no key or browser brings one back; answers on joining are deleted."""
    lock(programme.pk, no_key=True)
    settings = JoiningSettings.objects.select_for_update().get(programme=programme)
    if settings.released_on is not None:
        return False
    Participant.objects.filter(programme=programme).update(key_hash=None)
    Segment.objects.filter(participant__programme=programme).delete()
    SealedLink.objects.filter(participant__programme=programme).delete()
    settings.released_on = day_of(at)
    settings.save(update_fields=["released_on"])
    note(programme=programme, act=acts.VOICES_RELEASED, at=at)
    return True


def erase_everything(programme: Programme, at: datetime) -> int:
    """Take back what every voice said, and forget who was invited; how many voices.

    One transaction for each voice, so that a worker that is killed goes on where it was.
    Words that are taken back leave a published guide, too; figures and copies that somebody
    has downloaded stay as they were.
    """
    destroy_key(programme, at)
    erased = 0
    # First: each voice that goes would be counted out of them, one by one.
    SegmentTotal.objects.filter(question__programme=programme).delete()
    _erase_untied(programme, at)
    people = Participant.objects.filter(programme=programme).select_related(
        "programme__organisation"
    )
    for participant in people.order_by("pk").iterator(chunk_size=200):
        withdraw_everything(participant=participant, at=at)
        erased += 1
    with transaction.atomic():
        Invitee.objects.filter(programme=programme).delete()
        PopulationTotal.objects.filter(programme=programme).delete()
        ChannelTotal.objects.filter(programme=programme).delete()
        DayTotal.objects.filter(programme=programme).delete()
        registry.erased(programme, at)
        JoiningSettings.objects.filter(programme=programme).update(
            erased_on=day_of(at), order_rewritten_on=None
        )
        note(programme=programme, act=acts.DATA_ERASED, at=at)
    return erased


@transaction.atomic
def _erase_untied(programme: Programme, at: datetime) -> None:
    """Rows that say no more whose they are go together, and with them what was counted."""
    lock(programme.pk, no_key=True)
    kept = UntiedProgramme.objects.select_for_update().filter(pk=programme.pk).first()
    if kept is None:
        return
    everybody = Owner(programme.pk, 0, everybody=True)
    for voice in voices.voices():
        voice.withdraw(everybody, at)
    UntiedProgramme(programme=programme, untied_on=kept.untied_on).save()


TRACES = "forgot what dates people on a list"  # not for people: the log of the job
DESTROYED = "destroyed a key"  # not for people: the log of the job
UNTIED = "ended ties between rows"  # not for people: the log of the job
LET_GO = "let voices go"  # not for people: the log of the job
ERASED = "erased a programme"  # not for people: the log of the job


def keep_dates(*, at: datetime) -> list[str]:
    """Do what is due in every programme; the names of what was done. Safe to run twice.

    One programme that fails stops no other: all are tried, and only then is it said.
    """
    today, done, failed = day_of(at), [], 0
    launched = JoiningSettings.objects.filter(programme__is_launched=True)
    all_settings = launched.select_related("programme__organisation")
    ended = Q(destroy_on__lte=today) | Q(
        destroy_on=None, programme__closes_at__lt=_midnight(at), programme__is_launched=True
    )
    with_key = all_settings.filter(is_fixed=True, key_destroyed_on=None).exclude(mode=Mode.OPEN)
    due: tuple[tuple[str, Act, models.QuerySet[JoiningSettings]], ...] = (
        (TRACES, _forget_traces, with_key.filter(mode=Mode.CONFIDENTIAL)),
        (DESTROYED, destroy_key, with_key.filter(ended)),
        (
            "shortened what is stored",  # not for people: the log of the job
            generalise_earlier,
            all_settings.filter(generalised_on=None, erased_on=None).exclude(key_destroyed_on=None),
        ),
        (UNTIED, untie_voices, all_settings.filter(_over(at), erased_on=None)),
        (LET_GO, release_voices, all_settings.filter(release_on__lte=today, released_on=None)),
        (ERASED, _erase, all_settings.filter(erase_on__lte=today, erased_on=None)),
    )
    for name, act, waiting in due:
        for settings in waiting:
            try:
                is_done = act(settings.programme, at)
            except Exception:
                # The log names the kind of error and where it was, never what it says.
                logger.exception("an ending failed", extra={"job": "joining.keep_dates"})
                failed += 1
            else:
                done += [name] if is_done else []
    if failed:
        told = f"{failed} of the endings that are due failed"  # not for people: the log
        raise EndingsFailed(f"{told}; the log says where.")  # not for people: the log
    return done


def _over(at: datetime) -> Q:
    """Closed before today, and without a key."""
    return Q(programme__closes_at__lt=_midnight(at)) & (
        Q(mode=Mode.OPEN) | Q(key_destroyed_on__isnull=False)
    )


def _forget_traces(programme: Programme, at: datetime) -> bool:
    """What earlier versions kept, a list that was added since, or a group that an erasure left
    with fewer than k."""
    return forget_traces(programme)


def _erase(programme: Programme, at: datetime) -> bool:
    erase_everything(programme, at)
    return True


def rewrite_order(*, at: datetime) -> bool:
    """Once after each close, and after each key that goes: nothing tells who came first."""
    programmes = with_old_order(at=at)
    if not programmes:
        return False
    try:
        shuffle_tables(crowd_tables())
    except StillRead as reason:
        logger.warning("the order of rows was not rewritten: %s", reason)
        return False  # the next hour tries again
    for programme_id in programmes:  # what was imported once has none yet
        JoiningSettings.objects.get_or_create(pk=programme_id, defaults={"is_fixed": True})
    JoiningSettings.objects.filter(pk__in=programmes).update(order_rewritten_on=day_of(at))
    return True


def crowd_tables() -> list[type[models.Model]]:
    rooms = [label for label in CROWD if apps.is_installed(f"folkmoot.{label}")]
    return [
        model
        for label in (*rooms, *dict.fromkeys(kind.room for kind in kinds()))
        for model in apps.get_app_config(label).get_models()
        if model._meta.managed and not model._meta.proxy
    ]


def count_opening(programme: Programme, at: datetime) -> None:
    """Before a sealed link is opened, count and audit that it will be."""
    JoiningSettings.objects.filter(programme=programme).update(openings=F("openings") + 1)
    note(programme=programme, act=acts.LINK_OPENED, at=at)


def _midnight(at: datetime) -> datetime:
    """The start of today: a programme's key outlives its close until the day is over."""
    return start_of(day_of(at)) - timedelta(microseconds=1)
