"""A line to the mail server, step by step: where it fails, the step names the cause.

Every step that RFC 5321 asks for, signed in or not: the greeting, EHLO (or HELO where that is
all the server knows), STARTTLS and EHLO again, sign-in.
"""

import base64
import smtplib
import socket
import ssl

from django.conf import settings
from django.core.mail.utils import DNS_NAME

from folkmoot.post.services.smtp_replies import (
    NoConnection,
    is_silence,
    reply_code,
    sign_in_problem,
)

CERTIFICATES = {10: "certificate-old", 62: "certificate-name", 64: "certificate-name"}


def connect() -> smtplib.SMTP:
    """Ready for MAIL. NoConnection says what went wrong, and never in the server's own words."""
    smtp = _reach()
    try:
        _greet(smtp)
        if settings.EMAIL_USE_TLS:
            _encrypt(smtp)
            _greet(smtp)  # RFC 3207: what was said before counts no more
        if settings.EMAIL_HOST_USER:
            _sign_in(smtp, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except OSError as broke:  # SMTP's exceptions are among them
        smtp.close()
        raise NoConnection("away" if is_silence(broke) else "breaks") from None
    except NoConnection:
        smtp.close()
        raise
    return smtp


def _reach() -> smtplib.SMTP:
    try:
        if settings.EMAIL_USE_SSL:
            return smtplib.SMTP_SSL(
                settings.EMAIL_HOST,
                settings.EMAIL_PORT,
                timeout=settings.EMAIL_TIMEOUT,
                context=ssl.create_default_context(),
                local_hostname=DNS_NAME.get_fqdn(),
            )
        return smtplib.SMTP(
            settings.EMAIL_HOST,
            settings.EMAIL_PORT,
            timeout=settings.EMAIL_TIMEOUT,
            local_hostname=DNS_NAME.get_fqdn(),
        )
    except socket.gaierror:
        raise NoConnection("name") from None
    except ConnectionRefusedError:
        raise NoConnection("closed") from None
    except ssl.SSLError as failed:
        raise NoConnection(_tls_problem(failed)) from None
    except smtplib.SMTPConnectError as refused:
        said = reply_code(refused.smtp_code, refused.smtp_error)
        is_for_now = 400 <= refused.smtp_code < 500
        raise NoConnection("later" if is_for_now else "greeting", said) from None
    except (ConnectionError, smtplib.SMTPServerDisconnected) as broke:
        raise NoConnection("away" if is_silence(broke) else "breaks") from None
    except OSError:
        raise NoConnection("away") from None


def _greet(smtp: smtplib.SMTP) -> None:
    name = DNS_NAME.get_fqdn()
    if "." not in name and smtp.sock is not None:  # RFC 5321: an address where there is no name
        here = smtp.sock.getsockname()[0]
        name = f"[IPv6:{here}]" if ":" in here else f"[{here}]"
    code, said = smtp.ehlo(name)
    if 500 <= code < 600:
        code, said = smtp.helo(name)
    if not 200 <= code < 300:
        raise NoConnection("later" if 400 <= code < 500 else "hello", reply_code(code, said))


def _encrypt(smtp: smtplib.SMTP) -> None:
    try:
        smtp.starttls(context=ssl.create_default_context())
    except smtplib.SMTPNotSupportedError:
        raise NoConnection("no-tls") from None
    except smtplib.SMTPResponseException as refused:
        said = reply_code(refused.smtp_code, refused.smtp_error)
        raise NoConnection("later" if 400 <= refused.smtp_code < 500 else "no-tls", said) from None
    except ssl.SSLError as failed:
        raise NoConnection(_tls_problem(failed)) from None


def _tls_problem(failed: ssl.SSLError) -> str:
    if isinstance(failed, ssl.SSLCertVerificationError):
        return CERTIFICATES.get(failed.verify_code, "certificate")
    return "tls"


def _sign_in(smtp: smtplib.SMTP, user: str, password: str) -> None:
    if not smtp.has_extn("auth"):
        raise NoConnection("sign-in-hidden" if smtp.has_extn("starttls") else "no-sign-in")
    try:
        if (user + password).isascii():
            smtp.login(user, password)
            return
        both = base64.b64encode(f"\0{user}\0{password}".encode()).decode()  # RFC 4616
        code, said = smtp.docmd("AUTH", f"PLAIN {both}")  # not for people: of the protocol
    except smtplib.SMTPAuthenticationError as refused:
        code, said = refused.smtp_code, _as_bytes(refused.smtp_error)
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPException:
        raise NoConnection("sign-in-kind") from None
    trouble = sign_in_problem(code, said)
    if trouble is not None:
        raise NoConnection(trouble.key, trouble.said)


def _as_bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode()
