"""Notices to authors in the outgoing post: what is asked of them until they leave."""

import pytest
from benchmarks._sink import Sink

from folkmoot.joining import keys, relay, services
from folkmoot.joining.models import Mode
from folkmoot.members.models import Member
from folkmoot.post import queries as post
from folkmoot.post import services as letters
from folkmoot.post.services import Message, sending

pytestmark = pytest.mark.django_db
LETTER = Message(to="", subject="An answer waits", text="Look into your mailbox.")


@pytest.fixture
def sink(settings):
    sink = Sink().start()
    sending._left_at.clear()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    settings.EMAIL_IS_CONFIGURED = True
    yield sink
    sink.stop()


@pytest.fixture
def notice(launched, invite, now):
    """A notice waits for the author behind person0@example.org; the programme."""
    programme = launched(Mode.CONFIDENTIAL)
    (person,) = invite(programme, 1)
    link = services.personal_links(programme, [person])[person]
    author = services.redeem(programme=programme, code=link, at=now).participant
    relay.write_to_authors(programme=programme, participant_ids=[author.pk], message=LETTER, at=now)
    return programme


def deliver(now):
    letters.send_waiting(limit=10, rate=1000, at=now)


def report(programme):
    return post.report(post.batch_of(programme.pk, services.RELAYED))


def test_a_notice_leaves_when_it_is_due(notice, sink, now):
    deliver(now)

    assert [to for to, _ in sink.received] == ["person0@example.org"]
    assert report(notice).sent == 1


@pytest.mark.parametrize("mark", ["is_opted_out", "has_bounced"])
def test_whoever_wants_none_by_then_gets_none(notice, sink, now, mark):
    Member.objects.update(**{mark: True})
    deliver(now)

    assert not sink.received
    assert report(notice).dropped == 1


def test_none_leaves_once_the_key_is_gone(notice, sink, now):
    keys.destroy(notice.pk)
    deliver(now)

    assert not sink.received


def test_a_notice_leaves_after_the_close_while_the_key_exists(notice, sink, now):
    deliver(notice.closes_at.replace(hour=23))

    assert len(sink.received) == 1


def test_a_missing_mailbox_marks_nobody_for_that_would_name_an_author(notice, sink, now):
    sink.answer = lambda step, to: b"550 5.1.1 nobody" if step == "rcpt" else True
    deliver(now)

    assert report(notice).failed == 1
    assert not Member.objects.filter(has_bounced=True).exists()


def test_another_organisations_opt_out_is_its_own(notice, sink, now):
    from folkmoot.accounts.models import Organisation

    other = Organisation.objects.create(name="Other", slug="other")
    Member.objects.create(organisation=other, address="person0@example.org", is_opted_out=True)
    deliver(now)

    assert len(sink.received) == 1
