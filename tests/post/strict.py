"""A mail server that holds us to RFC 5321, 3207, 4954 and 6531, on 127.0.0.1.

What breaks a rule is refused as a strict server would, and kept in ``faults``, which a
specification expects to be empty.
"""

import base64
import contextlib
import datetime
import ipaddress
import re
import socketserver
import ssl
import threading
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SILENCE = "silence"  # no answer at all, until the other side gives up
HANG_UP = "hang up"
USER, PASSWORD = "letters", "a quiet room"


@dataclass
class Strict:
    """``says`` maps a stage to what is answered there: b"550 no", SILENCE or HANG_UP.

    Stages: greeting, ehlo, helo, starttls, auth, mail, rcpt, data, end (the letter is here,
    not taken), said (it is taken, not yet said), and rcpt:ADDRESS for one recipient.
    """

    tls: str = "none"  # or "starttls", "implicit"
    certificate: tuple[str, str] = ("", "")
    asks_sign_in: bool = False
    offers: tuple[bytes, ...] = ()
    says: dict[str, bytes | str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    letters: list[tuple[str, bytes]] = field(default_factory=list)
    verbs: list[str] = field(default_factory=list)
    connections: int = 0

    def start(self) -> "Strict":
        strict = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                strict.connections += 1
                with contextlib.suppress(OSError, HungUp):
                    Conversation(strict, self.request).hold()

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class HungUp(Exception):
    pass


class Conversation:
    def __init__(self, strict, sock):
        self.strict, self.sock, self.held = strict, sock, b""
        self.is_encrypted = self.is_signed_in = False
        self.forget()

    def forget(self):
        self.is_greeted = self.is_utf8 = self.is_8bit = False
        self.sender = self.to = None

    def hold(self):
        if self.strict.tls == "implicit":
            self.encrypt()
        try:
            if self.answer("greeting", b"220 strict.example.org ESMTP") != 220:
                return
            while (line := self.line()) is not None:
                if self.obey(line):
                    return
        finally:
            self.sock.close()

    def encrypt(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.strict.certificate)
        self.sock = context.wrap_socket(self.sock, server_side=True)
        self.is_encrypted = True

    def line(self, limit=512):
        """One line without its end; None where the other side has gone."""
        while b"\n" not in self.held:
            got = self.sock.recv(65536)
            if not got:
                return None
            self.held += got
        line, self.held = self.held.split(b"\n", 1)
        if not line.endswith(b"\r"):
            self.strict.faults.append("a bare LF")
        line = line.removesuffix(b"\r")
        if b"\r" in line:
            self.strict.faults.append("a bare CR")
        if len(line) + 2 > limit:
            self.strict.faults.append(f"a line of {len(line)}")
        return line

    def say(self, reply):
        self.sock.sendall(reply + b"\r\n")
        return int(reply[:3])

    def answer(self, stage, usual):
        said = self.strict.says.get(stage, usual)
        if said == SILENCE:
            while self.sock.recv(65536):
                pass
            raise HungUp
        if said == HANG_UP:
            raise HungUp
        code = self.say(said)
        if code == 421:
            raise HungUp
        return code

    def fault(self, what, reply=b"503 5.5.1 bad sequence of commands"):
        self.strict.faults.append(what)
        self.say(reply)

    def obey(self, line):
        if self.held:
            self.strict.faults.append("commands sent before the answer")
        verb = line[:4].upper().decode("ascii", "replace")
        self.strict.verbs.append(verb)
        steps = {
            "EHLO": self.ehlo,
            "HELO": self.helo,
            "STAR": self.starttls,
            "AUTH": self.auth,
            "MAIL": self.mail,
            "RCPT": self.rcpt,
            "DATA": self.data,
        }
        if verb == "QUIT":
            self.say(b"221 2.0.0 bye")
            return True
        if verb in {"NOOP", "RSET"}:
            if verb == "RSET":
                self.sender = self.to = None
            self.say(b"250 2.0.0 ok")
        elif verb in steps:
            steps[verb](line)
        else:
            self.fault(f"unknown command {verb}", b"500 5.5.2 unknown command")
        return False

    def ehlo(self, line):
        name = line[5:].decode("ascii", "replace")
        if not re.fullmatch(r"([\w-]+\.)+[\w-]+|\[[\w.:]+\]", name):
            self.fault(f"EHLO {name} names no machine", b"501 5.5.4 who?")
            return
        offers = [b"strict.example.org", b"SIZE 10000000", *self.strict.offers]
        if self.strict.tls == "starttls" and not self.is_encrypted:
            offers.append(b"STARTTLS")
        if self.strict.asks_sign_in and (self.is_encrypted or self.strict.tls == "none"):
            offers.append(b"AUTH PLAIN LOGIN")
        lines = [b"250-" + offer for offer in offers[:-1]] + [b"250 " + offers[-1]]
        if self.answer("ehlo", b"\r\n".join(lines)) == 250:
            self.is_greeted, self.sender, self.to = True, None, None

    def helo(self, line):
        if self.answer("helo", b"250 strict.example.org") == 250:
            self.is_greeted, self.sender, self.to = True, None, None

    def starttls(self, line):
        if self.strict.tls != "starttls" or not self.is_greeted:
            self.fault("STARTTLS that was not offered", b"502 5.5.1 no")
            return
        if self.answer("starttls", b"220 2.0.0 go ahead") == 220:
            self.encrypt()
            self.forget()

    def auth(self, line):
        if not self.is_greeted or not self.strict.asks_sign_in:
            self.fault("AUTH out of turn")
            return
        _, kind, *rest = line.split(b" ")
        both = base64.b64decode(rest[0]) if kind.upper() == b"PLAIN" and rest else b""
        right = both == f"\0{USER}\0{PASSWORD}".encode()
        usual = b"235 2.7.0 welcome" if right else b"535 5.7.8 wrong name or password"
        self.is_signed_in = self.answer("auth", usual) == 235

    def mail(self, line):
        found = re.fullmatch(rb"MAIL FROM:<([^<>\s]*)>((?: [^ ]+)*)", line, re.I)
        if not self.is_greeted:
            self.fault("MAIL before EHLO", b"503 5.5.1 EHLO/HELO first")
        elif self.sender is not None:
            self.fault("MAIL within MAIL")
        elif not found:
            self.fault("MAIL that cannot be read", b"501 5.1.7 what?")
        elif self.strict.asks_sign_in and not self.is_signed_in:
            self.say(b"530 5.7.0 Authentication required")
        else:
            options = found[2].upper().split()
            self.is_utf8, self.is_8bit = b"SMTPUTF8" in options, b"BODY=8BITMIME" in options
            if (self.is_utf8 and b"SMTPUTF8" not in self.strict.offers) or (
                self.is_8bit and b"8BITMIME" not in self.strict.offers
            ):
                self.fault("an option that was not offered", b"555 5.5.4 no")
            elif self.answer("mail", b"250 2.1.0 ok") == 250:
                self.sender = found[1]

    def rcpt(self, line):
        found = re.fullmatch(rb"RCPT TO:<([^<>\s]+@[^<>\s]+)>", line, re.I)
        if self.sender is None:
            self.fault("RCPT before MAIL")
        elif not found or (not line.isascii() and not self.is_utf8):
            self.fault("RCPT that cannot be read", b"501 5.1.3 what?")
        else:
            to = found[1].decode()
            stage = f"rcpt:{to}" if f"rcpt:{to}" in self.strict.says else "rcpt"
            if self.answer(stage, b"250 2.1.5 ok") == 250:
                self.to = to

    def data(self, line):
        if self.to is None:
            self.fault("DATA without a recipient")
            return
        if self.answer("data", b"354 end with a dot") != 354:
            return
        lines = []
        while (got := self.line(1000)) != b".":
            if got is None:
                raise HungUp
            if got.startswith(b".") and not got.startswith(b".."):
                self.strict.faults.append("a dot that was not doubled")
            if not got.isascii() and not self.is_8bit:
                self.strict.faults.append("eight bits that were not announced")
            lines.append(got[1:] if got.startswith(b".") else got)
        to, self.sender, self.to = self.to, None, None
        said = self.strict.says.get("end")
        if said is None or said[:1] == b"2":
            self.strict.letters.append((to, b"\r\n".join(lines)))
        if said is not None:
            self.answer("end", b"")
            return
        self.answer("said", b"250 2.0.0 taken")


def make_certificate(folder, *, name="127.0.0.1", days=30):
    """(certificate, key) files of a server that vouches for itself; ``days`` may lie behind."""
    key = ec.generate_private_key(ec.SECP256R1())
    us = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "strict")])
    now = datetime.datetime.now(datetime.UTC)
    try:
        subject: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        subject = x509.DNSName(name)
    made = (
        x509.CertificateBuilder()
        .subject_name(us)
        .issuer_name(us)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=60))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([subject]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / f"{name}{days}.pem", folder / f"{name}{days}.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return str(certificate), str(secret)
