"""The only path that opens a sealed link: a machine reads it, no person ever does.

Nothing that it learns leaves this module but a sealed letter in the outgoing post: not in
the answer, a log, an error or a job. Each opening is counted and audited before it happens.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from folkmoot.core.days import day_of
from folkmoot.joining import keys, services
from folkmoot.joining.models import Mode, SealedLink
from folkmoot.joining.queries import mode_of
from folkmoot.members.models import Invitee, Member
from folkmoot.post import services as post
from folkmoot.post.services import Message
from folkmoot.programmes.models import Programme


def write_to_authors(
    *, programme: Programme, participant_ids: Sequence[int], message: Message, at: datetime
) -> None:
    """Post ``message`` (its ``to`` is ignored) to whoever speaks as these participants.

    Out of reach is everybody in another mode or without the key, and who left the list or wants
    no letters. The caller has decided that a notice leaves, and learns of nobody whether theirs
    did: if that decided anything, stopping one person's letters would tell whether they wrote.
    """
    if mode_of(programme.pk) != Mode.CONFIDENTIAL or not keys.exists(programme.pk):
        return
    links = SealedLink.objects.filter(
        participant__programme=programme, participant_id__in=participant_ids
    ).values_list("participant_id", "sealed")
    addresses = [_address(programme, voice, bytes(sealed), at) for voice, sealed in links]
    if not any(addresses):
        return
    batch = post.open_batch(owner=programme.pk, purpose=services.RELAYED, at_most_once=False)
    letters = (replace(message, to=address) for address in addresses if address)
    post.queue_letters(batch=batch, messages=letters, not_before=day_of(at))


def _address(programme: Programme, participant_id: int, sealed: bytes, at: datetime) -> str:
    """Empty where there is nobody to write to."""
    services.count_opening(programme, at)
    try:
        invitee_id = keys.unseal(programme.pk, participant_id, sealed)
    except keys.KeyIsGone:
        return ""
    found = Member.objects.filter(
        is_opted_out=False,
        has_bounced=False,
        pk__in=Invitee.objects.filter(pk=invitee_id, programme=programme).values("member"),
    )
    return found.values_list("address", flat=True).first() or ""


def is_wanted(programme_id: UUID, address: str) -> bool:
    """Asked just before a notice leaves: an opt-out counts until then, and so does the key."""
    programme = Programme.objects.filter(pk=programme_id).first()
    if programme is None or not keys.exists(programme_id):
        return False
    return Member.objects.filter(
        organisation=programme.organisation_id,
        address=address,
        is_opted_out=False,
        has_bounced=False,
    ).exists()


def ignore_bounce(programme_id: UUID, address: str, on: date) -> None:
    """Deliberately nothing: one person marked on the day on which one author was written to
    would name the author in two backups. The next letter to many finds the mailbox missing."""
