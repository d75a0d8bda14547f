import pytest

from folkmoot.accounts.policy import Role
from folkmoot.mailbox import registry, services
from folkmoot.workshops import services as workshops
from folkmoot.workshops.models import Idea
from tests.conftest import NOON

MINE = "/p/northmoor/safer-wards/mailbox/"
INBOX = "/staff/northmoor/safer-wards/mailbox/"


@pytest.fixture
def moderator(actor):
    return actor(Role.MODERATOR)


@pytest.fixture
def author(idea):
    return idea.author


@pytest.fixture
def say(question):
    """``say(participant, "words")``: an idea of theirs."""

    def make(participant, text="A dry place to lock bicycles"):
        return Idea.objects.create(
            question=question, author=participant, text=text, said_on=NOON.date()
        )

    return make


@pytest.fixture
def write(moderator):
    """``write(idea, "words")``: staff write to the author of an idea."""

    def make(idea, text="Could you tell us more?", at=NOON, by=moderator):
        return workshops.write_to_author(actor=by, said=idea, text=text, at=at)

    return make


@pytest.fixture
def thread(write, idea):
    return write(idea)


@pytest.fixture
def answer():
    """``answer(thread, "words")``: the author answers."""

    def make(thread, text="At the change of shifts", at=NOON):
        return services.reply(participant=thread.participant, thread=thread, text=text, at=at)

    return make


class Relay:
    """A relay that keeps what it was asked to send, and cannot reach some."""

    def __init__(self):
        self.sent, self.unreachable = [], set()

    def can_write(self, programme_id):
        return True

    def write(self, programme, participant_ids, message, at):
        reached = [one for one in participant_ids if one not in self.unreachable]
        self.sent += [(one, message) for one in reached]


@pytest.fixture
def relay(monkeypatch):
    ours = Relay()
    monkeypatch.setattr(registry, "_relay", ours)
    return ours
