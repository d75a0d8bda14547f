"""What a mail server's answer proves: about the letter, its address, its sender, or us.

Only the number of an answer is kept (550 5.7.1): its words may name a recipient.
"""

import re
from dataclasses import dataclass
from enum import Enum

ENHANCED = re.compile(rb"(?:^|#)([45])\.(\d{1,3})\.(\d{1,3})(?![\d.])", re.MULTILINE)
NO_SUCH_MAILBOX = {550, 551, 553}
# RFC 5321 gives 550 to a missing mailbox and to a refusal for policy alike.
ABOUT_A_MAILBOX = re.compile(
    rb"mailbox|recipient|\buser|unknown|no such|not exist|not found|no one here|nobody here", re.I
)
ABOUT_US = re.compile(
    rb"relay|sender|auth|polic|spam|block|black|\blist|denied|reject.{0,20}\bip\b|reputation|"
    rb"\bspf\b|dkim|dmarc|\bdns\b|reverse|helo|\btls\b|encrypt|limit|too many|rate\b|quota|full",
    re.I,
)
ABOUT_SIGN_IN = re.compile(rb"auth|log ?in|sign ?in|password", re.I)
ABOUT_TLS = re.compile(rb"\b(start)?tls\b|encrypt|\bssl\b", re.I)


class SmtpAnswer(Enum):
    """What became of a letter, as far as the mail server's answers prove it."""

    SENT = "sent"
    UNKNOWN = "unknown"  # the line broke when the letter may have been on the other side
    LATER = "later"  # this letter not now
    NOT_NOW = "not-now"  # nothing of ours now: no letter's fault
    REFUSED = "refused"  # not accepted, for a reason that is not the address
    NO_MAILBOX = "no-mailbox"
    CANNOT = "cannot"  # an address that this server cannot be told of
    NOT_US = "not-us"  # it takes nothing from us as we are set up
    BROKEN = "broken"  # the line broke before the letter went over it


