"""Letters leave through servers that insist on the rules, and every refusal names its cause."""

import socket
import uuid
from email import message_from_bytes
from email.policy import default

import pytest

from folkmoot.config.commands import check
from folkmoot.post import presenting, queries, registry, services
from folkmoot.post.models import Letter
from folkmoot.post.services import Message, sending, smtp_connection
from tests.conftest import NOON
from tests.post import strict as servers
from tests.post.strict import HANG_UP, SILENCE, Strict, make_certificate
from tests.pretended_rooms import beside

pytestmark = pytest.mark.django_db

WAYS = [
    pytest.param(tls, sign_in, id=f"{tls}-{'signed in' if sign_in else 'nobody'}")
    for tls in ("none", "starttls", "implicit")
    for sign_in in (False, True)
]
MODES = pytest.mark.parametrize("at_most_once", [False, True], ids=["at-least", "at-most"])


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME, settings.KEYS = tmp_path, tmp_path / "keys"
    sending._left_at.clear()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def serve(settings, monkeypatch, certificate):
    """``serve(tls=..., sign_in=...)``: a strict server, and an installation set up for it."""
    running = []

    def make(tls="none", *, sign_in=False, trusted=True, **options):
        server = Strict(
            **{"tls": tls, "certificate": certificate, "asks_sign_in": sign_in, **options}
        ).start()
        running.append(server)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = tls == "starttls", tls == "implicit"
        settings.EMAIL_HOST_USER = servers.USER if sign_in else ""
        settings.EMAIL_HOST_PASSWORD = servers.PASSWORD if sign_in else ""
        settings.EMAIL_IS_CONFIGURED, settings.EMAIL_TIMEOUT = True, 5
        if trusted:
            monkeypatch.setenv("SSL_CERT_FILE", server.certificate[0])
        return server

    yield make
    for server in running:
        server.stop()


@pytest.fixture
def bounces(monkeypatch):
    heard = []
    told = registry.Purpose("test", lambda *_: True, lambda owner, to, on: heard.append(to))
    beside(monkeypatch, registry.Letters((told,)))
    return heard


def queue(*to, at_most_once=False, text="Hello\n.\n..\nthere", subject="Come in"):
    batch = services.open_batch(owner=uuid.uuid4(), purpose="test", at_most_once=at_most_once)
    messages = (Message(one, subject, text, f"<p>{text}</p>") for one in to or ("a@example.org",))
    services.queue_letters(batch=batch, messages=messages, not_before=NOON.date())
    services.complete_batch(batch)
    return batch


def send():
    return services.send_waiting(limit=100, rate=10_000, at=NOON)


def counts(batch):
    batch.refresh_from_db()
    report = queries.report(batch)
    names = ("waiting", "sent", "unconfirmed", "failed", "dropped", "possible_repeats")
    return {name: n for name in names if (n := getattr(report, name))}


@MODES
@pytest.mark.parametrize(("tls", "sign_in"), WAYS)
def test_letters_leave_and_no_rule_is_broken(serve, tls, sign_in, at_most_once):
    server = serve(tls, sign_in=sign_in)
    batch = queue("a@example.org", "b@example.org", "c@example.org", at_most_once=at_most_once)

    burst = send()

    assert (burst.sent, burst.problem) == (3, "")
    assert server.faults == []
    assert sorted(to for to, _ in server.letters) == [f"{n}@example.org" for n in "abc"]
    assert counts(batch) == {"sent": 3}
    assert server.connections == 1
    greetings = [verb for verb in server.verbs if verb in {"EHLO", "HELO"}]
    assert greetings == ["EHLO"] * (2 if tls == "starttls" else 1)
    assert check._mail_problems() == []


@pytest.mark.parametrize("offers", [(), (b"8BITMIME",), (b"8BITMIME", b"SMTPUTF8")])
def test_long_lines_accents_and_dots_arrive_as_written(serve, offers):
    server = serve(offers=offers)
    text = "\n".join(["Grüße 🙂 " * 300, ".", ".start", "..", "x" * 5000, "last"])
    queue(text=text, subject="Zoë & Søren: " + "long " * 60)

    assert send().sent == 1

    assert server.faults == []
    read = message_from_bytes(server.letters[0][1], policy=default)
    assert read["Subject"].split() == ("Zoë & Søren: " + "long " * 60).split()
    plain = read.get_body(("plain",)).get_content()
    assert plain.splitlines() == text.splitlines()


def test_a_server_that_knows_only_helo_gets_helo(serve):
    server = serve(says={"ehlo": b"502 5.5.1 not implemented"})
    queue()

    assert send().sent == 1
    assert server.faults == []


