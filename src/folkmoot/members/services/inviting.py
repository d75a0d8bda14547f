"""What outreach and joining tell us: written to, bounced, joined; and who may ask to come in."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.db.models import F

from folkmoot.accounts.models import Organisation
from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.members import policy, registry
from folkmoot.members.models import EmailDomain, Invitee, Member, PopulationTotal
from folkmoot.members.queries.addresses import BadAddress, clean_address, clean_domain
from folkmoot.members.services.adding import Place, add_people
from folkmoot.members.services.people import take_back
from folkmoot.programmes.models import Programme

Item = TypeVar("Item")
CHUNK = 2000
ANYBODY = frozenset(
    """
    aol.com btinternet.com gmail.com gmx.com gmx.net googlemail.com hotmail.co.uk hotmail.com
    icloud.com live.co.uk live.com mail.com me.com msn.com outlook.com proton.me protonmail.com
    sky.com talktalk.net virginmedia.com yahoo.co.uk yahoo.com ymail.com
    """.split()  # noqa: SIM905 (a list of words reads best as words)
)


def mark_invited(programme: Programme, ids: Iterable[int], on: date) -> int:
    """Invitations to these invitees were handed to the post; the first day stays."""
    return sum(
        Invitee.objects.filter(programme=programme, pk__in=some, invited_on=None).update(
            invited_on=on
        )
        for some in _chunks(ids)
    )


def mark_reminded(programme: Programme, ids: Iterable[int]) -> int:
    return sum(
        Invitee.objects.filter(programme=programme, pk__in=some).update(
            reminders=F("reminders") + 1
        )
        for some in _chunks(ids)
    )


def mark_bounced(member_ids: Iterable[int]) -> int:
    """Letters to these members came back for good; they are left out until somebody looks."""
    return sum(
        Member.objects.filter(pk__in=some).update(has_bounced=True) for some in _chunks(member_ids)
    )


def mark_address_bounced(*, organisation: Organisation, address: str) -> bool:
    try:
        cleaned = clean_address(address)
    except BadAddress:
        return False
    here = Member.objects.filter(organisation=organisation, address=cleaned)
    return bool(here.update(has_bounced=True))


def mark_joined(programme: Programme, invitee_id: int) -> None:
    """In the confidential mode alone: in the others nobody may know, so nothing is written."""
    if registry.mode_of(programme.pk) == registry.CONFIDENTIAL:
        Invitee.objects.filter(programme=programme, pk=invitee_id).update(has_joined=True)


@transaction.atomic
def ask_for_code(*, programme: Programme, address: str) -> None:
    """The letter never came: note that whoever has this address waits for another code.

    Says nothing about whether anybody was waiting for it: answer everybody alike.
    """
    try:
        cleaned = clean_address(address)
    except BadAddress:
        return
    Invitee.objects.filter(
        programme=programme,
        member__organisation=programme.organisation_id,
        member__address=cleaned,
        invited_on__isnull=False,
        new_code=Invitee.NewCode.NEVER,
    ).update(new_code=Invitee.NewCode.ASKED)


def mark_code_dealt(programme: Programme, ids: Iterable[int]) -> int:
    """These people were dealt the one further code that a person can have."""
    asked = Invitee.objects.filter(programme=programme, new_code=Invitee.NewCode.ASKED)
    return sum(
        asked.filter(pk__in=some).update(new_code=Invitee.NewCode.DEALT) for some in _chunks(ids)
    )


@transaction.atomic
def forget_attributes(programme: Programme) -> int:
    """Attributes live on as totals only. For a mode that becomes anonymous, a key destroyed.

    Who joined is forgotten with them: without the key it would be the last thing that tells.
    """
    invited = Invitee.objects.filter(programme=programme)
    invited.filter(has_joined=True).update(has_joined=False)
    return invited.exclude(attributes=None).update(attributes=None)


def invite_address(*, programme: Programme, address: str) -> int | None:
    """One more invited person, who asked for it; the invitee's id.

    None where the address is none, or asked to be left alone: answer everybody alike.
    """
    try:
        cleaned = clean_address(address)
    except BadAddress:
        return None
    add_people(Place(programme.organisation, programme), {cleaned: {}})
    found = Invitee.objects.filter(
        programme=programme,
        member__organisation=programme.organisation,
        member__address=cleaned,
        member__is_opted_out=False,
    )
    return found.values_list("pk", flat=True).first()


@transaction.atomic
def add_domain(*, actor: Actor, programme: Programme, domain: str, at: datetime) -> EmailDomain:
    """Let people with an address there ask for an invitation themselves."""
    _check(actor, programme, at)
    cleaned = clean_domain(domain.strip().removeprefix("@"))
    if not cleaned:
        raise DomainError("Write a domain such as northmoor.example.org, without @ or spaces.")
    if cleaned in ANYBODY:
        raise DomainError(
            f"Anybody can have any number of addresses at {cleaned}. Choose a domain whose "
            "addresses are given out by an organisation."
        )
    kept, is_new = EmailDomain.objects.get_or_create(programme=programme, domain=cleaned)
    if is_new:
        _audit(actor, "allowed an e-mail domain", programme, at, cleaned)
    return kept


@transaction.atomic
def remove_domain(*, actor: Actor, programme: Programme, domain_id: int, at: datetime) -> None:
    _check(actor, programme, at)
    kept = EmailDomain.objects.filter(programme=programme, pk=domain_id).first()
    if kept is not None:
        kept.delete()
        _audit(actor, "ended an e-mail domain", programme, at, kept.domain)


@transaction.atomic
def take_back_unsent(*, actor: Actor, programme: Programme, at: datetime) -> int:
    """Undo a wrong list: whoever has not been written to yet is not invited any more."""
    _check(actor, programme, at)
    gone = take_back(Invitee.objects.filter(programme=programme, invited_on=None, has_joined=False))
    if gone and not Invitee.objects.filter(programme=programme).exists():
        PopulationTotal.objects.filter(programme=programme).delete()
    if gone:
        _audit(actor, "took back invitations", programme, at, f"{gone:,} not written to yet")
    return gone


def _check(actor: Actor, programme: Programme, at: datetime) -> None:
    if not policy.can_invite(actor.roles, programme.stage(at)):
        raise NotAllowed("Facilitators can invite people until the programme closes.")


def _audit(actor: Actor, act: str, programme: Programme, at: datetime, detail: str) -> None:
    record_audit(actor=actor, act=act, at=at, detail=detail, programme_slug=programme.slug)


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    left = iter(items)
    while some := list(islice(left, CHUNK)):
        yield some
