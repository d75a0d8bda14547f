"""What ``folkmoot serve`` does before its web processes are forked."""

from folkmoot.config.commands import serve


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
