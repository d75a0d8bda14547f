"""Letters leave: at least once where that harms nobody, at most once where a letter is a key.

SMTP cannot promise exactly once: a line may break after the server took a letter and before
it said so. What we promise instead is that every doubt is counted.
"""

import logging
import time
import uuid
from collections import deque
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef

from folkmoot.core.days import day_of
from folkmoot.post import registry
from folkmoot.post.models import Batch, Letter, MailServer
from folkmoot.post.services import sealing
from folkmoot.post.services.queueing import destroy_unused_keys, drop_waiting, tidy_keys
from folkmoot.post.services.sealing import KeyIsMissing, Message
from folkmoot.post.services.single_sender import only_sender
from folkmoot.post.services.smtp_connection import (
    NoConnection,
    Reply,
    SmtpAnswer,
    SmtpConnection,
    SmtpProblem,
)

log = logging.getLogger("folkmoot.post")

TODAY_TRIES = 10  # then a letter rests until tomorrow
MOST_TRIES = 30  # then it has failed
IN_A_ROW = 5  # refusals without a success between: it is not the addresses
ABOUT_ONE = {SmtpAnswer.SENT, SmtpAnswer.NO_MAILBOX, SmtpAnswer.CANNOT}
_left_at: deque[float] = deque()  # this process's own clock, kept nowhere


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What one round did. ``problem`` is a key of ``presenting.causes``, empty where all is well;
    ``said`` the number of the server's answer, where it gave one."""

    tried: int = 0
    sent: int = 0
    problem: str = ""
    said: str = ""
    is_busy: bool = False  # somebody else was sending


def send_waiting(*, limit: int, rate: int, at: datetime) -> RoundResult:
    """Send up to ``limit`` waiting letters, no more than ``rate`` in a minute."""
    _drop_late(at)
    if not settings.EMAIL_IS_CONFIGURED:
        tidy_keys()
        return RoundResult()
    with only_sender() as is_ours:
        if not is_ours:
            return RoundResult(is_busy=True)
        _recover()
        due = _due(min(limit, _allowance(rate)), day_of(at))
        burst = _send_all(due, at) if due else RoundResult()
        if due:
            _note(SmtpProblem(burst.problem, burst.said), day_of(at))
        destroy_unused_keys()
    return burst


def send_now(message: Message, message_id: str) -> Reply:
    """One letter at once, to somebody who waits for it (a test to oneself); never stored."""
    try:
        with SmtpConnection() as line:
            return line.send(message, message_id)
    except NoConnection as none:
        return Reply(SmtpAnswer.BROKEN, none.trouble)


