"""The notice by e-mail: asked for, in company, empty, and once until somebody looks."""

from datetime import timedelta

import pytest

from folkmoot.joining import keys
from folkmoot.joining.models import Doorway, Mode, SealedLink
from folkmoot.mailbox import queries, services
from folkmoot.mailbox.models import Thread
from folkmoot.members.models import Invitee, Member
from folkmoot.post.models import Letter
from tests.conftest import NOON
from tests.mailbox.conftest import MINE

LATER = NOON + timedelta(days=7)


@pytest.fixture
def waiting(thread, author):
    services.choose(participant=author, is_muted=False, wants_email=True)
    return thread


def test_nobody_is_written_to_who_did_not_ask(relay, thread):
    assert services.tell_by_email(at=LATER) == 0


def test_one_notice_until_its_reader_looks(relay, waiting, write, idea, author):
    assert services.tell_by_email(at=LATER) == 1
    write(idea, "One more thing")
    assert services.tell_by_email(at=LATER) == 0

    services.mark_seen(participant=author, thread=Thread.objects.get())
    write(idea, "And one more")
    assert services.tell_by_email(at=LATER + timedelta(days=7)) == 1


def test_a_lonely_notice_waits_for_company_or_a_week(relay, waiting):
    assert services.tell_by_email(at=LATER - timedelta(days=1)) == 0
    assert services.tell_by_email(at=LATER) == 1


def test_a_crowd_is_told_together_at_once(relay, organisation, write, say, join):
    for _ in range(organisation.smallest_group):
        idea = say(join())
        write(idea)
        services.choose(participant=idea.author, is_muted=False, wants_email=True)

    assert services.tell_by_email(at=NOON) == organisation.smallest_group


def test_it_says_nothing_of_what_was_said(relay, waiting, idea):
    services.tell_by_email(at=LATER)

    message = relay.sent[0][1]
    everything = f"{message.subject} {message.text} {message.html} {message.headers}"
    assert idea.text not in everything
    assert waiting.ref not in everything
    assert "wrote" not in everything
    assert "mailbox" not in everything
    assert message.to == ""


def test_without_sealed_links_nobody_is_written_to_and_the_page_says_so(waiting, voice, author):
    assert not queries.email_is_possible(author.programme)
    assert services.tell_by_email(at=LATER) == 0

    page = voice(author).get(MINE)
    assert "No e-mail can be sent" in page.text
    voice(author).post(f"{MINE}choices/", {"wants_email": "on"})
    assert not queries.choice_of(author).wants_email


def test_with_sealed_links_the_page_offers_it(relay, voice, author):
    client = voice(author)
    assert "Tell me by e-mail" in client.get(MINE).text

    client.post(f"{MINE}choices/", {"wants_email": "on"})
    assert queries.choice_of(author).wants_email


@pytest.fixture
def sealed(waiting, author, tmp_path, settings):
    """The author came by a personal link of a confidential programme."""
    settings.KEYS = tmp_path / "keys"
    programme = author.programme
    Doorway.objects.create(programme=programme, mode=Mode.CONFIDENTIAL, is_fixed=True)
    keys.create(programme.pk)
    member = Member.objects.create(
        organisation=programme.organisation, address="someone@example.org"
    )
    invitee = Invitee.objects.create(programme=programme, member=member)
    SealedLink.objects.create(
        participant=author, sealed=keys.seal(programme.pk, author.pk, invitee.pk)
    )
    return programme


def test_the_relay_posts_the_notice_and_counts_the_opening(sealed):
    assert services.tell_by_email(at=LATER) == 1

    assert Letter.objects.count() == 1
    assert Doorway.objects.get().openings == 1
    assert b"someone" not in bytes(Letter.objects.get().sealed)


def test_once_the_key_is_gone_the_page_alone_tells(sealed, author):
    assert queries.email_is_possible(sealed)
    keys.destroy(sealed.pk)

    assert not queries.email_is_possible(sealed)
    assert services.tell_by_email(at=LATER) == 0
    assert queries.unread(author) == 1
