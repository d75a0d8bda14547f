"""What a person may ask of us: leave me alone, write again, forget me."""

from collections import Counter
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.accounts.models import Organisation
from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.core.jobs import enqueue
from folkmoot.members import acts, policy, registry
from folkmoot.members.definitions import HowAsked
from folkmoot.members.models import Invitee, Member, Suppressed
from folkmoot.members.queries.addresses import (
    BadAddress,
    clean_address,
    member_of_token,
    suppression_hash,
)
from folkmoot.members.services.address_book import lock_address_book
from folkmoot.members.services.bulk import add_totals


@transaction.atomic
def opt_out(*, organisation: Organisation, address: str, at: datetime) -> None:
    """Write to this address no more; no list brings it back. Known here or not."""
    cleaned = _cleaned(address)
    lock_address_book(organisation.pk)
    _suppress(organisation, cleaned, is_erased=False)
    Member.objects.filter(organisation=organisation, address=cleaned).update(is_opted_out=True)


@transaction.atomic
def opt_out_by_token(token: str) -> bool:
    """By the link in a letter; False where the link is none of ours."""
    member_id = member_of_token(token)
    if member_id is None:
        return False
    people = Member.objects.select_related("organisation").filter(pk=member_id)
    for organisation_id in people.values_list("organisation", flat=True):
        lock_address_book(organisation_id)
    member = people.first()
    if member is not None:  # erased meanwhile: they are left alone already
        _suppress(member.organisation, member.address, is_erased=False)
        Member.objects.filter(pk=member.pk).update(is_opted_out=True)
    return True


@transaction.atomic
def stop_writing(*, actor: Actor, member: Member, how: str, at: datetime) -> None:
    """Staff pass on what somebody told them, and say how: that stays in the audit."""
    if not policy.can_stop_writing(actor.roles):
        raise NotAllowed(_("Only facilitators and administrators can do this."))
    check_ours(actor, member)
    if how not in HowAsked.values:
        raise DomainError(_("Say how this person asked for it: letters stop at their wish alone."))
    opt_out(organisation=actor.organisation, address=member.address, at=at)
    record_audit(actor, acts.LETTERS_STOPPED, at, lambda: str(HowAsked(how).label))


@transaction.atomic
def write_again(*, actor: Actor, address: str, at: datetime) -> None:
    """The person asked to be written to after all, or their mailbox works again.

    Also lifts an erasure, at the person's own wish: only then may a list bring them back.
    """
    if not policy.can_answer_for_data(actor.roles):
        raise NotAllowed(_("Only an administrator can lift what a person asked for."))
    cleaned = _cleaned(address)
    kept = Suppressed.objects.filter(
        organisation=actor.organisation,
        address_hash=suppression_hash(actor.organisation.pk, cleaned),
    )
    if kept.filter(is_erased=True).exists():
        registry.erasure_lifted(actor.organisation.pk)
    kept.delete()
    Member.objects.filter(organisation=actor.organisation, address=cleaned).update(
        is_opted_out=False, has_bounced=False
    )
    record_audit(actor, acts.LETTERS_ALLOWED, at)


@transaction.atomic
def erase_member(*, actor: Actor, address: str, at: datetime) -> None:
    """Forget a person: their row, every invitation, every attribute. No list brings them back.

    What they said as a participant is not found this way, in any mode: only they can take
    it back, with their voice or their return key.
    """
    if not policy.can_answer_for_data(actor.roles):
        raise NotAllowed(_("Only an administrator can erase a person."))
    cleaned = _cleaned(address)
    lock_address_book(actor.organisation.pk)
    member = Member.objects.filter(organisation=actor.organisation, address=cleaned).first()
    if member is not None:
        take_back(Invitee.objects.filter(member=member))
        member.delete()
    _suppress(actor.organisation, cleaned, is_erased=True)
    enqueue("core.empty_log")
    # Who it was is just what must not be kept.
    record_audit(actor, acts.MEMBER_ERASED, at)


def take_back(invited) -> int:  # type: ignore[no-untyped-def]
    """Delete invitations, and count their attributes out of the totals where we know them.

    Not where we may have forgotten them because they joined: what moves would tell who had.
    """
    changes: dict[UUID, Counter[tuple[str, str]]] = {}
    ours = invited.exclude(attributes=None).values_list("programme_id", "invited_on", "attributes")
    forgets = cache(registry.forgets_traces)
    for programme_id, invited_on, attributes in ours.iterator(chunk_size=5000):
        if invited_on is not None and forgets(programme_id):
            continue
        changes.setdefault(programme_id, Counter()).subtract(attributes.items())
    gone, _ = invited.delete()
    for programme_id, change in changes.items():
        add_totals(programme_id, change)
    return int(gone)


def _suppress(organisation: Organisation, address: str, *, is_erased: bool) -> None:
    kept, is_new = Suppressed.objects.get_or_create(
        organisation=organisation,
        address_hash=suppression_hash(organisation.pk, address),
        defaults={"is_erased": is_erased},
    )
    if is_erased and not is_new:
        Suppressed.objects.filter(pk=kept.pk).update(is_erased=True)


def _cleaned(address: str) -> str:
    try:
        return clean_address(address)
    except BadAddress as bad:
        raise DomainError(_("Check the address: %(reason)s.") % {"reason": bad}) from None


def check_ours(actor: Actor, member: Member) -> None:
    if member.organisation_id != actor.organisation.pk:
        raise NotAllowed(_("This person is in another organisation's address book."))
