"""Who waits for an invitation. Addresses come out of here for letters alone."""

from dataclasses import dataclass
from datetime import datetime

from folkmoot.joining import keys
from folkmoot.joining.models import InvitationRequest, JoiningSettings, Mode
from folkmoot.joining.queries.joining_settings import mode_of
from folkmoot.programmes.models import Programme, Stage


@dataclass(frozen=True, slots=True)
class OpenedRequest:
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
    all_settings = (
        JoiningSettings.objects.filter(
            is_fixed=True, key_destroyed_on=None, programme__closes_at__gt=at
        )
        .exclude(mode=Mode.OPEN)
        .select_related("programme__organisation")
    )
    return [
        settings.programme
        for settings in all_settings
        if can_ask_for_invitation(settings.programme, at)
    ]


def has_requests(programme: Programme) -> bool:
    return InvitationRequest.objects.filter(programme=programme).exists()


def opened_requests(programme: Programme) -> list[OpenedRequest]:
    """Everybody whose request is still sealed, in the order of their random ids."""
    if not keys.exists(programme.pk):
        return []
    rows = InvitationRequest.objects.filter(programme=programme).order_by("pk")
    return [OpenedRequest(row.pk, _words(row)) for row in rows]


def _words(row: InvitationRequest) -> str:
    try:
        opened = keys.open_words(row.programme_id, row.pk, bytes(row.sealed))
    except keys.KeyIsGone:
        return ""  # sealed with a key of another day: nobody can answer it any more
    return opened.rstrip(b"\0").decode(errors="replace")
