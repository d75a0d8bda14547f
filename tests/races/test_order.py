"""Rewriting the order of rows while people vote; two who ask for an analysis; being interrupted."""

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.analysis import services as analysis
from folkmoot.analysis.models import Run
from folkmoot.core import jobs
from folkmoot.core.physical_order import shuffle_tables
from folkmoot.joining import services as joining
from folkmoot.joining.services import ending
from folkmoot.workshops.models import Exposure, Idea, Vote
from folkmoot.workshops.services import cast_vote
from tests.conftest import NOON

pytestmark = pytest.mark.django_db(transaction=True)


def test_people_vote_while_the_order_of_rows_is_rewritten(at_once, idea, join, monkeypatch):
    """Whoever the database undoes is tried again: a vote by its page, the rewriting by its job."""
    people = [join() for _ in range(6)]
    monkeypatch.setitem(jobs._jobs, "test.shuffle", lambda: shuffle_tables([Exposure, Idea, Vote]))

    def vote(person):
        fresh = Idea.objects.select_related("question__activity__programme").get(pk=idea.pk)
        cast_vote(idea=fresh, participant=person, stance=Vote.Stance.AGREE, at=NOON)

    for person in people:
        monkeypatch.setitem(jobs._jobs, f"test.vote-{person.pk}", lambda p=person: vote(p))
    names = [f"test.vote-{person.pk}" for person in people]
    acts = [lambda n=name: jobs.run(n) for name in [*names[:3], "test.shuffle", *names[3:]]]

    doers = at_once(*acts)

    assert [one.error for one in doers] == [None] * 7
    assert Vote.objects.filter(idea=idea).count() == 6


def test_an_analysis_asked_for_by_two_at_once_is_one(
    at_once, outcomes, actor, idea, programme, monkeypatch
):
    monkeypatch.setitem(jobs._jobs, "analysis.execute", lambda run_id: None)  # it waits
    analyst = actor(Role.ANALYST)

    doers = at_once(
        *[lambda: analysis.request_run(actor=analyst, programme=programme, at=programme.closes_at)]
        * 2
    )

    assert sorted(outcomes(doers)) == ["AlreadyRunning", "done"]
    assert Run.objects.count() == 1


class Killed(BaseException):
    pass


def test_everything_is_erased_though_it_was_killed_half_way(idea, join, monkeypatch):
    for _ in range(4):
        cast_vote(idea=idea, participant=join(), stance=Vote.Stance.AGREE, at=NOON)
    programme, left = idea.question.activity.programme, [2]
    original = ending.withdraw_everything

    def dying(**options):
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        return original(**options)

    monkeypatch.setattr(ending, "withdraw_everything", dying)
    with pytest.raises(Killed):
        joining.erase_everything(programme, NOON)
    monkeypatch.setattr(ending, "withdraw_everything", original)

    assert joining.erase_everything(programme, NOON) == 3
    assert not Vote.objects.exists()
    assert not programme.participants.exists()
    idea.refresh_from_db()
    assert (idea.text, idea.agrees) == ("", 0)
