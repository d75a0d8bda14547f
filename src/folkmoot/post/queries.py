"""What became of letters: counts, and nothing about anybody."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings

from folkmoot.post.models import Batch, Letter, MailServer

PROBLEMS = {
    "name": "No machine was found under the name of the mail server.",
    "closed": "Nothing takes letters at the mail server's address and port.",
    "away": "The mail server did not answer the last time we tried.",
    "breaks": "The mail server hung up in the middle.",
    "silent": "The mail server stopped answering in the middle.",
    "later": "The mail server asked us to come back later.",
    "greeting": "The mail server does not want to talk to this machine.",
    "hello": "The mail server did not accept our greeting.",
    "no-tls": "The mail server offers no encryption (STARTTLS), and its settings here ask for it.",
    "tls": "No encrypted line to the mail server came about: its port may be set wrongly, or "
    "tls=yes where smtps:// is needed.",
    "certificate": "This machine does not trust the mail server's certificate.",
    "certificate-old": "The mail server's certificate has run out.",
    "certificate-name": "The mail server's certificate is for another name than the one set here.",
    "no-sign-in": "The mail server lets nobody sign in, and a name and password are set here.",
    "sign-in-hidden": "The mail server lets people sign in only over an encrypted line, and "
    "tls=yes is not set here.",
    "sign-in": "The mail server did not accept our name and password.",
    "sign-in-kind": "The mail server knows no way of signing in that we know.",
    "needs-sign-in": "The mail server takes letters only from those who sign in, and no name and "
    "password are set here.",
    "needs-tls": "The mail server takes letters only over an encrypted line, and tls=yes is not "
    "set here.",
    "sender": "The mail server does not accept letters from our address.",
    "relay": "The mail server passes on no letters for this machine. Whoever runs it can allow "
    "that.",
    "refuses": "The mail server refused letters, for a reason that is not their addresses.",
    "letter": "The mail server refused a letter for what is in it, its size or its sender.",
    "key": "Some letters were sealed with a key that is not on this machine.",
}


@dataclass(frozen=True, slots=True)
class Report:
    """Every letter ever queued is in exactly one of the last five counts.

    ``possible_repeats`` counts sendings, not letters: some of those people may hold two.
    """

    queued: int
    waiting: int
    sent: int
    unconfirmed: int
    failed: int
    dropped: int
    possible_repeats: int
    last_sent_on: date | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class Mail:
    """How the installation's mail stands. ``problem`` is a sentence, empty where all is well."""

    is_configured: bool
    sender: str
    per_minute: int
    problem: str
    since: date | None


def report(batch_id: UUID) -> Report:
    return _report(Batch.objects.get(pk=batch_id))


def reports(owners: list[UUID]) -> dict[UUID, Report]:
    """One report for each owner that has letters: two queries however many there are."""
    return {batch.owner: _report(batch) for batch in Batch.objects.filter(owner__in=owners)}


def batch_of(owner: UUID, purpose: str) -> Batch | None:
    return Batch.objects.filter(owner=owner, purpose=purpose).first()


def mail() -> Mail:
    trouble = MailServer.objects.filter(key=1).exclude(problem="").first()
    return Mail(
        is_configured=settings.EMAIL_IS_CONFIGURED,
        sender=settings.DEFAULT_FROM_EMAIL,
        per_minute=settings.EMAIL_PER_MINUTE,
        problem=in_words(trouble.problem) if trouble else "",
        since=trouble.since if trouble else None,
    )


def in_words(trouble: object) -> str:
    """A ``services.Trouble``, or one as it is kept: the cause, and the number of the answer."""
    key, _, said = str(trouble).partition(" ")
    words = PROBLEMS.get(key, "")
    return f"{words} Its answer was {said}." if words and said else words


def letters_wait() -> bool:
    return Letter.objects.exists()


def _report(batch: Batch) -> Report:
    gone = batch.sent + batch.unconfirmed + batch.failed + batch.dropped
    waiting = batch.queued - gone
    return Report(
        queued=batch.queued,
        waiting=waiting,
        sent=batch.sent,
        unconfirmed=batch.unconfirmed,
        failed=batch.failed,
        dropped=batch.dropped,
        possible_repeats=batch.possible_repeats,
        last_sent_on=batch.last_sent_on,
        is_over=batch.is_complete and waiting == 0,
    )
