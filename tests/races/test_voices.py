"""One voice on two devices, and two devices that want one voice."""

import pytest

from folkmoot.joining import services as joining
from folkmoot.participants.models import Participant
from folkmoot.participants.services import HasLeft
from folkmoot.workshops import services
from folkmoot.workshops.models import Comment, Idea, Vote
from folkmoot.workshops.services import cast_vote
from folkmoot.workshops.services.publishing import recount
from tests.conftest import NOON

pytestmark = pytest.mark.django_db(transaction=True)
AGREE, DISAGREE = Vote.Stance.AGREE, Vote.Stance.DISAGREE
LEAVING = "folkmoot.joining.services.gateway.forget_answers"


def fresh(idea):
    return Idea.objects.select_related("question__activity__programme").get(pk=idea.pk)


def leave(participant):
    return lambda: joining.withdraw_everything(
        participant=Participant.objects.get(pk=participant.pk), at=NOON
    )


def counters(idea):
    """As the next batch would tell them: from the rows that are left."""
    recount(Idea.objects.filter(pk=idea.pk))
    idea.refresh_from_db()
    return idea.agrees, idea.passes, idea.disagrees, idea.exposures, idea.comment_count


def test_two_votes_of_one_person_count_once(at_once, idea, join):
    sam = join()

    doers = at_once(
        *[
            lambda s=stance: cast_vote(idea=fresh(idea), participant=sam, stance=s, at=NOON)
            for stance in (AGREE, DISAGREE) * 3
        ]
    )

    assert [one.error for one in doers] == [None] * 6
    assert Vote.objects.count() == 1
    assert sum(counters(idea)[:3]) == 1


def test_a_vote_during_a_withdrawal_leaves_no_trace(meanwhile, idea, join):
    sam = join()

    meanwhile(
        LEAVING,
        leave(sam),
        lambda: cast_vote(idea=fresh(idea), participant=sam, stance=AGREE, at=NOON),
    )

    assert not Participant.objects.filter(pk=sam.pk).exists()
    assert not Vote.objects.exists()
    assert counters(idea) == (0, 0, 0, 0, 0)


def test_an_idea_during_a_withdrawal_leaves_no_words(meanwhile, question, join):
    sam = join()

    meanwhile(
        LEAVING,
        leave(sam),
        lambda: services.add_idea(question=question, participant=sam, text="Mine", at=NOON),
    )

    assert not Idea.objects.filter(text="Mine").exists()


def test_a_comment_during_a_withdrawal_leaves_no_words(meanwhile, idea, join):
    sam = join()

    meanwhile(
        LEAVING,
        leave(sam),
        lambda: services.add_comment(idea=fresh(idea), participant=sam, text="Mine", at=NOON),
    )

    assert not Comment.objects.filter(text="Mine").exists()
    assert counters(idea)[4] == 0


def test_a_withdrawal_during_a_vote_takes_the_vote_too(meanwhile, idea, join):
    sam = join()

    meanwhile(
        "folkmoot.workshops.services.voting._tell_rehearsal",
        lambda: cast_vote(idea=fresh(idea), participant=sam, stance=AGREE, at=NOON),
        leave(sam),
    )

    assert not Participant.objects.filter(pk=sam.pk).exists()
    assert counters(idea) == (0, 0, 0, 0, 0)


def test_whoever_has_left_is_told_so_and_not_shown_a_fault(idea, join, voice):
    sam = join()
    browser = voice(sam)
    leave(sam)()

    with pytest.raises(HasLeft):
        cast_vote(idea=fresh(idea), participant=sam, stance=AGREE, at=NOON)
    assert browser.get(sam.programme.front_path).status_code == 200


def test_two_devices_withdraw_at_once(at_once, idea, join):
    sam = join()
    cast_vote(idea=fresh(idea), participant=sam, stance=AGREE, at=NOON)
    here, there = leave(sam), leave(sam)

    doers = at_once(here, there)

    assert sorted(one.result for one in doers) == [0, 1]
    assert not Participant.objects.filter(pk=sam.pk).exists()
    assert counters(idea) == (0, 0, 0, 0, 0)


def test_many_leave_and_vote_at_once_and_the_counts_are_right(at_once, question, join):
    people = [join() for _ in range(6)]
    ideas = [
        services.add_idea(question=question, participant=people[0], text=f"Idea {n}", at=NOON)
        for n in range(3)
    ]

    def vote_on_all(person):
        for idea in ideas:
            cast_vote(idea=fresh(idea), participant=person, stance=AGREE, at=NOON)

    for person in people[1:4]:
        vote_on_all(person)
    acts = [leave(person) for person in people[1:4]]
    acts += [lambda p=person: vote_on_all(p) for person in people[4:]]

    doers = at_once(*acts)

    assert [one.error for one in doers] == [None] * 5
    for idea in ideas:
        assert counters(idea)[0] == Vote.objects.filter(idea=idea).count() == 2
