import pytest

from folkmoot.accounts.policy import Role
from folkmoot.programmes import registry
from tests.analysis import crowd


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def source(monkeypatch):
    source = crowd.Source()
    monkeypatch.setitem(registry._kinds, "workshop", crowd.kind(source))
    return source


@pytest.fixture
def analyst(actor):
    return actor(Role.ANALYST)