def test_a_mailbox_name_beyond_ascii_goes_where_the_server_can(serve, bounces):
    server = serve(offers=(b"8BITMIME", b"SMTPUTF8"))
    batch = queue("zoë@example.org", "plain@example.org")

    assert send().sent == 2

    assert server.faults == []
    zoe = dict(server.letters)["zoë@example.org"]
    assert "To: zoë@example.org".encode() in zoe.split(b"\r\n")
    assert counts(batch) == {"sent": 2}


def test_a_mailbox_name_beyond_ascii_is_no_bounce_where_the_server_cannot(serve, bounces):
    server = serve()
    batch = queue("zoë@example.org")

    send()

    assert (server.faults, server.letters, bounces) == ([], [], [])
    assert counts(batch) == {"failed": 1}


# (what the server does, the cause, its number), in the order of a conversation
STAGES = [
    ("greeting", b"554 5.7.1 no service for you", "greeting", "554 5.7.1"),
    ("greeting", b"421 4.3.2 too busy", "later", "421 4.3.2"),
    ("greeting", HANG_UP, "breaks", ""),
    ("greeting", SILENCE, "away", ""),
    ("ehlo", b"550 5.7.1 no such host as you", None, ""),
    ("ehlo", b"421 4.7.0 come back", "later", "421 4.7.0"),
    ("ehlo", HANG_UP, "breaks", ""),
    ("ehlo", SILENCE, "away", ""),
    ("mail", b"530 5.7.0 Authentication required", "needs-sign-in", "530 5.7.0"),
    ("mail", b"530 5.7.0 Must issue a STARTTLS command first", "needs-tls", "530 5.7.0"),
    ("mail", b"503 5.5.4 Error: send AUTH command first", "needs-sign-in", "503 5.5.4"),
    ("mail", b"550 5.7.1 not from that sender", "sender", "550 5.7.1"),
    ("mail", b"553 not allowed", "sender", "553"),
    ("mail", b"451 4.3.0 later", "later", "451 4.3.0"),
    ("mail", b"421 4.3.2 shutting down", "later", "421 4.3.2"),
    ("mail", HANG_UP, "breaks", ""),
    ("mail", SILENCE, "silent", ""),
    ("rcpt", b"450 4.2.1 greylisted", "later", "450 4.2.1"),
    ("rcpt", b"452 4.5.3 too many recipients", "later", "452 4.5.3"),
    ("rcpt", b"552 too many recipients", "later", "552"),
    ("rcpt", b"454 4.7.1 Relay access denied", "relay", "454 4.7.1"),
    ("rcpt", b"554 5.7.1 Relay access denied", "relay", "554 5.7.1"),
    ("rcpt", b"550 relay not permitted", "relay", "550"),
    ("rcpt", b"550 5.7.1 blocked", "refuses", "550 5.7.1"),
    ("rcpt", b"550 5.1.8 sender's domain not found", "sender", "550 5.1.8"),
    ("rcpt", b"550 no", "refuses", "550"),
    ("rcpt", b"421 4.3.2 shutting down", "later", "421 4.3.2"),
    ("rcpt", HANG_UP, "breaks", ""),
    ("data", b"554 5.5.1 no", "refuses", "554 5.5.1"),
    ("data", b"451 4.3.0 later", "later", "451 4.3.0"),
    ("data", b"421 4.3.2 shutting down", "later", "421 4.3.2"),
    ("data", HANG_UP, "breaks", ""),
    ("end", b"554 5.7.1 looks like spam", "letter", "554 5.7.1"),
    ("end", b"552 5.3.4 too big", "letter", "552 5.3.4"),
    ("end", b"550 rejected", "letter", "550"),
    ("end", b"451 4.3.0 later", "later", "451 4.3.0"),
    ("end", b"421 4.3.2 shutting down", "later", "421 4.3.2"),
]


@MODES
@pytest.mark.parametrize(("stage", "reply", "cause", "number"), STAGES)
def test_each_refusal_names_its_cause(
    serve, bounces, settings, stage, reply, cause, number, at_most_once
):
    """And nothing is lost, nothing bounces, and once the server is well the letter leaves."""
    server = serve(says={stage: reply})
    settings.EMAIL_TIMEOUT = 0.3 if reply == SILENCE else 5
    batch = queue(at_most_once=at_most_once)

    burst = send()

    assert server.faults == []
    assert bounces == []
    if cause is None:  # HELO was good enough
        assert counts(batch) == {"sent": 1}
        return
    assert (burst.problem, burst.said) == (cause, number)
    assert counts(batch) == {"waiting": 1}
    words = presenting.causes()[cause]
    assert presenting.mail().problem.startswith(words)
    assert number in presenting.mail().problem
    assert any(words in told for told in check._mail_problems())

    server.says = {}
    settings.EMAIL_TIMEOUT = 5
    assert send().sent == 1
    assert counts(batch) == {"sent": 1}
    assert len(server.letters) == 1
    assert (presenting.mail().problem, check._mail_problems()) == ("", [])


