"""One connection to the mail server, and an exact answer about each letter.

SMTP's own exceptions name recipients; none of them leaves this module.
"""

import re
import smtplib
from enum import Enum

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from folkmoot.post.services.sealing import Message

NO_SUCH_MAILBOX = {550, 551, 553}
ENHANCED = re.compile(rb"\b5\.(\d)\.(\d{1,3})\b")


class Answer(Enum):
    """What became of a letter, as far as the mail server's answers prove it."""

    SENT = "sent"
    UNKNOWN = "unknown"  # the line broke when the letter may have been on the other side
    LATER = "later"  # not accepted, for now
    REFUSED = "refused"  # not accepted, for a reason that is not the address
    NO_MAILBOX = "no mailbox"
    NOT_OUR_SENDER = "not our sender"
    BROKEN = "broken"  # the line broke before the letter went over it


class NoLine(Exception):
    """The mail server cannot be used; ``str()`` is a key of ``queries.PROBLEMS``."""


class Line:
    """Opens when used; ``with Line() as line: line.send(...)``."""

    def __init__(self) -> None:
        self._backend = get_connection()

    def __enter__(self) -> "Line":
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._backend.close()
        except (OSError, smtplib.SMTPException):
            return

    def open(self) -> None:
        try:
            self._backend.open()
        except smtplib.SMTPAuthenticationError:
            raise NoLine("sign-in") from None
        except (OSError, smtplib.SMTPException):
            raise NoLine("away") from None

    def is_alive(self) -> bool:
        """A server may hang up between letters; asking first keeps the answers exact."""
        smtp = self._smtp()
        if smtp is None:
            return True
        try:
            return smtp.noop()[0] == 250
        except (OSError, smtplib.SMTPException):
            return False

    def reopen(self) -> None:
        self.__exit__()
        self._backend = get_connection()
        self.open()

    def send(self, message: Message, message_id: str) -> Answer:
        if not message.to.isascii():
            return Answer.NO_MAILBOX  # no mail server we know takes such a mailbox name
        letter = EmailMultiAlternatives(
            subject=message.subject,
            body=message.text,
            to=[message.to],
            headers={**message.headers, "Message-ID": message_id},
        )
        if message.html:
            letter.attach_alternative(message.html, "text/html")
        smtp = self._smtp()
        if smtp is None:  # not SMTP: the tests' own outbox
            return Answer.SENT if self._backend.send_messages([letter]) else Answer.REFUSED
        sender = settings.DEFAULT_FROM_EMAIL
        address = re.sub(r"^.*<([^<>]*)>\s*$", r"\1", sender)
        return _converse(smtp, address, message.to, letter.message().as_bytes())

    def _smtp(self) -> smtplib.SMTP | None:
        found = getattr(self._backend, "connection", None)
        return found if isinstance(found, smtplib.SMTP) else None


def _converse(smtp: smtplib.SMTP, sender: str, to: str, content: bytes) -> Answer:
    """SMTP step by step, because each step proves something else when the line breaks."""
    try:
        code, _ = smtp.mail(sender)
        if code != 250:
            _reset(smtp)
            return Answer.LATER if 400 <= code < 500 else Answer.NOT_OUR_SENDER
        code, said = smtp.rcpt(to)
        if code not in {250, 251}:
            _reset(smtp)
            return _refusal(code, said)
        smtp.putcmd("data")
        code, said = smtp.getreply()
        if code != 354:
            _reset(smtp)
            return _refusal(code, said)
    except (OSError, smtplib.SMTPException):
        return Answer.BROKEN
    try:
        smtp.send(_dotted(content))
        code, said = smtp.getreply()
    except (OSError, smtplib.SMTPException):
        return Answer.UNKNOWN
    if code == 250:
        return Answer.SENT
    _reset(smtp)
    return Answer.LATER if 400 <= code < 500 else Answer.REFUSED


def _refusal(code: int, said: bytes) -> Answer:
    if 400 <= code < 500:
        return Answer.LATER
    enhanced = ENHANCED.search(said)
    if enhanced:
        subject, detail = int(enhanced[1]), int(enhanced[2])
        is_address = subject == 1 or (subject, detail) == (2, 1)
        return Answer.NO_MAILBOX if is_address else Answer.REFUSED
    return Answer.NO_MAILBOX if code in NO_SUCH_MAILBOX else Answer.REFUSED


def _reset(smtp: smtplib.SMTP) -> None:
    try:
        smtp.rset()
    except (OSError, smtplib.SMTPException):
        return


def _dotted(content: bytes) -> bytes:
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", content)
    quoted = re.sub(rb"(?m)^\.", b"..", lines)
    return quoted + (b"" if quoted.endswith(b"\r\n") else b"\r\n") + b".\r\n"
