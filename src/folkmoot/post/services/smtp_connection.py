"""One connection to the mail server, and an exact answer about each letter.

SMTP's own exceptions (all of them OSErrors) name recipients; none of them leaves this module.
"""

import re
import smtplib
from email import policy
from email.charset import QP, Charset
from email.generator import BytesGenerator
from email.utils import parseaddr
from io import BytesIO

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend

from folkmoot.post.services import smtp_opening, smtp_replies
from folkmoot.post.services.sealing import Message
from folkmoot.post.services.smtp_replies import (
    NoConnection,
    Reply,
    SessionState,
    SmtpAnswer,
    SmtpProblem,
)

__all__ = ["NoConnection", "Reply", "SmtpAnswer", "SmtpConnection", "SmtpProblem"]

# A server that has the whole letter may look at it for long (RFC 5321 4.5.3.2.6), and
# whoever does not wait for what it says sends the letter twice.
PATIENCE = 120
QUOTED = Charset("utf-8")  # seven bits and short lines: every server can pass that on
QUOTED.body_encoding = QP


class SmtpConnection:
    """Opens when used; ``with SmtpConnection() as connection: connection.send(...)``."""

    def __init__(self) -> None:
        self._other = get_connection()
        self._is_smtp = isinstance(self._other, EmailBackend)  # else the tests' own outbox
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> "SmtpConnection":
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is None:
            return
        try:
            smtp.quit()
        except OSError:
            smtp.close()

    def open(self) -> None:
        if self._is_smtp:
            self._smtp = smtp_opening.connect()

    def is_alive(self) -> bool:
        """A server may hang up between letters; asking first keeps the answers exact."""
        if self._smtp is None:
            return not self._is_smtp
        try:
            return self._smtp.noop()[0] == 250
        except OSError:
            return False

    def reopen(self) -> None:
        self.__exit__()
        self.open()

    def try_sender(self) -> SmtpProblem | None:
        """Whether the server would take a letter of ours; it is sent none."""
        if self._smtp is None:
            return None
        try:
            refused = smtp_replies.to_sender(*self._smtp.mail(_sender()), self._session_state())
        except OSError as broke:
            return _break(broke)
        _reset(self._smtp)
        return refused.trouble if refused else None

    def send(self, message: Message, message_id: str) -> Reply:
        letter = EmailMultiAlternatives(
            subject=message.subject,
            body=message.text,
            to=[message.to],
            headers={**message.headers, "Message-ID": message_id},
        )
        letter.encoding = QUOTED
        if message.html:
            letter.attach_alternative(message.html, "text/html")
        if not self._is_smtp:
            sent = self._other.send_messages([letter])
            return Reply(SmtpAnswer.SENT if sent else SmtpAnswer.REFUSED)
        if self._smtp is None:
            return Reply(SmtpAnswer.BROKEN, SmtpProblem("breaks"))
        if message.to.isascii():
            return _converse(self._smtp, self._session_state(), message.to, _bytes(letter), ())
        if not self._smtp.has_extn("smtputf8"):
            return Reply(SmtpAnswer.CANNOT)
        content = _bytes_with_names(letter, message.to)
        options = ("SMTPUTF8", "BODY=8BITMIME")  # RFC 6531 asks for both
        return _converse(self._smtp, self._session_state(), message.to, content, options)

    def _session_state(self) -> SessionState:
        return SessionState(
            is_signed_in=bool(settings.EMAIL_HOST_USER),
            is_encrypted=bool(settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL),
        )


def _sender() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1] or settings.DEFAULT_FROM_EMAIL


def _converse(
    smtp: smtplib.SMTP, session: SessionState, to: str, content: bytes, options: tuple[str, ...]
) -> Reply:
    """SMTP step by step, because each step proves something else when the line breaks."""
    smtp.command_encoding = "utf-8" if options else "ascii"
    try:
        refused = smtp_replies.to_sender(*smtp.mail(_sender(), options), session)
        refused = refused or smtp_replies.to_recipient(*smtp.rcpt(to), session)
        if refused is None:
            smtp.putcmd("data")
            refused = smtp_replies.to_data(*smtp.getreply(), session)
    except OSError as broke:
        return Reply(SmtpAnswer.BROKEN, _break(broke))
    if refused is not None:
        _reset(smtp)
        return refused
    try:
        smtp.send(_dotted(content))
        if smtp.sock is not None:
            smtp.sock.settimeout(PATIENCE)
        reply = smtp_replies.to_letter(*smtp.getreply())
        if smtp.sock is not None:
            smtp.sock.settimeout(settings.EMAIL_TIMEOUT)
    except OSError as broke:
        return Reply(SmtpAnswer.UNKNOWN, _break(broke))
    if reply.answer is not SmtpAnswer.SENT:
        _reset(smtp)
    return reply


def _break(broke: OSError) -> SmtpProblem:
    return SmtpProblem("silent" if smtp_replies.is_silence(broke) else "breaks")


def _bytes(letter: EmailMultiAlternatives) -> bytes:
    content: bytes = letter.message().as_bytes()
    return content


def _bytes_with_names(letter: EmailMultiAlternatives, to: str) -> bytes:
    """With the mailbox's name as it is written, for servers that said they can (RFC 6532)."""
    letter.to = ["somebody@example.invalid"]
    message = letter.message()
    del message["To"]
    held = BytesIO()
    BytesGenerator(held, mangle_from_=False, policy=policy.compat32).flatten(message)
    return f"To: {to}\n".encode() + held.getvalue()


def _reset(smtp: smtplib.SMTP) -> None:
    try:
        smtp.rset()
    except OSError:
        return


def _dotted(content: bytes) -> bytes:
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", content)
    quoted = re.sub(rb"(?m)^\.", b"..", lines)
    return quoted + (b"" if quoted.endswith(b"\r\n") else b"\r\n") + b".\r\n"
