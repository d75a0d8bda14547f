"""Who waits for an invitation. Addresses come out of here for letters alone."""

from dataclasses import dataclass
from datetime import datetime

from folkmoot.joining import keys
from folkmoot.joining.models import Asking, Doorway, Mode
from folkmoot.joining.queries.joining_settings import mode_of
from folkmoot.programmes.models import Programme, Stage


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed, as cleaned; perhaps no address at all."""

    id: int
    address: str

    def __repr__(self) -> str:
        return "somebody who asked"


def can_ask_for_invitation(programme: Programme, at: datetime) -> bool:
    """Until the close, wherever an invitation is needed and its key can still make one."""
    if programme.stage(at) not in {Stage.SCHEDULED, Stage.OPEN}:
        return False
    return keys.exists(programme.pk) and mode_of(programme.pk) != Mode.OPEN


def let_people_ask(*, at: datetime) -> list[Programme]:
    """Programmes in which people may be waiting for an invitation."""
    doors = (
        Doorway.objects.filter(is_fixed=True, key_destroyed_on=None, programme__closes_at__gt=at)
        .exclude(mode=Mode.OPEN)
        .select_related("programme__organisation")
    )
    return [door.programme for door in doors if can_ask_for_invitation(door.programme, at)]


def has_askings(programme: Programme) -> bool:
    return Asking.objects.filter(programme=programme).exists()


def askings(programme: Programme) -> list[Asked]:
    """Everybody whose asking is still sealed, in the order of their random ids."""
    if not keys.exists(programme.pk):
        return []
    rows = Asking.objects.filter(programme=programme).order_by("pk")
    return [Asked(row.pk, _words(row)) for row in rows]


def _words(row: Asking) -> str:
    try:
        opened = keys.open_words(row.programme_id, row.pk, bytes(row.sealed))
    except keys.KeyIsGone:
        return ""  # sealed with a key of another day: nobody can answer it any more
    return opened.rstrip(b"\0").decode(errors="replace")
