import pytest
from benchmarks._sink import Sink

from folkmoot.post.services import sending


@pytest.fixture
def sink(settings):
    """A mail server; ``sink.answer`` may be replaced to make it misbehave."""
    sink = Sink().start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    settings.EMAIL_IS_CONFIGURED = True
    settings.EMAIL_TIMEOUT = 5
    sending._left_at.clear()
    yield sink
    sink.stop()