def send_and_note(message: Message, *, at: datetime) -> Reply:
    """The same, where nobody can be told what became of it: what went wrong is kept for staff."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or "localhost"
    reply = send_now(message, f"<{uuid.uuid4().hex}@{domain}>")
    _note(reply.trouble or SmtpProblem(""), day_of(at))
    return reply


def try_out() -> SmtpProblem | None:
    """Every step up to the first letter, which is not sent: what would stop it."""
    try:
        with SmtpConnection() as line:
            return line.try_sender()
    except NoConnection as none:
        return none.trouble


def _drop_late(at: datetime) -> None:
    """What has lost its point goes, with a mail server or without one: it may name people."""
    waiting = Letter.objects.filter(batch=OuterRef("pk"), state=Letter.WAITING)
    for batch in Batch.objects.filter(Exists(waiting)):
        if registry.is_late(batch.purpose, batch.owner, at):
            drop_waiting(batch)


@transaction.atomic
def _recover() -> None:
    """What a dead sender left half sent goes again, with the same Message-ID, and is counted."""
    half = Letter.objects.filter(state=Letter.SENDING)
    for batch_id, letters in half.values_list("batch").annotate(n=Count("pk")).order_by():
        _count(batch_id, possible_repeats=letters)
    half.update(state=Letter.WAITING)


def _due(limit: int, today: date) -> list[UUID]:
    """Fresh letters first; among them no order but that of their random ids."""
    waiting = Letter.objects.filter(state=Letter.WAITING, not_before__lte=today)
    return list(waiting.order_by("tries", "pk").values_list("pk", flat=True)[: max(limit, 0)])


def _send_all(due: list[UUID], at: datetime) -> RoundResult:
    tried = sent = refusals = 0
    trouble: SmtpProblem | None = None
    is_key_missing = False
    try:
        with SmtpConnection() as line:
            for letter_id in due:
                try:
                    reply = _send_one(line, letter_id, at)
                except KeyIsMissing:
                    is_key_missing = True
                    continue
                if reply is None:
                    continue
                tried += 1
                sent += reply.answer is SmtpAnswer.SENT
                refusals = 0 if reply.answer in ABOUT_ONE else refusals + 1
                trouble = reply.trouble or trouble
                if reply.answer is SmtpAnswer.NOT_US or refusals >= IN_A_ROW:
                    break
                if reply.answer in {SmtpAnswer.BROKEN, SmtpAnswer.UNKNOWN, SmtpAnswer.NOT_NOW}:
                    line.reopen()
    except NoConnection as none:
        trouble = none.trouble
    if trouble is None:
        return RoundResult(tried, sent, "key" if is_key_missing else "")
    return RoundResult(tried, sent, trouble.key, trouble.said)


def _send_one(line: SmtpConnection, letter_id: UUID, at: datetime) -> Reply | None:
    """None where it was taken back meanwhile, or is no longer wanted."""
    letter = Letter.objects.select_related("batch").filter(pk=letter_id).first()
    if letter is None:
        return None
    batch = letter.batch
    message = sealing.unseal(sealing.key_of(batch.pk), letter.pk, bytes(letter.sealed))
    if not registry.is_wanted(batch.purpose, batch.owner, message.to, at):
        _remove(letter, dropped=1)
        return None
    if not line.is_alive():
        line.reopen()  # before the letter is marked: nothing is in doubt yet
    claim = _remove_before_sending if batch.at_most_once else _mark
    if not claim(letter):
        return None
    reply = line.send(message, letter.message_id)
    _left_at.append(time.monotonic())
    record = _record_at_most_once if batch.at_most_once else _record_at_least_once
    record(letter, message, reply.answer, day_of(at))
    return reply


def _mark(letter: Letter) -> bool:
    mine = Letter.objects.filter(pk=letter.pk, state=Letter.WAITING)
    return bool(mine.update(state=Letter.SENDING, tries=F("tries") + 1))


@transaction.atomic
def _remove_before_sending(letter: Letter) -> bool:
    """From here on it counts as gone: killed at the next step, we shall not send it again."""
    return _remove(letter, unconfirmed=1)


@transaction.atomic
def _record_at_least_once(
    letter: Letter, message: Message, answer: SmtpAnswer, today: date
) -> None:
    if answer is SmtpAnswer.SENT:
        _remove(letter, sent=1, on=today)
    elif _has_failed(letter, answer):
        _remove(letter, failed=1)
        _tell(letter.batch, message, answer, today)
    else:
        Letter.objects.filter(pk=letter.pk).update(
            state=Letter.WAITING, not_before=_next_day(letter, today)
        )
        if answer is SmtpAnswer.UNKNOWN:
            _count(letter.batch_id, possible_repeats=1)


@transaction.atomic
def _record_at_most_once(letter: Letter, message: Message, answer: SmtpAnswer, today: date) -> None:
    if answer is SmtpAnswer.UNKNOWN:
        return  # it stays among the unconfirmed
    if answer is SmtpAnswer.SENT:
        _count(letter.batch_id, unconfirmed=-1, sent=1)
        Batch.objects.filter(pk=letter.batch_id).update(last_sent_on=today)
    elif _has_failed(letter, answer):
        _count(letter.batch_id, unconfirmed=-1, failed=1)
        _tell(letter.batch, message, answer, today)
    else:  # it is certain that it did not leave
        letter.tries += 1
        letter.not_before = _next_day(letter, today)
        letter.save(force_insert=True)
        _count(letter.batch_id, unconfirmed=-1)


def _has_failed(letter: Letter, answer: SmtpAnswer) -> bool:
    if answer in {SmtpAnswer.NO_MAILBOX, SmtpAnswer.CANNOT}:
        return True
    is_theirs = answer in {SmtpAnswer.LATER, SmtpAnswer.REFUSED}
    return is_theirs and letter.tries + 1 >= MOST_TRIES


def _next_day(letter: Letter, today: date) -> date:
    is_resting = letter.tries and letter.tries % TODAY_TRIES == 0
    return today + timedelta(days=1) if is_resting else letter.not_before


def _tell(batch: Batch, message: Message, answer: SmtpAnswer, today: date) -> None:
    if answer is SmtpAnswer.NO_MAILBOX:
        registry.bounced(batch.purpose, batch.owner, message.to, today)


@transaction.atomic
def _remove(letter: Letter, *, on: date | None = None, **counts: int) -> bool:
    removed, _ = Letter.objects.filter(pk=letter.pk).delete()
    if removed:
        _count(letter.batch_id, **counts)
        if on is not None:
            Batch.objects.filter(pk=letter.batch_id).update(last_sent_on=on)
    return bool(removed)


def _count(batch_id: UUID, **steps: int) -> None:
    Batch.objects.filter(pk=batch_id).update(**{name: F(name) + n for name, n in steps.items()})


def _allowance(rate: int) -> int:
    """How many may leave now. A restart forgets what left in the last minute, and may double it."""
    minute_ago = time.monotonic() - 60
    while _left_at and _left_at[0] < minute_ago:
        _left_at.popleft()
    return rate - len(_left_at)


def _note(trouble: SmtpProblem, today: date) -> None:
    known, problem = MailServer.objects.filter(key=1).first(), str(trouble)
    if problem:
        log.warning("letters wait: %s", problem)
    if known is None or known.problem != problem:
        MailServer.objects.update_or_create(key=1, defaults={"problem": problem, "since": today})
