"""A mail server for measurements and tests: 127.0.0.1 only, keeps who got what, may misbehave."""

import re
import socketserver
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message


@dataclass
class Sink:
    """``answer(step, address)`` may return another reply (b"550 no"), or None to hang up."""

    answer: Callable[[str, str], bytes | bool | None] = lambda step, address: True
    received: list[tuple[str, bytes]] = field(default_factory=list)
    connections: int = 0

    def start(self) -> "Sink":
        sink = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                sink.connections += 1
                _converse(sink, self)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def letters(self) -> list[tuple[str, Message]]:
        return [(to, message_from_bytes(content)) for to, content in self.received]


def _converse(sink: Sink, line: socketserver.StreamRequestHandler) -> None:
    def say(reply: bytes) -> None:
        line.wfile.write(reply + b"\r\n")

    to = ""
    try:
        say(b"220 sink")
        while command := line.rfile.readline(2000):
            verb = command[:4].upper()
            if verb in {b"EHLO", b"HELO"}:
                say(b"250 sink")
                continue
            if verb == b"QUIT":
                say(b"221 bye")
                return
            if verb == b"RCPT":
                found = re.search(rb"<([^>]*)>", command)
                to = found[1].decode() if found else ""
            if verb == b"DATA":
                content = _data(sink, line, to, say)
                if content is None:
                    return
                continue
            reply = sink.answer(verb.decode().lower(), to)
            if reply is None:
                return
            say(b"250 ok" if reply is True else bytes(reply))
    except OSError:
        return


def _data(
    sink: Sink, line: socketserver.StreamRequestHandler, to: str, say: Callable[[bytes], None]
) -> bytes | None:
    """Empty where refused, None where the server hung up."""
    first = sink.answer("data", to)
    if first is None:
        return None
    if first is not True:
        say(bytes(first))
        return b""
    say(b"354 go on")
    lines = []
    while (got := line.rfile.readline()) not in {b".\r\n", b""}:
        lines.append(got[1:] if got.startswith(b"..") else got)
    if not got:
        return None
    before = sink.answer("end", to)  # the letter is here, nothing is said yet
    if before is True:
        sink.received.append((to, b"".join(lines)))
        after = sink.answer("said", to)
        if after is None:
            return None
        say(b"250 taken")
    elif before is None:
        return None
    else:
        say(bytes(before))
    return b"taken"