@pytest.mark.parametrize(
    ("broken", "cause"), [(HANG_UP, "breaks"), (SILENCE, "silent"), (b"nonsense", "breaks")]
)
@MODES
def test_a_letter_in_doubt_is_counted_and_named(
    serve, settings, monkeypatch, broken, cause, at_most_once
):
    server = serve(says={"said": broken} if broken != b"nonsense" else {})
    if broken == b"nonsense":
        monkeypatch.setattr(servers.Conversation, "say", _mumble)
    settings.EMAIL_TIMEOUT = 5
    monkeypatch.setattr(smtp_connection, "PATIENCE", 0.3)
    batch = queue(at_most_once=at_most_once)

    assert send().problem == cause

    waiting = {"unconfirmed": 1} if at_most_once else {"waiting": 1, "possible_repeats": 1}
    assert counts(batch) == waiting
    assert len(server.letters) == 1


def _mumble(self, reply):
    self.sock.sendall((b"what was that" if b"taken" in reply else reply) + b"\r\n")
    return int(reply[:3])


@pytest.mark.parametrize(
    ("server", "ours", "cause"),
    [
        ({"tls": "none"}, {"EMAIL_USE_TLS": True}, "no-tls"),
        ({"tls": "starttls", "says": {"starttls": b"454 4.7.0 not now"}}, {}, "later"),
        ({"tls": "starttls", "says": {"starttls": b"501 5.5.4 no"}}, {}, "no-tls"),
        ({"tls": "starttls", "trusted": False}, {}, "certificate"),
        ({"tls": "implicit", "trusted": False}, {}, "certificate"),
        ({"tls": "none"}, {"EMAIL_USE_SSL": True}, "tls"),
        ({"sign_in": True}, {"EMAIL_HOST_PASSWORD": "wrong"}, "sign-in"),
        ({"sign_in": True}, {"EMAIL_HOST_PASSWORD": "größer"}, "sign-in"),
        ({"sign_in": True, "says": {"auth": b"454 4.7.0 later"}}, {}, "later"),
        ({"sign_in": True, "says": {"auth": b"538 5.7.11 encrypt"}}, {}, "needs-tls"),
        ({"sign_in": True}, {"EMAIL_HOST_USER": ""}, "needs-sign-in"),
        ({"tls": "none"}, {"EMAIL_HOST_USER": "somebody"}, "no-sign-in"),
        (
            {"tls": "starttls", "sign_in": True},
            {"EMAIL_USE_TLS": False},
            "sign-in-hidden",
        ),
        ({"says": {"ehlo": b"502 no", "helo": b"550 no"}}, {}, "hello"),
    ],
)
def test_what_is_set_wrongly_is_named(serve, settings, bounces, server, ours, cause):
    serve(**server)
    for name, value in ours.items():
        setattr(settings, name, value)
    batch = queue()

    assert send().problem == cause

    assert presenting.mail().problem.startswith(presenting.causes()[cause])
    assert presenting.causes()[cause] in check._mail_problems()[0]
    assert (counts(batch), bounces) == ({"waiting": 1}, [])


@pytest.mark.parametrize(
    ("made", "cause"),
    [({"name": "elsewhere.example.org"}, "certificate-name"), ({"days": -1}, "certificate-old")],
)
def test_what_is_wrong_with_a_certificate_is_named(serve, tmp_path, made, cause):
    serve("starttls", certificate=make_certificate(tmp_path, **made))
    queue()

    assert send().problem == cause


def test_a_name_that_nobody_knows_is_named(serve, monkeypatch):
    serve()
    queue()

    def unknown(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert send().problem == "name"


def test_only_the_addresses_that_are_refused_bounce(serve, bounces):
    server = serve(
        says={
            "rcpt:gone@example.org": b"550 5.1.1 no such user",
            "rcpt:full@example.org": b"452 4.2.2 mailbox full",
            "rcpt:spam@example.org": b"550 5.7.1 message refused",
        }
    )
    batch = queue("gone@example.org", "full@example.org", "spam@example.org", "in@example.org")

    send()

    assert bounces == ["gone@example.org"]
    assert counts(batch) == {"waiting": 2, "failed": 1, "sent": 1}
    assert server.faults == []


def test_a_server_that_shuts_down_again_and_again_makes_no_letter_fail(serve, bounces):
    server = serve(says={"mail": b"421 4.3.2 shutting down"})
    batch = queue()
    for _ in range(40):
        send()
        Letter.objects.update(not_before=NOON.date())
    assert counts(batch) == {"waiting": 1}

    server.says = {}
    send()
    assert counts(batch) == {"sent": 1}


def test_a_test_letter_that_does_not_leave_says_why(serve):
    serve(says={"mail": b"550 5.7.1 not from that sender"})

    reply = services.send_now(Message("me@example.org", "s", "t"), "<1@example.org>")

    assert "our address" in presenting.in_words(reply.trouble)
    assert "550 5.7.1" in presenting.in_words(reply.trouble)
