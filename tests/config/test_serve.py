"""What ``folkmoot serve`` does before its web processes are forked."""

import socket

import pytest
from click.testing import CliRunner

from folkmoot.config.cli import folkmoot
from folkmoot.config.commands import CommandError, demo, serve
from folkmoot.config.commands.port import port_for_us


class Connection:
    def __init__(self, told):
        self.told = told

    def close(self):
        self.told.append("connection")


class Pooled(Connection):
    def close_pool(self):
        self.told.append("pool")


class Connections:
    def __init__(self):
        self.told = []
        self.held = [Pooled(self.told), Connection(self.told)]

    def all(self, initialized_only=False):
        return self.held


def test_no_web_process_inherits_a_connection_or_a_pool(monkeypatch):
    """An inherited pool has no threads: after ten idle minutes every page waited in vain."""
    held = Connections()
    monkeypatch.setattr("django.db.connections", held)

    class Server:
        def __init__(self, *arguments, **options):
            pass

        def serve(self):
            held.told.append("serving")

    monkeypatch.setattr("granian.Granian", Server)

    serve.run_server("127.0.0.1", 1, 1)

    assert held.told == ["connection", "pool", "connection", "serving"]


@pytest.fixture
def taken():
    """A port that somebody listens on, as the web server does: ready to share it."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


@pytest.fixture
def free():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "localhost"])
@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_in_use_is_refused_before_anything_starts(taken, host, command, monkeypatch):
    def started(*_, **__):
        raise AssertionError("too late")

    for where, name in ((serve, "require_tables"), (serve, "serve_here"), (demo, "fill")):
        monkeypatch.setattr(where, name, started)
    options = ["--host", host] if command == "serve" else ["--serve"]

    done = CliRunner().invoke(folkmoot, [command, "--port", str(taken), *options])

    assert done.exit_code == 1
    assert f"Port {taken} of" in done.output
    assert f"--port {taken + 1}" in done.output
    assert "in use already" in done.output


def test_of_two_that_start_in_one_moment_one_serves(free):
    again = port_for_us("127.0.0.1", free)
    with (
        port_for_us("127.0.0.1", free),
        pytest.raises(CommandError, match="in use already"),
        again,
    ):
        pass
    with port_for_us("127.0.0.1", free):
        pass  # and the port is free again once the first has ended


def test_a_port_whose_connections_are_ending_is_free(free):
    with socket.socket() as listening, socket.socket() as caller:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", free))
        listening.listen()
        caller.connect(("127.0.0.1", free))
        listening.accept()[0].close()  # ours ends first: the port rests for a minute
    with port_for_us("127.0.0.1", free):
        pass


@pytest.mark.parametrize("host", ["192.0.2.1", "no machine"])
def test_an_address_of_another_machine_is_refused_in_words(free, host):
    with pytest.raises(CommandError, match="no address of this machine"), port_for_us(host, free):
        pass
