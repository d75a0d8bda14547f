import numpy as np
import pytest

from folkmoot.accounts.policy import Role
from folkmoot.analysis import services
from folkmoot.analysis.queries.people import marks_of, places
from folkmoot.analysis.services import frozen
from folkmoot.participants.models import Participant
from folkmoot.programmes import registry
from folkmoot.workshops.models import ChallengeQuestion, Comment, Idea, Vote
from folkmoot.workshops.services.publishing import recount
from tests.analysis import crowd
from tests.conftest import NOON
from tests.pretended_rooms import instead
from tests.rows import insert


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def source(monkeypatch):
    """An activity that says what the specification wants it to, without a table."""
    source = crowd.Source()
    instead(monkeypatch, registry.Kinds((crowd.kind(source),)))
    return source


@pytest.fixture
def analyst(actor):
    return actor(Role.ANALYST)


@pytest.fixture
def fill(programme, workshop):
    """``fill(ideas=40, people=60)``: a crowd of two camps in the tables themselves.

    Keys are drawn by lot, and results hang on those of ideas: here the lot is the same each time.
    """

    def make(ideas=40, people=60, comments=20, share=1.0, lot=63):
        rng = np.random.default_rng(1)
        ids = crowd.ids(lot)
        questions = [
            ChallengeQuestion.objects.create(id=next(ids), activity=workshop, text=text, position=i)
            for i, text in enumerate(["How do we answer faster?", "What about parking?"])
        ]
        voices = Participant.objects.bulk_create(
            Participant(id=next(ids), programme=programme, joined_on=NOON.date())
            for _ in range(people)
        )

        def stance(i, v):
            return 1 if (v % 2 == 0) == (i < ideas // 2) else -1

        said = Idea.objects.bulk_create(
            Idea(
                id=next(ids),
                question=questions[i % 2],
                author=voices[i % people],
                text=f"{crowd.SUBJECTS[11 + i % 2][i // 2 % 2]}, reason {i}",
                said_on=NOON.date(),
            )
            for i in range(ideas)
        )
        Comment.objects.bulk_create(
            Comment(
                id=next(ids),
                idea=said[i % ideas],
                author=voices[-1 - i % people],
                text=f"The phone rang for {i} minutes",
                said_on=NOON.date(),
                position=1 + i // ideas,
            )
            for i in range(comments)
        )
        insert(
            Vote,
            ("idea_id", "participant_id", "stance", "cast_on"),
            (
                (idea.pk, voice.pk, 0 if rng.random() <= 0.1 else stance(i, v), NOON.date())
                for i, idea in enumerate(said)
                for v, voice in enumerate(voices)
                if rng.random() < share
            ),
        )
        recount(Idea.objects.filter(question__activity=workshop))
        return said

    return make


def heard_in(run, **where):
    """Those whose words are in a run's input, and do not wait for the close."""
    given = frozen.thaw(run.frozen.name, run.frozen_hash)
    people = list(Participant.objects.filter(programme=run.programme, **where).order_by("pk"))
    found = places(marks_of(run.programme_id, [one.pk for one in people]), given.people_marks)
    return [one for one, place in zip(people, found, strict=True) if place >= 0]


@pytest.fixture
def closed(programme):
    """Everybody's words are in an input: what waits while a programme is open is in
    test_waiting."""
    programme.closes_at = NOON
    programme.save()
    return programme


@pytest.fixture
def analysed(fill, analyst, programme):
    """``analysed()``: a filled programme with a finished analysis."""

    def make(**crowd):
        fill(**crowd)
        run = services.analyse_now(actor=analyst, programme=programme, at=NOON, seed=7)
        assert not run.problem
        return run

    return make
