"""A port is ours alone, or we do not start.

The web server lets several processes listen on one port, so that the system deals visits out
among them: two installations on one port would answer by turns, each with its own people.
"""

import errno
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.utils.translation import gettext as _

from folkmoot.config.commands import CommandError


@contextmanager
def port_for_us(host: str, port: int) -> Iterator[None]:
    """Held while we serve. Problem says why the port cannot be had, before anything starts."""
    with ExitStack() as held:
        for family, address in _addresses(host, port):
            held.enter_context(_claim(host, port, address))
            _try(host, port, family, address)
        yield


def _addresses(host: str, port: int) -> list[tuple[int, tuple[str, int]]]:
    try:
        found = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE | socket.AI_NUMERICSERV
        )
    except (socket.gaierror, UnicodeError):
        raise CommandError(
            _(
                "“%(host)s” is no address of this machine. Write one with --host, "
                "such as 127.0.0.1, or 0.0.0.0 for all of them."
            )
            % {"host": host}
        ) from None
    return list(dict.fromkeys((one[0], (str(one[4][0]), port)) for one in found))


def _try(host: str, port: int, family: int, address: tuple[str, int]) -> None:
    """Bound and let go: refused where anybody listens, even one who would share with us."""
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # What only waits for old connections to end is no listener.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        try:
            probe.bind(address)
            probe.listen(1)
        except OSError as refused:
            raise CommandError(_why_not(host, port, refused)) from None


@contextmanager
def _claim(host: str, port: int, address: tuple[str, int]) -> Iterator[None]:
    """A name that the system gives to one process, until it ends: two that start in the same
    moment both find the port free. Only Linux has such names, and shares ports in this way."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as name:
        try:
            name.bind(f"\0folkmoot {address[0]} {port}")  # not for people: a name for the system
        except OSError as refused:
            if refused.errno == errno.EADDRINUSE:
                raise CommandError(_why_not(host, port, refused)) from None
        yield


def _why_not(host: str, port: int, refused: OSError) -> str:
    if refused.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else port - 1
        return _(
            "Port %(port)s of %(host)s is in use already: another program answers there, perhaps "
            "this one started twice. Stop that, or choose another port with --port %(other)s."
        ) % {"host": host, "port": port, "other": other}
    if refused.errno == errno.EACCES:
        return _(
            "Port %(port)s may be opened by the system's administrator only. "
            "Choose one from 1024 on with --port, and let a web server pass visits on to it."
        ) % {"port": port}
    if refused.errno == errno.EADDRNOTAVAIL:
        told = _("%(host)s is no address of this machine. Write one that is with --host.")
        return told % {"host": host}
    told = _("Port %(port)s of %(host)s cannot be used: %(why)s. Choose another with --port.")
    return told % {"port": port, "host": host, "why": refused.strerror}