@dataclass(frozen=True, slots=True)
class SmtpProblem:
    """``key`` is one of ``presenting.causes``; ``said`` the number of the server's answer."""

    key: str
    said: str = ""

    def __str__(self) -> str:
        return f"{self.key} {self.said}".strip()


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of one letter, and the trouble behind it where there was one."""

    answer: SmtpAnswer
    trouble: SmtpProblem | None = None


@dataclass(frozen=True, slots=True)
class SessionState:
    """What we have done on this connection: what the server asks for may be what we have not."""

    is_signed_in: bool
    is_encrypted: bool


class NoConnection(Exception):
    """The mail server cannot be used; ``trouble`` says why."""

    def __init__(self, key: str, said: str = "") -> None:
        super().__init__(key)
        self.trouble = SmtpProblem(key, said)


def is_silence(broke: Exception) -> bool:
    """Nobody hung up: nobody said anything. smtplib makes one of the two."""
    return isinstance(broke, TimeoutError) or isinstance(broke.__context__, TimeoutError)


def reply_code(code: int, said: bytes | str) -> str:
    found = ENHANCED.search(said if isinstance(said, bytes) else said.encode())
    number = str(code) if 200 <= code < 600 else ""
    return f"{number} {'.'.join(part.decode() for part in found.groups())}" if found else number


def sign_in_problem(code: int, said: bytes) -> SmtpProblem | None:
    if 200 <= code < 300:
        return None
    key = "later" if 400 <= code < 500 else "sign-in"
    if code in {523, 538} or (code in {530, 534} and ABOUT_TLS.search(said)):
        key = "needs-tls"
    return SmtpProblem(key, reply_code(code, said))


def to_sender(code: int, said: bytes, session: SessionState) -> Reply | None:
    """The answer to MAIL: None where it was yes. Never about a recipient."""
    if 200 <= code < 300:
        return None
    number = reply_code(code, said)
    wanted = _not_done(code, said, session)
    if wanted:
        return Reply(SmtpAnswer.NOT_US, SmtpProblem(wanted, number))
    if 400 <= code < 500:
        return Reply(SmtpAnswer.NOT_NOW, SmtpProblem("later", number))
    is_sender = code in {501, 550, 551, 553, 554} or _detail(said)[:1] in {(1,), (7,)}
    return Reply(SmtpAnswer.NOT_US, SmtpProblem("sender" if is_sender else "refuses", number))


def to_recipient(code: int, said: bytes, session: SessionState) -> Reply | None:
    """The answer to RCPT. Only one that is about the mailbox makes a bounce."""
    if 200 <= code < 300:
        return None
    number, detail = reply_code(code, said), _detail(said)
    wanted = _not_done(code, said, session)
    if code == 421:
        return Reply(SmtpAnswer.NOT_NOW, SmtpProblem("later", number))
    if wanted or re.search(rb"relay", said, re.I):
        answer = SmtpAnswer.LATER if 400 <= code < 500 else SmtpAnswer.REFUSED
        return Reply(answer, SmtpProblem(wanted or "relay", number))
    if 400 <= code < 500 or code == 552:  # RFC 5321 4.5.3.1.10: 552 here is too many, or full
        return Reply(SmtpAnswer.LATER, SmtpProblem("later", number))
    if detail in {(1, 7), (1, 8)}:
        return Reply(SmtpAnswer.NOT_US, SmtpProblem("sender", number))
    if detail == (6, 7):
        return Reply(SmtpAnswer.CANNOT)
    if _is_no_mailbox(code, said):
        return Reply(SmtpAnswer.NO_MAILBOX)
    return Reply(SmtpAnswer.REFUSED, SmtpProblem("refuses", number))


def to_data(code: int, said: bytes, session: SessionState) -> Reply | None:
    """The answer to DATA: it may come to what RCPT should have said."""
    if code == 354:
        return None
    number, wanted = reply_code(code, said), _not_done(code, said, session)
    if code == 421:
        return Reply(SmtpAnswer.NOT_NOW, SmtpProblem("later", number))
    if 400 <= code < 500:
        return Reply(SmtpAnswer.LATER, SmtpProblem("later", number))
    if _is_address(_detail(said)):
        return Reply(SmtpAnswer.NO_MAILBOX)
    return Reply(SmtpAnswer.REFUSED, SmtpProblem(wanted or "refuses", number))


def to_letter(code: int, said: bytes) -> Reply:
    """The answer to the letter itself. What is no answer leaves it in doubt."""
    number = reply_code(code, said)
    if 200 <= code < 300:
        return Reply(SmtpAnswer.SENT)
    if code == 421:
        return Reply(SmtpAnswer.NOT_NOW, SmtpProblem("later", number))
    if 400 <= code < 500:
        return Reply(SmtpAnswer.LATER, SmtpProblem("later", number))
    if 500 <= code < 600:
        if _is_address(_detail(said)):
            return Reply(SmtpAnswer.NO_MAILBOX)
        return Reply(SmtpAnswer.REFUSED, SmtpProblem("letter", number))
    return Reply(SmtpAnswer.UNKNOWN, SmtpProblem("breaks"))


def _not_done(code: int, said: bytes, session: SessionState) -> str:
    """What the server asks us to do first, where we have not done it."""
    is_asked = code in {503, 530, 535, 538, 550, 553, 554} or (code == 454)
    if not is_asked:
        return ""
    if not session.is_encrypted and (code == 538 or (code == 530 and ABOUT_TLS.search(said))):
        return "needs-tls"
    is_sign_in = code == 530 or ABOUT_SIGN_IN.search(said)
    return "needs-sign-in" if is_sign_in and not session.is_signed_in else ""


def _is_no_mailbox(code: int, said: bytes) -> bool:
    detail = _detail(said)
    if detail:
        return _is_address(detail)
    if code not in NO_SUCH_MAILBOX or ABOUT_US.search(said):
        return False
    return code != 550 or bool(ABOUT_A_MAILBOX.search(said))


def _is_address(detail: tuple[int, ...]) -> bool:
    return (detail[:1] == (1,) and detail[1] not in {7, 8}) or detail == (2, 1)


def _detail(said: bytes) -> tuple[int, ...]:
    """``(1, 1)`` for an answer of 5.1.1; empty where it has no such number."""
    found = ENHANCED.search(said)
    return (int(found[2]), int(found[3])) if found and found[1] == b"5" else ()
