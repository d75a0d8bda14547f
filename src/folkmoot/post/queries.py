"""What became of letters: counts, and nothing about anybody."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings

from folkmoot.post.models import Batch, Letter, MailServer


@dataclass(frozen=True, slots=True)
class BatchReport:
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
    """How the installation's mail stands. ``problem`` is its cause as it is kept,
    empty where all is well: ``presenting`` has the words."""

    is_configured: bool
    sender: str
    per_minute: int
    problem: str
    since: date | None


def report(batch: Batch) -> BatchReport:
    gone = batch.sent + batch.unconfirmed + batch.failed + batch.dropped
    waiting = batch.queued - gone
    return BatchReport(
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


def reports(owners: list[UUID]) -> dict[UUID, BatchReport]:
    """One report for each owner that has letters: two queries however many there are."""
    return {batch.owner: report(batch) for batch in Batch.objects.filter(owner__in=owners)}


def batch_of(owner: UUID, purpose: str) -> Batch | None:
    return Batch.objects.filter(owner=owner, purpose=purpose).first()


def mail() -> Mail:
    trouble = MailServer.objects.filter(key=1).exclude(problem="").first()
    return Mail(
        is_configured=settings.EMAIL_IS_CONFIGURED,
        sender=settings.DEFAULT_FROM_EMAIL,
        per_minute=settings.EMAIL_PER_MINUTE,
        problem=trouble.problem if trouble else "",
        since=trouble.since if trouble else None,
    )


def letters_wait() -> bool:
    return Letter.objects.exists()
