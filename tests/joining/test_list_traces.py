"""What the list keeps of people while they join: nothing that dates one of them."""

from collections import Counter
from datetime import timedelta

import pytest

from folkmoot.joining import services
from folkmoot.joining.models import Mode
from folkmoot.members import services as members
from folkmoot.members.models import Invitee

pytestmark = pytest.mark.django_db
K = 10
NORTH = {"Site": "North"}


@pytest.fixture
def confidential(launched):
    return launched(Mode.CONFIDENTIAL)


@pytest.fixture
def listed(confidential, invite, now):
    """``listed(({"Site": "North"}, 10, 0), ...)``: so many of them were written to on that day,
    counted from today; their ids, group by group."""

    def make(*groups):
        ids = invite(confidential, sum(number for _, number, _ in groups))
        parts, start = [], 0
        for attributes, number, later in groups:
            part = ids[start : start + number]
            day = now.date() + timedelta(days=later)
            Invitee.objects.filter(pk__in=part).update(attributes=attributes, invited_on=day)
            parts.append(part)
            start += number
        return parts

    return make


def enter(programme, people, now):
    links = services.personal_links(programme, people)
    for person in people:
        services.redeem(programme=programme, code=links[person], at=now)


def kept():
    return [
        (one.attributes, one.reminders, one.invited_on)
        for one in Invitee.objects.filter(has_joined=True)
    ]


def test_whoever_is_marked_as_joined_is_like_all_others_who_are(confidential, listed, now):
    north, south = listed(({"Site": "North"}, K, 0), ({"Site": "South"}, 2 * K, 1))
    Invitee.objects.filter(pk__in=north[:5]).update(reminders=2)
    enter(confidential, north + south[:5], now)

    assert services.mark_joined(confidential) == K + 5
    assert kept() == [(None, 0, now.date())] * (K + 5)


def test_nothing_that_is_left_of_the_others_dates_them(confidential, listed, now):
    first, second = listed((NORTH, K, 0), (NORTH, K, 1))
    Invitee.objects.filter(pk__in=second).update(reminders=1)
    enter(confidential, first, now)
    services.mark_joined(confidential)

    others = Invitee.objects.filter(has_joined=False)
    assert {(one.reminders, one.invited_on) for one in others} == {(0, now.date())}


def test_of_those_who_are_not_marked_what_k_share_stays(confidential, listed, now):
    nurses, doctors = listed(
        (NORTH | {"Role": "Nurse"}, 2 * K, 0), (NORTH | {"Role": "Doctor"}, K + 2, 0)
    )
    enter(confidential, nurses[:K] + doctors[:3], now)
    services.mark_joined(confidential)

    left = Counter(
        str(held)
        for held in Invitee.objects.filter(has_joined=False).values_list("attributes", flat=True)
    )
    assert sum(left.values()) == 2 * K - 1
    assert min(left.values()) >= K
    assert not any("Doctor" in held for held in left)


def test_never_are_fewer_than_k_left_unmarked(confidential, listed, now):
    (people,) = listed((None, 3 * K, 0))
    enter(confidential, people[: 3 * K - 2], now)

    assert services.mark_joined(confidential) == 2 * K
    assert Invitee.objects.filter(has_joined=False).count() == K


def test_where_all_have_joined_all_are_marked(confidential, listed, now):
    (people,) = listed((None, K, 0))
    enter(confidential, people, now)

    assert services.mark_joined(confidential) == K


def test_what_an_earlier_version_kept_goes_within_the_hour(confidential, listed, now):
    joined, _ = listed((NORTH, K, 0), (NORTH, K, 0))
    Invitee.objects.filter(pk__in=joined).update(has_joined=True, reminders=1)
    done = services.keep_dates(at=now)

    assert len(done) == 1
    assert kept() == [(None, 0, now.date())] * K
    assert services.keep_dates(at=now) == []


def test_other_ways_of_joining_keep_what_they_kept(launched, invite, now):
    programme = launched(Mode.OPEN)
    invite(programme, K, {"Site": "North"})
    Invitee.objects.update(invited_on=now.date(), reminders=1)

    assert not services.forget_traces(programme)
    assert {one.reminders for one in Invitee.objects.all()} == {1}


def test_letters_of_another_day_and_reminders_leave_no_trace(confidential, invite, now):
    first, second = invite(confidential, 2)
    members.mark_invited(confidential, [first], now.date())
    members.mark_invited(confidential, [second], now.date() + timedelta(days=3))
    members.mark_reminded(confidential, [first])

    kept = Invitee.objects.values_list("invited_on", "reminders")
    assert set(kept) == {(now.date(), 0)}
