"""The only path that opens a sealed link: a machine reads it, no person ever does.

Nothing that it learns leaves this module but a sealed letter in the outgoing post: not in
the answer, a log, an error or a job. Each opening is counted and audited before it happens.
"""

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


def write_to_author(*, participant_id: int, message: Message, at: datetime) -> bool:
    """Post ``message`` (its ``to`` is ignored) to whoever speaks as this participant.

    False where there is nobody to write to: another mode, a destroyed key, a person who is
    no longer on the list or asked not to be written to. The caller cannot tell which.
    """
    link = (
        SealedLink.objects.filter(participant_id=participant_id)
        .select_related("participant__programme__organisation")
        .first()
    )
    if link is None:
        return False
    programme = link.participant.programme
    if mode_of(programme.pk) != Mode.CONFIDENTIAL or not keys.exists(programme.pk):
        return False
    services.count_opening(programme, at)
    try:
        invitee_id = keys.unseal(programme.pk, participant_id, bytes(link.sealed))
    except keys.KeyIsGone:
        return False
    invitee = (
        Invitee.objects.filter(
            pk=invitee_id,
            programme=programme,
            member__is_opted_out=False,
            member__has_bounced=False,
        )
        .select_related("member")
        .first()
    )
    if invitee is None:
        return False
    batch = post.open_batch(owner=programme.pk, purpose=services.RELAYED, at_most_once=False)
    letter = replace(message, to=invitee.member.address)
    post.queue_letters(batch=batch, messages=[letter], not_before=day_of(at))
    return True


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
