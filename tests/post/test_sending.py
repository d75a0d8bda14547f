"""Letters leave, and every doubt about one is counted."""

import os
import uuid

import pytest

from folkmoot.post import presenting, queries, registry, services
from folkmoot.post.models import Batch, Letter
from folkmoot.post.services import Message, sealing, sending
from tests.conftest import NOON
from tests.pretended_rooms import beside

pytestmark = pytest.mark.django_db

MODES = pytest.mark.parametrize("at_most_once", [False, True], ids=["at-least", "at-most"])


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    settings.KEYS = tmp_path / "keys"
    sending._left_at.clear()
    return tmp_path


@pytest.fixture
def queue():
    def make(number=3, *, at_most_once=False, purpose="test"):
        batch = services.open_batch(owner=uuid.uuid4(), purpose=purpose, at_most_once=at_most_once)
        services.queue_letters(
            batch=batch,
            messages=(
                Message(f"person{n}@example.org", "Come in", "Hello\n.\nthere", "<p>Hello</p>")
                for n in range(number)
            ),
            not_before=NOON.date(),
        )
        services.complete_batch(batch)
        return batch

    return make


def send(limit=100, rate=10_000):
    return services.send_waiting(limit=limit, rate=rate, at=NOON)


def counts(batch):
    batch.refresh_from_db()
    report = queries.report(batch)
    fields = ("waiting", "sent", "unconfirmed", "failed", "dropped", "possible_repeats")
    return {name: n for name in fields if (n := getattr(report, name))}


@MODES
def test_every_letter_leaves_once(sink, queue, at_most_once):
    batch = queue(at_most_once=at_most_once)

    assert send().sent == 3

    assert sorted(to for to, _ in sink.received) == [f"person{n}@example.org" for n in range(3)]
    assert counts(batch) == {"sent": 3}
    assert queries.report(batch).is_over
    assert not Letter.objects.exists()
    assert sink.connections == 1


def test_a_letter_has_a_plain_part_and_a_page(sink, queue):
    queue(1)
    send()

    (_, letter), *_ = sink.letters
    assert [part.get_content_type() for part in letter.walk()][1:] == ["text/plain", "text/html"]
    plain = letter.get_payload()[0].get_payload(decode=True).decode()
    assert plain.splitlines() == ["Hello", ".", "there"]


def test_nothing_personal_lies_in_the_database(queue):
    queue(1)

    letter = Letter.objects.get()
    assert b"person" not in bytes(letter.sealed)
    assert "person" not in str(letter.__dict__)
    assert repr(Message("a@example.org", "s", "t")) == "a message"


def test_sealed_letters_have_few_lengths():
    key, letter = os.urandom(32), uuid.uuid4()
    short, long = (
        sealing.seal(key, letter, Message(to, "s", "t")) for to in ("a@b.org", "a" * 60 + "@b.org")
    )

    assert len(short) == len(long)
    assert sealing.unseal(key, letter, short).to == "a@b.org"


@MODES
def test_the_key_goes_with_the_last_letter(sink, queue, at_most_once, home):
    batch = queue(at_most_once=at_most_once)
    key = home / "keys" / "post" / batch.pk.hex
    assert key.stat().st_mode & 0o077 == 0

    send(limit=2)
    assert key.exists()
    sending._left_at.clear()
    send()
    assert not key.exists()


def test_letters_whose_key_is_elsewhere_wait(sink, queue):
    batch = queue()
    sealing.destroy_key(batch.pk)

    assert send().problem == "key"

    assert counts(batch) == {"waiting": 3}
    assert "key that is not on this machine" in presenting.mail().problem


@MODES
def test_a_mail_server_that_is_down_loses_nothing(sink, queue, at_most_once, settings):
    batch = queue(at_most_once=at_most_once)
    settings.EMAIL_PORT = 1

    for _ in range(60):
        assert send().problem == "closed"
    assert counts(batch) == {"waiting": 3}
    assert "Nothing takes letters" in presenting.mail().problem

    settings.EMAIL_PORT = sink.port
    assert send().sent == 3
    assert counts(batch) == {"sent": 3}
    assert presenting.mail().problem == ""


@MODES
def test_without_a_mail_server_letters_wait(queue, settings, at_most_once):
    settings.EMAIL_IS_CONFIGURED = False
    batch = queue(at_most_once=at_most_once)

    send()

    assert counts(batch) == {"waiting": 3}
    assert not presenting.mail().is_configured


@MODES
@pytest.mark.parametrize("step", ["mail", "rcpt", "data", "end"])
def test_not_now_means_later(sink, queue, at_most_once, step):
    batch = queue(at_most_once=at_most_once)
    sink.answer = lambda at, to: b"451 later" if at == step else True

    send()
    assert counts(batch) == {"waiting": 3}

    sink.answer = lambda at, to: True
    send()
    assert counts(batch) == {"sent": 3}
    assert len(sink.received) == 3


@MODES
@pytest.mark.parametrize("step", ["mail", "rcpt", "data"])
def test_a_line_that_breaks_early_is_no_doubt(sink, queue, at_most_once, step):
    batch = queue(1, at_most_once=at_most_once)
    sink.answer = lambda at, to: None if at == step else True

    send()

    assert counts(batch) == {"waiting": 1}


@pytest.mark.parametrize("step", ["end", "said"])
def test_a_line_that_breaks_late_is_a_possible_repeat(sink, queue, step):
    batch = queue(1)
    sink.answer = lambda at, to: None if at == step else True
    send()
    assert counts(batch) == {"waiting": 1, "possible_repeats": 1}

    sink.answer = lambda at, to: True
    send()

    assert counts(batch) == {"sent": 1, "possible_repeats": 1}
    assert len({letter["Message-ID"] for _, letter in sink.letters}) == 1


