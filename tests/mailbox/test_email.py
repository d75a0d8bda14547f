"""The notice by e-mail: asked for, in company, empty, and once until somebody looks."""

from datetime import timedelta

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.joining import keys
from folkmoot.joining import registry as endings
from folkmoot.joining.models import JoiningSettings, Mode, SealedLink
from folkmoot.mailbox import queries, services
from folkmoot.mailbox.models import Choice, Thread
from folkmoot.mailbox.services import news_emails
from folkmoot.members.models import Invitee, Member
from folkmoot.post.models import Letter
from tests.conftest import NOON
from tests.mailbox.conftest import MINE

LATER = NOON + timedelta(days=7)


@pytest.fixture
def wait(say, join, write):
    """``wait(3)``: that many more authors have a message and want to be told; their ids."""

    def make(number):
        authors = []
        for _ in range(number):
            idea = say(join())
            write(idea)
            services.choose(participant=idea.author, is_muted=False, wants_email=True)
            authors.append(idea.author_id)
        return authors

    return make


@pytest.fixture
def waiting(thread, author):
    services.choose(participant=author, is_muted=False, wants_email=True)
    return thread


@pytest.fixture
def company(waiting, wait, organisation):
    """So many others that the author's notice leaves."""
    return wait(organisation.smallest_group - 1)


def test_nobody_is_written_to_who_did_not_ask(relay, thread):
    assert services.tell_by_email(at=LATER) == 0


def test_one_notice_until_its_reader_looks(relay, company, wait, write, idea, author):
    assert services.tell_by_email(at=LATER) == len(company) + 1
    write(idea, "One more thing")
    assert services.tell_by_email(at=LATER) == 0

    services.mark_seen(participant=author, thread=Thread.objects.get(participant=author))
    write(idea, "And one more")
    wait(len(company))
    assert services.tell_by_email(at=LATER + timedelta(days=7)) == len(company) + 1


def test_a_notice_in_too_little_company_waits_for_ever(relay, waiting, wait, organisation):
    wait(organisation.smallest_group - 2)
    for days in (1, 7, 8, 30, 365):
        assert services.tell_by_email(at=NOON + timedelta(days=days)) == 0
    assert not relay.sent


def test_a_crowd_is_told_together_at_once(relay, company):
    assert services.tell_by_email(at=NOON) == len(company) + 1


def test_wishes_decide_and_not_who_can_be_reached(relay, company, author):
    """Or whoever stops one person's letters reads from other mailboxes whether they wrote."""
    everybody = len(company) + 1
    relay.unreachable = {author.pk, company[0]}
    assert services.tell_by_email(at=NOON) == everybody
    assert len(relay.sent) == everybody - 2

    assert services.tell_by_email(at=LATER) == 0


def test_whoever_cannot_be_reached_counts_as_told_like_the_others(relay, company, author):
    relay.unreachable = {author.pk}
    services.tell_by_email(at=NOON)

    assert not Choice.objects.filter(has_been_told=False).exists()


def test_no_transaction_tells_fewer_than_a_crowd(relay, company, wait, monkeypatch):
    monkeypatch.setattr(news_emails, "AT_ONCE", 1)
    wait(len(company))
    groups = []
    whole = relay.write
    relay.write = lambda *args: groups.append(len(args[1])) or whole(*args)

    assert services.tell_by_email(at=NOON) == sum(groups) == 2 * len(company) + 1
    assert min(groups) > len(company)


def test_staff_read_that_an_email_leaves_in_company_or_never(signed_in, programme):
    page = signed_in(Role.MODERATOR).get("/staff/northmoor/safer-wards/mailbox/").content.decode()

    assert "only once 10 authors or more have news and wish to be told" in page


def test_the_page_says_that_an_email_may_never_come(relay, voice, author):
    assert "nobody can tell who was written to" in voice(author).get(MINE).text


def test_the_email_says_nothing_of_what_was_said(relay, waiting, company, idea):
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
def sealed(waiting, company, author, tmp_path, settings):
    """The authors came by personal links of a confidential programme."""
    settings.KEYS = tmp_path / "keys"
    programme = author.programme
    JoiningSettings.objects.create(programme=programme, mode=Mode.CONFIDENTIAL, is_fixed=True)
    keys.create(programme.pk)
    for n, voice in enumerate([author.pk, *company]):
        member = Member.objects.create(
            organisation=programme.organisation, address=f"someone{n}@example.org"
        )
        invitee = Invitee.objects.create(programme=programme, member=member)
        SealedLink.objects.create(
            participant_id=voice, sealed=keys.seal(programme.pk, voice, invitee.pk)
        )
    return programme


def test_the_relay_posts_the_notices_and_counts_the_openings(sealed, company):
    everybody = len(company) + 1
    assert services.tell_by_email(at=LATER) == everybody

    assert Letter.objects.count() == everybody
    assert JoiningSettings.objects.get().openings == everybody
    assert not any(b"someone" in bytes(letter.sealed) for letter in Letter.objects.all())


def test_one_who_wants_no_letters_changes_nothing_for_the_others(sealed, company):
    Member.objects.filter(address="someone3@example.org").update(is_opted_out=True)
    everybody = len(company) + 1

    assert services.tell_by_email(at=LATER) == everybody
    assert Letter.objects.count() == everybody - 1
    assert JoiningSettings.objects.get().openings == everybody  # opened, and counted
    assert services.tell_by_email(at=LATER) == 0


def test_once_the_key_is_gone_the_page_alone_tells(sealed, author):
    assert queries.email_is_possible(sealed)
    keys.destroy(sealed.pk)

    assert not queries.email_is_possible(sealed)
    assert services.tell_by_email(at=LATER) == 0
    assert queries.to_notice(author) == 1


def test_with_the_key_go_wishes_and_who_was_told(sealed, author):
    services.tell_by_email(at=LATER)
    services.choose(participant=author, is_muted=True, wants_email=True)
    endings.key_gone(sealed, LATER)

    kept = Choice.objects.values_list("participant", "is_muted", "wants_email", "has_been_told")
    assert list(kept) == [(author.pk, True, False, False)]
