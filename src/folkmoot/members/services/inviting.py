"""What outreach and joining tell us: written to, bounced, joined; and who may ask to come in."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.db.models import F, Min, QuerySet
from django.utils.translation import gettext as _

from folkmoot.accounts.models import Organisation
from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.core.formats import number
from folkmoot.members import acts, policy, registry
from folkmoot.members.models import EmailDomain, Invitee, Member, PopulationTotal
from folkmoot.members.queries.addresses import BadAddress, clean_address, clean_domain
from folkmoot.members.services.adding import ListRow, add_people
from folkmoot.members.services.people import take_back
from folkmoot.programmes.models import Programme

Item = TypeVar("Item")
CHUNK = 2000
MOST_NEW = 2_000  # people of one domain who may come onto a list in a day by asking
ANYBODY = frozenset(
    """
    aol.com btinternet.com gmail.com gmx.com gmx.net googlemail.com hotmail.co.uk hotmail.com
    icloud.com live.co.uk live.com mail.com me.com msn.com outlook.com proton.me protonmail.com
    sky.com talktalk.net virginmedia.com yahoo.co.uk yahoo.com ymail.com
    """.split()  # noqa: SIM905 (a list of words reads best as words)
)


def mark_invited(programme: Programme, ids: Iterable[int], on: date) -> int:
    """Invitations to these invitees were handed to the post; the first day stays.

    Whoever was waiting for one, because they had asked, waits no more.
    """
    on = _day_kept(programme, on)
    return sum(
        Invitee.objects.filter(programme=programme, pk__in=some, invited_on=None).update(
            invited_on=on, new_code=Invitee.NewCode.NEVER
        )
        for some in _chunks(ids)
    )


def mark_reminded(programme: Programme, ids: Iterable[int]) -> int:
    """Not where the list learns who joined: how often somebody was reminded would tell when."""
    if registry.forgets_traces(programme.pk):
        return 0
    return sum(
        Invitee.objects.filter(programme=programme, pk__in=some).update(
            reminders=F("reminders") + 1
        )
        for some in _chunks(ids)
    )


def mark_address_bounced(*, organisation: Organisation, address: str) -> bool:
    try:
        cleaned = clean_address(address)
    except BadAddress:
        return False
    here = Member.objects.filter(organisation=organisation, address=cleaned)
    return bool(here.update(has_bounced=True))


def mark_asked(programme: Programme, ids: Iterable[int]) -> int:
    """They wait for a letter: for another code where they had one, once for each person."""
    waiting = Invitee.objects.filter(programme=programme, new_code=Invitee.NewCode.NEVER)
    return sum(
        waiting.filter(pk__in=some).update(new_code=Invitee.NewCode.ASKED) for some in _chunks(ids)
    )


@transaction.atomic
def mark_answered(programme: Programme, ids: Iterable[int], on: date) -> int:
    """A letter was made for these people, who had asked; how many had been sent one before.

    Those have had the one further code that a person can have. For the others it is the
    first letter, as if they had been on the list.
    """
    asked = Invitee.objects.filter(programme=programme, new_code=Invitee.NewCode.ASKED)
    had_one_before, on = 0, _day_kept(programme, on)
    for some in _chunks(ids):
        had_one = asked.filter(pk__in=some, invited_on__isnull=False)
        had_one_before += had_one.update(new_code=Invitee.NewCode.DEALT)
        asked.filter(pk__in=some).update(invited_on=on, new_code=Invitee.NewCode.NEVER)
    return had_one_before


def unmark_invited(programme: Programme, addresses: Iterable[str]) -> None:
    """Their first letter was taken back: they can be invited again.

    Not those who were dealt another code since: that one is on its way to them.
    """
    for some in _chunks(addresses):
        written = _at(programme, some).exclude(new_code=Invitee.NewCode.DEALT)
        written.update(invited_on=None)


def unmark_reminded(programme: Programme, addresses: Iterable[str]) -> None:
    for some in _chunks(addresses):
        _at(programme, some).filter(reminders__gt=0).update(reminders=F("reminders") - 1)


def unmark_answered(programme: Programme, addresses: Iterable[str]) -> int:
    """The letter they asked for was taken back: they wait again. How many had had one before."""
    had_one_before = 0
    for some in _chunks(addresses):
        people = _at(programme, some)
        first = people.exclude(new_code=Invitee.NewCode.DEALT)
        first.update(invited_on=None, new_code=Invitee.NewCode.ASKED)
        dealt = people.filter(new_code=Invitee.NewCode.DEALT)
        had_one_before += dealt.update(new_code=Invitee.NewCode.ASKED)
    return had_one_before


@transaction.atomic
def invite_askers(programme: Programme, addresses: Iterable[str]) -> int:
    """People at an allowed domain asked for an invitation: they wait for it; how many.

    Cleaned addresses, of one mailbox each. Whoever asked to be left alone stays out.
    """
    waiting = 0
    for some in _chunks(addresses):
        add_people(ListRow(programme.organisation, programme), {address: {} for address in some})
        first = _at(programme, some).filter(invited_on=None, member__is_opted_out=False)
        waiting += first.update(new_code=Invitee.NewCode.ASKED)
    return waiting


@transaction.atomic
def add_domain(*, actor: Actor, programme: Programme, domain: str, at: datetime) -> EmailDomain:
    """Let people with an address there ask for an invitation themselves."""
    _check(actor, programme, at)
    cleaned = clean_domain(domain.strip().removeprefix("@"))
    if not cleaned:
        raise DomainError(_("Write a domain such as northmoor.example.org, without @ or spaces."))
    if cleaned in ANYBODY:
        raise DomainError(
            _(
                "Anybody can have any number of addresses at %(domain)s. Choose a domain whose "
                "addresses are given out by an organisation."
            )
            % {"domain": cleaned}
        )
    kept, is_new = EmailDomain.objects.get_or_create(programme=programme, domain=cleaned)
    if is_new:
        record_audit(actor, acts.DOMAIN_ALLOWED, at, cleaned, programme=programme)
    return kept


@transaction.atomic
def remove_domain(*, actor: Actor, programme: Programme, domain_id: int, at: datetime) -> None:
    _check(actor, programme, at)
    kept = EmailDomain.objects.filter(programme=programme, pk=domain_id).first()
    if kept is not None:
        kept.delete()
        record_audit(actor, acts.DOMAIN_ENDED, at, kept.domain, programme=programme)


@transaction.atomic
def take_back_unsent(*, actor: Actor, programme: Programme, at: datetime) -> int:
    """Undo a wrong list: whoever has not been written to yet is not invited any more."""
    _check(actor, programme, at)
    gone = take_back(Invitee.objects.filter(programme=programme, invited_on=None, has_joined=False))
    if gone and not Invitee.objects.filter(programme=programme).exists():
        PopulationTotal.objects.filter(programme=programme).delete()
    if gone:
        record_audit(
            actor,
            acts.INVITATIONS_WITHDRAWN,
            at,
            lambda: _("%(count)s not written to yet") % {"count": number(gone)},
            programme=programme,
        )
    return gone


def _day_kept(programme: Programme, on: date) -> date:
    """Where the list learns who joined, the day of the programme's first letters for everybody:
    nobody can have joined before their own, so that one would date them."""
    if not registry.forgets_traces(programme.pk):
        return on
    first = Invitee.objects.filter(programme=programme).aggregate(day=Min("invited_on"))["day"]
    return min(first or on, on)


def _at(programme: Programme, addresses: list[str]) -> QuerySet[Invitee]:
    return Invitee.objects.filter(
        programme=programme,
        member__organisation=programme.organisation_id,
        member__address__in=addresses,
    )


def _check(actor: Actor, programme: Programme, at: datetime) -> None:
    if not policy.can_invite(actor.roles, programme.stage(at)):
        raise NotAllowed(_("Facilitators can invite people until the programme closes."))


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    left = iter(items)
    while some := list(islice(left, CHUNK)):
        yield some
