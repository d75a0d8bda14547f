"""Choosing how a programme is joined and when what it knows ends; the launch fixes both."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.core.formats import day as in_words
from folkmoot.core.revisions import check, shown
from folkmoot.joining import acts, keys, policy
from folkmoot.joining.models import JoiningSettings, Mode
from folkmoot.joining.queries.opening import chosen_mode, proposed_dates
from folkmoot.joining.services import gateway
from folkmoot.joining.services.system_actor import note
from folkmoot.members.models import Invitee
from folkmoot.participants.queries import untied
from folkmoot.programmes.models import Programme, Stage
from folkmoot.programmes.services import lock


@transaction.atomic
def choose_mode(
    *, actor: Actor, programme: Programme, mode: Mode, at: datetime, revision: str | None = None
) -> JoiningSettings:
    """How people will join. Refused once the programme has been launched."""
    # The programme first, as an import does for each batch: none may keep attributes meanwhile.
    programme = lock(programme.pk, no_key=True)
    settings = _settings_for_update(programme)
    if settings.is_fixed or not policy.can_choose_mode(actor.roles, programme.stage(at)):
        raise NotAllowed(_("How people join is fixed when a programme is launched."))
    check({"mode": chosen_mode(settings)}, revision, {"mode": mode.value})
    if settings.mode != mode or not settings.is_chosen:
        settings.mode, settings.chosen_on = mode, day_of(at)
        settings.save(update_fields=["mode", "chosen_on"])
        record_audit(actor, acts.MODE_CHOSEN, at, lambda: str(mode.label), programme=programme)
    if mode == Mode.ANONYMOUS:
        # They live on as totals, which the list of the invited keeps in every mode.
        Invitee.objects.filter(programme=programme).update(attributes=None)
    return settings


@transaction.atomic
def set_retention(
    *,
    actor: Actor,
    programme: Programme,
    at: datetime,
    destroy_on: date | None,
    release_on: date | None,
    erase_on: date | None,
    revision: str | None = None,
) -> JoiningSettings:
    """The days on which what is known ends by itself. People were told: never later again."""
    settings = _settings_for_update(programme)
    if not policy.can_set_retention(actor.roles, programme.stage(at)):
        raise NotAllowed(_("Only a facilitator or an administrator can set these dates."))
    wanted = {"destroy_on": destroy_on, "release_on": release_on, "erase_on": erase_on}
    is_news = check(proposed_dates(programme, settings), revision, wanted)
    if settings.dates_chosen_on and not is_news and wanted == shown(settings, wanted):
        return settings
    is_told = programme.stage(at) not in {Stage.DRAFT, Stage.PRACTICE}
    for name, day in wanted.items():
        if day != getattr(settings, name):
            _check_day(settings, name, day, day_of(at), is_told=is_told, closes=programme.closes_at)
            setattr(settings, name, day)
    if erase_on and release_on and erase_on < release_on:
        raise DomainError(_("Everything cannot be erased before voices are let go."))
    settings.dates_chosen_on = day_of(at)
    settings.save(update_fields=[*wanted, "dates_chosen_on"])
    record_audit(actor, acts.RETENTION_SET, at, lambda: _dates(wanted), programme=programme)
    return settings


def _dates(chosen: dict[str, date | None]) -> str:
    return _("destroy: %(destroy_on)s; release: %(release_on)s; erase: %(erase_on)s") % {
        name: day or _("no date") for name, day in chosen.items()
    }


def freeze_mode(programme_id: UUID) -> None:
    """Inside the launch, and for what is imported: from now on the way of joining stands,
    and so does what is asked."""
    settings = JoiningSettings.objects.get_or_create(programme_id=programme_id)[0]
    JoiningSettings.objects.filter(pk=settings.pk).update(is_fixed=True)
    gateway.freeze_questions(Programme.objects.get(pk=programme_id))


def make_key(programme: Programme, at: datetime) -> None:
    """Inside the launch. A key is never made later: another one would open nothing."""
    settings = JoiningSettings.objects.filter(pk=programme.pk, key_destroyed_on=None).first()
    if settings is None or settings.mode == Mode.OPEN:
        return
    if keys.create(programme.pk):
        note(programme=programme, act=acts.KEY_MADE, at=at)


def tell_moved_key(programme: Programme, at: datetime) -> None:
    """The closing date moved: with no date of its own, the day on which the key goes did, too.

    Nothing opens again once ties have gone: everybody could say everything twice.
    """
    if programme.is_open(at) and untied(programme.pk) is not None:
        raise DomainError(
            _(
                "This programme cannot open again: nothing here tells any more which words are of "
                "one person, so people could vote twice. Start a new programme from it."
            )
        )
    settings = JoiningSettings.objects.filter(
        pk=programme.pk, is_fixed=True, destroy_on=None
    ).first()
    if settings is None or settings.mode == Mode.OPEN or settings.key_destroyed_on is not None:
        return
    if programme.closes_at is not None:
        day = day_of(programme.closes_at) + timedelta(days=1)
        note(
            programme=programme,
            act=acts.DESTRUCTION_MOVED,
            at=at,
            detail=lambda: _("to %(day)s") % {"day": in_words(day)},
        )


def count_lifted_erasure(organisation_id: UUID) -> None:
    """Somebody who had been erased may be invited again, perhaps with a code in their hands.

    Whether they had one is forgotten, so each programme counts one more who may hold two.
    """
    all_settings = JoiningSettings.objects.filter(
        programme__organisation=organisation_id,
        mode=Mode.ANONYMOUS,
        is_fixed=True,
        key_destroyed_on=None,
    )
    with_key = [settings.pk for settings in all_settings if keys.exists(settings.pk)]
    JoiningSettings.objects.filter(pk__in=with_key).update(second_codes=F("second_codes") + 1)


def _check_day(
    settings: JoiningSettings,
    name: str,
    day: date | None,
    today: date,
    *,
    is_told: bool,
    closes: datetime | None,
) -> None:
    told: date | None = getattr(settings, name)
    if name == "destroy_on" and settings.mode == Mode.OPEN and day is not None:
        raise DomainError(_("An open link has no key that could be destroyed."))
    if name == "destroy_on" and is_told and told is None:
        told = day_of(closes) + timedelta(days=1) if closes else None
    if day is not None and day < today:
        raise DomainError(_("%(day)s has passed. Choose a later day.") % {"day": in_words(day)})
    if is_told and told is not None and (day is None or day > told):
        raise DomainError(_("People have been told an earlier date. It can only come nearer."))


def _settings_for_update(programme: Programme) -> JoiningSettings:
    JoiningSettings.objects.get_or_create(programme=programme)
    return JoiningSettings.objects.select_for_update().get(programme=programme)
