"""Where the database undoes one of two, a person sees neither a fault nor a difference."""

import threading
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

from folkmoot.core import contention, jobs
from folkmoot.participants.models import Participant, Segment
from folkmoot.workshops.models import Idea, Vote

pytestmark = pytest.mark.django_db(transaction=True)
POSTGRES = pytest.mark.skipif(
    "__import__('django.db').db.connection.vendor != 'postgresql'",
    reason="SQLite lets one write at a time",
)


def deadlock():
    class Deadlock(Exception):
        sqlstate = "40P01"

    error = OperationalError("deadlock detected")
    error.__cause__ = Deadlock()
    return error


@pytest.fixture
def failing(monkeypatch):
    """``failing("dotted.path", error, times=2)``: that function fails so often, then works."""

    def make(place, error, times):
        from django.utils.module_loading import import_string

        original, left = import_string(place), [times]

        def fails(*args, **kwargs):
            if left[0]:
                left[0] -= 1
                raise error
            return original(*args, **kwargs)

        monkeypatch.setattr(place, fails)
        return left

    return make


VOTING = "folkmoot.workshops.services.voting._tell_rehearsal"


@pytest.fixture
def press_agree(idea, join, voice, programme):
    browser = voice(join())
    browser.raise_request_exception = False
    place = f"{programme.front_path}ideas/{idea.ref}/vote/"
    return lambda: browser.post(place, {"stance": "1"})


def test_a_deadlock_is_tried_again_and_nobody_notices(failing, press_agree, idea):
    failing(VOTING, deadlock(), times=2)

    assert press_agree().status_code == 302
    assert Vote.objects.filter(idea=idea).count() == 1


def test_one_that_goes_on_becomes_a_page_that_says_wait(failing, press_agree, idea):
    failing(VOTING, deadlock(), times=99)

    answer = press_agree()

    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "Very many people are here" in answer.content.decode()
    assert not Vote.objects.exists()


def test_a_database_that_is_busy_says_so_at_once(failing, press_agree):
    left = failing(VOTING, OperationalError("database is locked"), times=99)

    assert press_agree().status_code == 503
    assert left == [98]


def test_any_other_fault_stays_a_fault(failing, press_agree):
    failing(VOTING, DatabaseError("disk I/O error"), times=99)

    assert press_agree().status_code == 500


@POSTGRES
def test_an_idea_that_goes_while_it_is_voted_on_is_explained(meanwhile, idea, join, press_agree):
    """The row goes for good, as when a rehearsal is cleared, after the vote had looked at it."""
    one, _ = meanwhile(
        "folkmoot.workshops.services.voting.lock_voice",
        press_agree,
        lambda: Idea.objects.filter(pk=idea.pk).delete(),
    )

    assert one.result.status_code in {404, 422}


@POSTGRES
def test_whoever_votes_with_a_voice_taken_back_elsewhere_is_asked_to_join(
    meanwhile, idea, press_agree
):
    one, _ = meanwhile(
        "folkmoot.workshops.services.voting.require",
        press_agree,
        lambda: Participant.objects.exclude(pk=idea.author_id).delete(),
    )

    assert one.result.status_code == 422
    assert "taken back" in one.result.content.decode()


def test_a_job_is_tried_again_after_a_deadlock(monkeypatch):
    tried = []

    def work():
        tried.append(1)
        if len(tried) < 3:
            raise deadlock()

    monkeypatch.setitem(jobs._jobs, "test.work", work)
    jobs.run("test.work")

    assert len(tried) == 3


def test_a_job_is_not_tried_for_ever_nor_after_other_faults(monkeypatch):
    tried = []

    def work(error):
        tried.append(1)
        raise error

    monkeypatch.setitem(jobs._jobs, "test.work", work)
    with pytest.raises(OperationalError):
        jobs.run("test.work", deadlock())
    assert len(tried) == contention.TRIES
    with pytest.raises(IntegrityError):
        jobs.run("test.work", IntegrityError("UNIQUE constraint failed"))
    assert len(tried) == contention.TRIES + 1


@POSTGRES
def test_a_real_deadlock_is_known_as_one(at_once, idea, join):
    other = Idea.objects.create(
        question=idea.question, author=join(), text="Another", said_on=idea.said_on
    )
    both = threading.Barrier(2)

    def lock_both(first, second):
        with transaction.atomic():
            Idea.objects.select_for_update().get(pk=first.pk)
            both.wait(10)
            Idea.objects.select_for_update().get(pk=second.pk)

    doers = at_once(lambda: lock_both(idea, other), lambda: lock_both(other, idea))

    (error,) = [one.error for one in doers if one.error]
    assert contention.lost_a_race(error)
    assert contention.is_busy(error)


def test_a_row_whose_parent_is_gone_is_known_too(join):
    sam = join()
    Participant.objects.filter(pk=sam.pk).delete()

    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Segment.objects.create(participant=sam, question=uuid4(), value="North")

    assert contention.lost_a_race(caught.value)
    assert not connection.in_atomic_block
