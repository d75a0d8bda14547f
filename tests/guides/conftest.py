import pytest

from folkmoot.accounts.policy import Role
from folkmoot.frameworks import services as frameworks
from folkmoot.guides import services
from tests.conftest import NOON
from tests.frameworks.evidence import WORDS, analysed, say

HOSTILE = (
    '<script>alert(1)</script><img src="https://example.org/x.png">',
    '=HYPERLINK("https://example.org","click")',
    "مرحبا بالعالم: نريد ساعة هادئة",
    "🏥👩‍⚕️🤍 care",
    ("A long story. " * 400)[:5000],
    "x" * 4000,
)


@pytest.fixture
def ideas(question):
    return say(question, *WORDS, *HOSTILE, agrees=62, disagrees=10, passes=8)


@pytest.fixture
def theme(programme, ideas):
    return analysed(programme, ideas, theme="Calm <wards>", groups=((0.9, 40), (0.8, 30)))


@pytest.fixture
def framework(actor, programme, theme, ideas):
    """Drafted from the analysis, plus one statement in people's own words."""
    analyst = actor(Role.ANALYST)
    made = frameworks.create_framework(actor=analyst, programme=programme, at=NOON)
    section = frameworks.add_section(
        actor=analyst, framework=made, title="What we will do", at=NOON
    )
    statement = frameworks.add_statement(
        actor=analyst, section=section, text="Every ward keeps a quiet hour.", at=NOON
    )
    frameworks.cite_quotes(
        actor=analyst, statement=statement, text_ids=[idea.pk for idea in ideas], at=NOON
    )
    frameworks.cite_figures(
        actor=analyst, statement=statement, keys=[f"support:{ideas[0].pk}"], at=NOON
    )
    frameworks.edit_statement(
        actor=analyst,
        statement=statement,
        revision=1,
        text="Every ward keeps a quiet hour, <b>each</b> day.",
        explanation="From seven to eight.",
        is_spotlight=True,
        at=NOON,
    )
    frameworks.add_statement(actor=analyst, section=section, text="Nothing under it.", at=NOON)
    made.refresh_from_db()
    return made


@pytest.fixture
def guide(facilitator, framework):
    return services.publish_guide(actor=facilitator, framework=framework, at=NOON)