@pytest.mark.parametrize("step", ["end", "said"])
def test_a_line_that_breaks_late_leaves_a_letter_that_is_a_key_unconfirmed(sink, queue, step):
    batch = queue(1, at_most_once=True)
    sink.answer = lambda at, to: None if at == step else True
    send()
    sink.answer = lambda at, to: True
    send()

    assert counts(batch) == {"unconfirmed": 1}
    assert len(sink.received) == (step == "said")


class Killed(BaseException):
    pass


def killed(*_, **__):
    raise Killed


@pytest.mark.parametrize("moment", ["send", "record"])
def test_killed_in_the_middle_it_is_sent_again_and_counted(sink, queue, monkeypatch, moment):
    batch = queue(1)
    with monkeypatch.context() as patch:
        where = (sending.SmtpConnection, "send") if moment == "send" else (sending, "_remove")
        patch.setattr(*where, killed)
        with pytest.raises(Killed):
            send()

    send()

    assert counts(batch) == {"sent": 1, "possible_repeats": 1}
    assert len(sink.received) == (1 if moment == "send" else 2)


@pytest.mark.parametrize("moment", ["send", "record"])
def test_killed_in_the_middle_a_letter_that_is_a_key_is_not_sent_again(
    sink, queue, monkeypatch, moment
):
    batch = queue(1, at_most_once=True)
    with monkeypatch.context() as patch:
        name = "_record_at_most_once"
        where = (sending.SmtpConnection, "send") if moment == "send" else (sending, name)
        patch.setattr(*where, killed)
        with pytest.raises(Killed):
            send()

    send()

    assert counts(batch) == {"unconfirmed": 1}
    assert len(sink.received) == (moment == "record")


@pytest.mark.parametrize(
    ("reply", "bounces"),
    [
        (b"550 no such user", True),
        (b"550 5.1.1 no such user", True),
        (b"553 bad mailbox", True),
        (b"554 5.7.1 relay denied", False),
        (b"550 5.7.1 we do not know you", False),
        (b"530 sign in first", False),
    ],
)
@MODES
def test_only_a_missing_mailbox_is_a_bounce(sink, queue, reply, bounces, at_most_once, monkeypatch):
    heard = []
    purpose = registry.Purpose("test", lambda *_: True, lambda owner, to, on: heard.append(to))
    beside(monkeypatch, registry.Letters((purpose,)))
    batch = queue(1, at_most_once=at_most_once)
    sink.answer = lambda at, to: reply if at == "rcpt" else True

    send()

    assert heard == (["person0@example.org"] if bounces else [])
    assert counts(batch) == ({"failed": 1} if bounces else {"waiting": 1})


def test_a_server_that_refuses_everything_is_left_alone(sink, queue):
    batch = queue(20)
    sink.answer = lambda at, to: b"554 5.7.1 relay denied" if at == "rcpt" else True

    assert send().problem == "relay"
    assert send().tried == 5

    assert counts(batch) == {"waiting": 20}


def test_a_refused_sender_is_not_the_recipients_fault(sink, queue):
    batch = queue()
    sink.answer = lambda at, to: b"550 not you" if at == "mail" else True

    assert send().problem == "sender"
    assert counts(batch) == {"waiting": 3}


def test_a_letter_that_is_never_accepted_fails_in_the_end(sink, queue):
    batch = queue(1)
    sink.answer = lambda at, to: b"451 later" if at == "rcpt" else True
    for _ in range(100):
        send()
        Letter.objects.update(not_before=NOON.date())

    assert counts(batch) == {"failed": 1}


@MODES
def test_whoever_opted_out_meanwhile_gets_nothing(sink, queue, monkeypatch, at_most_once):
    refuses = registry.Purpose("test", lambda owner, to: to[6] != "1", lambda *_: None)
    beside(monkeypatch, registry.Letters((refuses,)))
    batch = queue(at_most_once=at_most_once)

    send()

    assert counts(batch) == {"sent": 2, "dropped": 1}


def test_no_more_leave_in_a_minute_than_the_rate(sink, queue):
    batch = queue(10)

    send(rate=4)
    send(rate=4)

    assert counts(batch) == {"sent": 4, "waiting": 6}


def test_letters_wait_for_their_day(sink, queue):
    batch = queue(1)
    Letter.objects.update(not_before=NOON.date().replace(day=2))

    send()

    assert counts(batch) == {"waiting": 1}


def test_only_one_sends_at_a_time(sink, queue):
    queue()
    with sending.only_sender() as ours:
        assert ours
        if Batch.objects.db == "default" and not _is_postgres():
            assert send().is_busy


def _is_postgres():
    from django.db import connection

    return connection.vendor == "postgresql"


def test_letters_that_are_taken_back_are_not_sent(sink, queue):
    batch = queue()

    assert services.drop_waiting(batch) == 3
    send()

    assert counts(batch) == {"dropped": 3}
    assert sink.received == []


def test_a_mailbox_name_beyond_ascii_is_counted_not_garbled(sink):
    batch = services.open_batch(owner=uuid.uuid4(), purpose="test", at_most_once=False)
    services.queue_letters(
        batch=batch, messages=[Message("zoë@example.org", "s", "t")], not_before=NOON.date()
    )

    send()

    assert counts(batch) == {"failed": 1}
    assert sink.received == []


def test_the_log_names_nobody(sink, queue, caplog, settings):
    queue()
    sink.answer = lambda at, to: b"550 no person0@example.org here" if at == "rcpt" else True
    send()
    settings.EMAIL_PORT = 1
    queue()
    send()

    assert "example.org" not in caplog.text
    assert caplog.text
