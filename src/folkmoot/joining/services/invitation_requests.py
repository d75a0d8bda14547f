"""Asking for an invitation: every address is sealed and put aside alike, and nothing looked up.

Whether an address is invited decides nothing while its owner waits for the answer: neither
words nor time can tell. The machine sorts what was asked later
(`outreach.services.answering_requests`).
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from folkmoot.core.errors import DomainError
from folkmoot.joining import acts, keys
from folkmoot.joining.models import InvitationRequest, JoiningCode, JoiningSettings
from folkmoot.joining.queries.invitation_requests import can_ask_for_invitation
from folkmoot.joining.services import codes
from folkmoot.joining.services.invited import CODE
from folkmoot.joining.services.system_actor import note
from folkmoot.joining.services.voices import NotOpen
from folkmoot.members.queries.addresses import BadAddress, clean_address, one_mailbox
from folkmoot.programmes.models import Programme

REQUEST = "asking"  # part of a keyed hash: it stays as it is
LINKS = "links"  # the purpose of letters that bring a personal link once more
LONGEST = 254  # bytes of an address; what is sealed is always as long
MOST_WAITING = 20_000  # in one programme: a script cannot fill the disk


class TooMany(DomainError):
    """As many are waiting as we keep; whoever asks now is told so, whoever they are."""


@transaction.atomic
def ask_for_invitation(*, programme: Programme, address: str, at: datetime) -> None:
    """Somebody wants their letter. The same work for every address, ours or not.

    Raises NotOpen where nobody can be let in any more, and TooMany.
    """
    if not can_ask_for_invitation(programme, at):
        raise NotOpen(_("Invitations are sent until this programme closes."))
    if InvitationRequest.objects.filter(programme=programme).count() >= MOST_WAITING:
        raise TooMany(_("Very many people are asking just now. Try again tomorrow."))
    try:
        wanted = clean_address(address)
    except BadAddress:
        wanted = address.strip()  # put aside like any other; the machine finds nobody there
    row = keys.row_id(programme.pk, REQUEST, one_mailbox(wanted).encode())
    words = wanted.encode()[:LONGEST].ljust(LONGEST, b"\0")
    request = InvitationRequest(
        id=row, programme=programme, sealed=keys.seal_words(programme.pk, row, words)
    )
    InvitationRequest.objects.bulk_create([request], ignore_conflicts=True)


def forget_requests(programme: Programme, ids: Iterable[int]) -> None:
    """They were answered, or there is nothing to answer."""
    done = list(ids)
    for start in range(0, len(done), 500):
        InvitationRequest.objects.filter(
            programme=programme, pk__in=done[start : start + 500]
        ).delete()


@transaction.atomic
def count_second_codes(programme: Programme, number: int, at: datetime, *, first: int = 0) -> None:
    """In the transaction that deals them: so many more people may hold two codes.

    Their first ones stay valid, because nothing says which ones those are. ``first`` people
    more, who never had one, are dealt theirs in the same group.
    """
    if number + first < programme.organisation.smallest_group:
        raise DomainError(_("New codes are dealt to groups: a single one would name its voice."))
    JoiningSettings.objects.filter(pk=programme.pk).update(second_codes=F("second_codes") + number)
    note(programme=programme, act=acts.CODES_REISSUED, at=at)


@transaction.atomic
def take_back_codes(programme: Programme, taken: Iterable[str], *, second: int = 0) -> int:
    """Codes from letters that will never leave open nothing any more; how many.

    ``second`` of them would have been somebody's second.
    """
    hashes = [
        keys.digest(programme.pk, CODE, codes.clean_code(code).encode())
        for code in taken
        if keys.exists(programme.pk)
    ]
    gone = 0
    for start in range(0, len(hashes), 500):
        rows = JoiningCode.objects.filter(programme=programme)
        gone += rows.filter(code_hash__in=hashes[start : start + 500]).delete()[0]
    JoiningSettings.objects.filter(pk=programme.pk, second_codes__gte=second).update(
        second_codes=F("second_codes") - second
    )
    return gone
