"""How a programme is joined."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import TruncDate

from folkmoot.joining.models import JoiningCode, JoiningSettings, Mode
from folkmoot.programmes.models import Programme


def mode_of(programme_id: UUID) -> Mode:
    """Programmes without settings are joined by an open link."""
    found = JoiningSettings.objects.filter(pk=programme_id).values_list("mode", flat=True).first()
    return Mode(found) if found else Mode.OPEN


def mode_of_list(programme_id: UUID) -> str:
    """What a list of people may keep: once the key is gone, attributes only as totals."""
    settings = JoiningSettings.objects.filter(pk=programme_id).first()
    if settings is None:
        return Mode.OPEN.value
    return (Mode.ANONYMOUS if settings.key_destroyed_on else Mode(settings.mode)).value


def promised_in(organisation_id: UUID) -> list[str]:
    """Programmes whose people were told the smallest group, until everything is erased.

    Those being practised are not among them: what was said there goes at the launch.
    """
    launched = Programme.objects.filter(organisation_id=organisation_id, is_launched=True)
    erased = JoiningSettings.objects.filter(erased_on__isnull=False)
    return list(launched.exclude(pk__in=erased.values("pk")).values_list("name", flat=True))


def needs_code(programme: Programme) -> bool:
    """Rehearsing staff need none: what they say is erased at the launch."""
    return programme.is_launched and mode_of(programme.pk) != Mode.OPEN


def settings_of(programme: Programme) -> JoiningSettings:
    """What is stored, or as it would be: open, not fixed, nothing dated. Writes nothing."""
    return JoiningSettings.objects.filter(pk=programme.pk).first() or JoiningSettings(
        programme=programme
    )


def codes_left(programme: Programme) -> int:
    """Joining codes that nobody has used yet."""
    return JoiningCode.objects.filter(programme=programme).count()


def second_codes_at_most(programme: Programme, settings: JoiningSettings | None = None) -> int:
    """Up to so many people may hold two codes, and so have two voices: up to the next whole group
    of k, for how many of those who asked had a code before is nobody's business."""
    k = programme.organisation.smallest_group
    return -(-(settings or settings_of(programme)).second_codes // k) * k


def with_old_order(*, at: datetime) -> list[UUID]:
    """Programmes that have closed, perhaps again, or whose key has gone before that, and whose
    rows still lie as they came."""
    launched = Programme.objects.filter(is_launched=True)
    is_closed, has_no_key = Q(closes_at__lt=at), Q(joining_settings__key_destroyed_on__isnull=False)
    waiting = launched.filter(is_closed | has_no_key).filter(
        Q(joining_settings=None)  # imported before imports had one
        | Q(joining_settings__order_rewritten_on=None)
        | is_closed & Q(joining_settings__order_rewritten_on__lt=TruncDate("closes_at"))
    )
    return list(waiting.values_list("pk", flat=True))
