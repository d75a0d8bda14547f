"""The framework and guide of the specifications, in a browser."""

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from folkmoot.guides.publishing import write_site
from tests.guides.conftest import framework, guide, ideas, theme

__all__ = ["framework", "guide", "ideas", "theme"]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format, *args):
        pass


@pytest.fixture
def folder(tmp_path, guide):
    write_site(guide, tmp_path / "guide")
    return tmp_path / "guide"


@pytest.fixture(params=["from-disk", "from-a-web-server"])
def address(request, folder):
    """Where a reader finds the folder."""
    if request.param == "from-disk":
        yield (folder / "index.html").as_uri()
        return
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
