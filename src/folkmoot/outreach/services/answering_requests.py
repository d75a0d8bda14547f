"""Answering those who asked for an invitation: to a whole group of them at once, or to none.

A way in made for one person between two backups would name the voice that it opens. Whoever
asked waits until at least k people have; nobody who did not ask is sent a letter to make up
the number. One exception: a personal link that was sent before is the same every time, so
that sending it again makes nothing.
"""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.core.days import day_of
from folkmoot.joining.queries import invitation_requests as joining
from folkmoot.joining.services import invitation_requests
from folkmoot.members import registry as modes
from folkmoot.members import services as members
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.queries import addressees, requesters
from folkmoot.outreach.queries.addressees import Addressee
from folkmoot.outreach.services import admitting, campaigns, queueing
from folkmoot.post import services as post
from folkmoot.programmes.models import Programme
from folkmoot.programmes.services import lock

_sent_again: set[tuple[date, int]] = set()  # in the worker's memory alone


def answer_all_requests(*, at: datetime) -> None:
    def one(programme: Programme) -> int:
        if joining.has_requests(programme):
            answer(programme.pk, at=at)
        return 0

    _in_each(one, at)


def send_new_codes_everywhere(*, at: datetime) -> int:
    """To every group that is large enough; how many letters."""
    answer_all_requests(at=at)
    return _in_each(lambda programme: send_new_codes(programme.pk, at=at), at)


def _in_each(act: Callable[[Programme], int], at: datetime) -> int:
    """One programme that fails (its key is damaged, say) stops no other; then it is told."""
    done, failure = 0, None
    for programme in joining.let_people_ask(at=at):
        try:
            done += act(programme)
        except Exception as problem:
            failure = failure or problem
    if failure is not None:
        raise failure
    return done


@transaction.atomic
def answer(programme_id: UUID, *, at: datetime) -> None:
    """Open what was asked. Newcomers stay sealed until there are enough of them."""
    programme = lock(programme_id, no_key=True)
    if not joining.can_ask_for_invitation(programme, at):
        return
    asked = requesters.sealed(programme)
    members.mark_asked(programme, asked.listed)
    if modes.mode_of(programme.pk) == modes.ANONYMOUS:
        members.mark_asked(programme, [one.invitee_id for one in asked.written])
    else:
        _send_links_again(programme, asked.written, at)
    invitation_requests.forget_requests(
        programme, [*asked.done, *admitting.too_many(asked.newcomers)]
    )


@transaction.atomic
def send_new_codes(programme_id: UUID, *, at: datetime) -> int:
    """One step: ways in made, people marked and letters sealed together, or nothing at all."""
    programme = lock(programme_id, no_key=True)
    if not joining.can_ask_for_invitation(programme, at):
        return 0
    newcomers = requesters.sealed(programme).newcomers
    newcomers = admitting.within_bounds(programme, newcomers, day_of(at))
    together = requesters.waiting_on_the_list(programme) + len(newcomers)
    if together < programme.organisation.smallest_group:
        return 0
    admitting.admit(programme, newcomers, day_of(at))
    campaign = _campaign(programme, at)
    campaign.save()
    people = addressees.next_of(campaign, most=queueing.STEP_WITH_CODES)
    if len(people) < programme.organisation.smallest_group:
        transaction.set_rollback(True)  # whatever the reason: never to a few
        return 0
    has_codes = campaigns.carries_codes(campaign)
    batch = post.open_batch(owner=campaign.pk, purpose=campaigns.PURPOSE, at_most_once=has_codes)
    second = members.mark_answered(programme, [one.invitee_id for one in people], day_of(at))
    if has_codes:
        invitation_requests.count_second_codes(programme, second, at, first=len(people) - second)
    written = queueing.write_letters(campaign, batch, people, at)
    post.complete_batch(batch)
    return written


def _send_links_again(programme: Programme, people: list[Addressee], at: datetime) -> None:
    """At most one letter to a person and day. Used or not, the letter is the same."""
    today = day_of(at)
    fresh = {one.invitee_id: one for one in people if (today, one.invitee_id) not in _sent_again}
    if not fresh:
        return
    batch = post.open_batch(
        owner=programme.pk, purpose=invitation_requests.LINKS, at_most_once=False
    )
    queueing.write_letters(_campaign(programme, at), batch, list(fresh.values()), at)

    def remember() -> None:
        _sent_again.difference_update({one for one in _sent_again if one[0] != today})
        _sent_again.update((today, invitee) for invitee in fresh)

    transaction.on_commit(remember)


def _campaign(programme: Programme, at: datetime) -> Campaign:
    """The letter to those who asked; not stored yet."""
    is_anonymous = modes.mode_of(programme.pk) == modes.ANONYMOUS
    with programme.in_its_language():
        subject, text = _("Your invitation: {programme}"), _text(with_code=is_anonymous)
    return Campaign(
        programme=programme,
        kind=Campaign.Kind.REQUESTED,
        subject=subject,
        text=text,
        channel=campaigns.email_channel(programme),
        scheduled_on=day_of(at),
        created_on=day_of(at),
        state=Campaign.State.QUEUED,
    )


def _text(*, with_code: bool) -> str:
    rules = (
        _(
            "If you have an earlier letter, or it turns up after all, please use one code only: "
            "one person, one voice. We send each person one further code at most."
        )
        if with_code
        else _(
            "The link is yours alone and lets one person in, once. If you have used it already, "
            "your return key brings you back. This letter says the same to everybody who asks."
        )
    )
    paragraphs = (
        _("Hello"),
        _("You, or somebody who knows your address, asked for an invitation to “{programme}”."),
        _("Take part here: {link}"),
        " ".join((_("It closes on {closes}."), rules)),
    )
    return "\n\n".join(paragraphs)
