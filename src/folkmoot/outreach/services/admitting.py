"""From sealed requests onto the list: people at an allowed domain, in company of k or more."""

import random
from collections import Counter
from datetime import date, datetime

from django.db import transaction

from folkmoot.core.days import day_of
from folkmoot.joining.services import invitation_requests
from folkmoot.members import services as members
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.queries import addressees, requesters
from folkmoot.programmes.models import Programme

# A script that makes addresses up must not fill the address book: so many of one domain on one
# day. Counted in the worker's memory: from which domains people asked is kept nowhere.
_let_in: Counter[tuple[date, object, str]] = Counter()


def too_many(newcomers: dict[int, str]) -> list[int]:
    """More than can come in five days, drawn by lot: others must still find room to ask."""
    excess = len(newcomers) - 5 * members.MOST_NEW
    return random.SystemRandom().sample(list(newcomers), max(excess, 0))


def within_bounds(programme: Programme, newcomers: dict[int, str], today: date) -> dict[int, str]:
    """Those of them who may come today, drawn by lot where they are too many."""
    chosen, count = {}, _let_in.copy()
    for request_id in random.SystemRandom().sample(list(newcomers), len(newcomers)):
        place = (today, programme.pk, newcomers[request_id].rpartition("@")[2])
        if count[place] < members.MOST_NEW:
            count[place] += 1
            chosen[request_id] = newcomers[request_id]
    return chosen


def admit(programme: Programme, newcomers: dict[int, str], today: date) -> None:
    """Inside the transaction that writes their letters, or at least marks them."""
    members.invite_askers(programme, sorted(newcomers.values()))
    invitation_requests.forget_requests(programme, newcomers)
    places = [(today, programme.pk, a.rpartition("@")[2]) for a in newcomers.values()]

    def count() -> None:
        for place in [place for place in _let_in if place[0] != today]:
            del _let_in[place]
        _let_in.update(places)

    transaction.on_commit(count)


def admit_to_campaign(campaign: Campaign, at: datetime) -> None:
    """An ordinary invitation reaches those who wait for one as well; they wait no more.

    It leaves for the sake of those on the list alone: whether it does tells nothing of who asked.
    """
    if campaign.kind != Campaign.Kind.INVITATION or campaign.attribute:
        return
    programme = campaign.programme
    newcomers = within_bounds(programme, requesters.sealed(programme).newcomers, day_of(at))
    if newcomers and addressees.number_of(campaign) >= programme.organisation.smallest_group:
        admit(programme, newcomers, day_of(at))
