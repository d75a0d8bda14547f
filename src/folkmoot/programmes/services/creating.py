"""From nothing, or from an earlier programme, to a draft."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.core.revisions import claim
from folkmoot.core.text import clean_line, usable_line
from folkmoot.programmes import acts, policy, registry
from folkmoot.programmes.models import Activity, MandateVersion, Phase, Programme
from folkmoot.programmes.queries import newest_version, notice_of, zone_of
from folkmoot.programmes.services.notice import mark_carried
from folkmoot.web.languages import names

RESERVED_SLUGS = frozenset({"new", "people", "audit", "programmes", "address-book", "organisation"})


class AddressTaken(DomainError):
    pass


@transaction.atomic
def create_programme(
    *, actor: Actor, name: str, slug: str, at: datetime, summary: str = "", language: str = ""
) -> Programme:
    """A draft with an address of its own; raises AddressTaken and NotAllowed."""
    if not policy.can_create(actor.roles):
        raise NotAllowed(_("Only a facilitator or an administrator can create a programme."))
    name = usable_line(name, 120, empty=_("Write the programme's name."))
    summary = clean_line(summary)[:300]
    if slug in RESERVED_SLUGS:
        raise AddressTaken(
            _("The address “%(address)s” is taken. Choose another.") % {"address": slug}
        )
    try:
        with transaction.atomic():  # two people may choose the same address at once
            programme = Programme.objects.create(
                organisation=actor.organisation,
                name=name,
                slug=slug,
                summary=summary,
                language=_spoken(language, settings.LANGUAGE_CODE),
                created_on=day_of(at),
            )
    except IntegrityError:
        raise AddressTaken(
            _("The address “%(address)s” is taken. Choose another.") % {"address": slug}
        ) from None
    record_audit(actor, acts.PROGRAMME_CREATED, at, programme=programme)
    return programme


@transaction.atomic
def start_programme(
    *, actor: Actor, name: str, slug: str, at: datetime, summary: str = "", language: str = ""
) -> Programme:
    """A draft with the usual activity in it, so that the next step is never a blank page."""
    programme = create_programme(
        actor=actor, name=name, slug=slug, at=at, summary=summary, language=language
    )
    usual = registry.usual_kind()
    if usual is not None:
        with programme.in_its_language():
            title = str(usual.name)
        Activity.objects.create(programme=programme, kind=usual.key, title=title)
    return programme


@transaction.atomic
def start_from(  # noqa: PLR0913 - the facts of one new programme
    *,
    actor: Actor,
    earlier: Programme,
    name: str,
    slug: str,
    at: datetime,
    opens_on: date | None = None,
    summary: str = "",
    language: str = "",
) -> Programme:
    """A draft that starts where an earlier programme began.

    Carries over the mandate's words, the branding, the activities and what staff wrote in
    them, and what rooms above set up (how people join, say). Leaves behind signatures,
    comments, people, channels and all that participants said.
    Phases keep their place in the calendar of the programme, counted from ``opens_on``; where
    either programme has no opening date, they are left out. Words that came along are marked:
    somebody reads them again before anybody is let in.
    """
    if earlier.organisation_id != actor.organisation.pk:
        raise ValueError("the earlier programme belongs to another organisation")
    programme = create_programme(
        actor=actor,
        name=name,
        slug=slug,
        at=at,
        summary=summary,
        language=language or earlier.language,
    )
    programme.colour, programme.partners = earlier.colour, earlier.partners
    if earlier.logo:
        with suppress(OSError), earlier.logo.open("rb") as picture:
            programme.logo.save("logo.png", picture, save=False)
    zone = zone_of(actor.organisation)
    shift = _days_between(earlier, opens_on)
    if shift is not None:
        programme.opens_at = _shifted(earlier.opens_at, shift, zone)
        programme.closes_at = _shifted(earlier.closes_at, shift, zone)
    programme.save()
    if programme.partners:  # colours are no words; who runs it with you is
        mark_carried(programme.pk, "branding")
    mandate = newest_version(earlier)
    if mandate is not None:
        MandateVersion.objects.create(
            programme=programme,
            number=1,
            pain_points=mandate.pain_points,
            promise=mandate.promise,
            invited=mandate.invited,
            answers_for=mandate.answers_for,
            edited_by=actor.user,
            edited_at=at,
        )
        mark_carried(programme.pk, "mandate")
    _copy_notice(earlier, programme)
    for activity in earlier.activities.prefetch_related("phases"):
        _copy_activity(activity, programme, shift, zone)
    registry.copied(earlier.pk, programme.pk)
    record_audit(actor, acts.PROGRAMME_COPIED, at, earlier.name, programme=programme)
    return programme


@transaction.atomic
def rename_programme(
    *,
    actor: Actor,
    programme: Programme,
    name: str,
    summary: str,
    at: datetime,
    language: str = "",
    revision: str | None = None,
) -> Programme:
    """Name, sentence and language; the address stays, because people have it in their hands."""
    if not policy.can_set_up(actor.roles, programme.stage(at)):
        raise NotAllowed(_("Only a facilitator or an administrator can rename a programme."))
    name = usable_line(name, 120, empty=_("Write the programme's name."))
    summary = clean_line(summary)[:300]
    language = _spoken(language, programme.language)
    if not claim(programme, revision, name=name, summary=summary, language=language):
        return programme
    programme.name, programme.summary, programme.language = name, summary, language
    programme.save(update_fields=["name", "summary", "language"])
    record_audit(actor, acts.PROGRAMME_RENAMED, at, name, programme=programme)
    return programme


def _spoken(language: str, otherwise: str) -> str:
    """A language that the product speaks."""
    return language if language in names() else otherwise


def _copy_notice(earlier: Programme, programme: Programme) -> None:
    notice = notice_of(earlier)
    if notice is not None:
        notice.programme = programme
        notice.save(force_insert=True)
        mark_carried(programme.pk, "notice")


def _copy_activity(
    activity: Activity, programme: Programme, shift: timedelta | None, zone: ZoneInfo
) -> None:
    copied = Activity.objects.create(
        programme=programme,
        kind=activity.kind,
        title=activity.title,
        summary=activity.summary,
        position=activity.position,
    )
    if shift is not None:
        Phase.objects.bulk_create(
            Phase(
                activity=copied,
                key=phase.key,
                opens_at=_shifted(phase.opens_at, shift, zone),
                closes_at=_shifted(phase.closes_at, shift, zone),
            )
            for phase in activity.phases.all()
        )
    kind = next((kind for kind in registry.kinds() if kind.key == activity.kind), None)
    if kind is not None:
        kind.copy(activity.pk, copied.pk)
        mark_carried(programme.pk, f"activity:{copied.pk}")


def _days_between(earlier: Programme, opens_on: date | None) -> timedelta | None:
    if opens_on is None or earlier.opens_at is None or earlier.closes_at is None:
        return None
    return opens_on - day_of(earlier.opens_at)


def _shifted(moment: datetime | None, shift: timedelta, zone: ZoneInfo) -> datetime:
    """So many days later by the clock on the wall: 9 a.m. stays 9 a.m. when the clocks change."""
    assert moment is not None
    return (moment.astimezone(zone) + shift).astimezone(UTC)
