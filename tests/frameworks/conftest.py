import pytest

from folkmoot.accounts.policy import Role
from folkmoot.frameworks import services
from tests.conftest import NOON
from tests.frameworks.evidence import WORDS, analysed, say


@pytest.fixture
def analyst(actor):
    return actor(Role.ANALYST)


@pytest.fixture
def ideas(question):
    return say(question, *WORDS, agrees=62, disagrees=10, passes=8)


@pytest.fixture
def theme(programme, ideas):
    return analysed(programme, ideas)


@pytest.fixture
def framework(analyst, programme):
    return services.create_framework(
        actor=analyst, programme=programme, from_analysis=False, at=NOON
    )


@pytest.fixture
def section(analyst, framework):
    return services.add_section(actor=analyst, framework=framework, title="Calm", at=NOON)


@pytest.fixture
def statement(analyst, section):
    return services.add_statement(
        actor=analyst, section=section, text="Every ward has a quiet hour.", at=NOON
    )
