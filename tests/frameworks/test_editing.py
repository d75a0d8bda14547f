import pytest

from folkmoot.accounts.models import AuditEntry
from folkmoot.core.errors import DomainError, Stale
from folkmoot.frameworks import presenting, services
from tests.conftest import NOON


def titles(framework):
    return [section.title for section in presenting.framework_page(framework).sections]


def texts(framework):
    page = presenting.framework_page(framework)
    return [[one.text for one in section.statements] for section in page.sections]


def edit(analyst, statement, *, revision=1, text="Every ward keeps a quiet hour."):
    return services.edit_statement(
        actor=analyst, statement=statement, revision=revision, text=text, explanation="", at=NOON
    )


def test_an_edit_replaces_the_words_and_raises_the_revision(analyst, framework, statement):
    before = framework.revision

    edit(analyst, statement)

    statement.refresh_from_db()
    framework.refresh_from_db()
    assert (statement.text, statement.revision) == ("Every ward keeps a quiet hour.", 2)
    assert framework.revision > before


def test_a_second_press_of_a_form_is_nobody_elses_edit(analyst, statement):
    for _ in range(2):
        edit(analyst, statement)

    statement.refresh_from_db()
    assert statement.revision == 2
    assert AuditEntry.objects.filter(act="statement.edited").count() == 1


def test_a_second_press_adds_nothing(analyst, framework, section):
    for _ in range(2):
        calm = services.add_section(actor=analyst, framework=framework, title="Light", at=NOON)
        services.add_statement(actor=analyst, section=calm, text="Lamps at night.", at=NOON)

    assert titles(framework) == ["Calm", "Light"]
    assert texts(framework)[-1] == ["Lamps at night."]


def test_a_form_opened_before_somebody_elses_edit_is_refused(analyst, statement):
    edit(analyst, statement)

    with pytest.raises(Stale):
        edit(analyst, statement, revision=1, text="Mine")

    statement.refresh_from_db()
    assert statement.text == "Every ward keeps a quiet hour."


def test_two_people_at_different_statements_do_not_refuse_each_other(analyst, section, statement):
    other = services.add_statement(actor=analyst, section=section, text="Other", at=NOON)

    edit(analyst, statement)
    edit(analyst, other, text="Other, edited")

    other.refresh_from_db()
    assert other.text == "Other, edited"


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001])
def test_a_statement_has_words_and_not_too_many(analyst, section, text):
    with pytest.raises(DomainError):
        services.add_statement(actor=analyst, section=section, text=text, at=NOON)


def test_nul_characters_never_reach_the_database(analyst, section):
    made = services.add_statement(actor=analyst, section=section, text="a\0b", at=NOON)

    assert made.text == "ab"


def test_sections_move_and_a_stale_press_moves_nothing(analyst, framework, section):
    second = services.add_section(actor=analyst, framework=framework, title="Night", at=NOON)
    framework.refresh_from_db()
    seen = framework.revision

    def move_up():
        services.move_section(
            actor=analyst, section=second, by=-1, framework_revision=seen, at=NOON
        )

    move_up()
    assert titles(framework) == ["Night", "Calm"]
    with pytest.raises(Stale):
        move_up()
    assert titles(framework) == ["Night", "Calm"]


def test_a_statement_past_the_end_enters_the_next_section(analyst, framework, section, statement):
    services.add_section(actor=analyst, framework=framework, title="Night", at=NOON)
    framework.refresh_from_db()

    services.move_statement(
        actor=analyst, statement=statement, by=1, framework_revision=framework.revision, at=NOON
    )

    assert texts(framework) == [[], ["Every ward has a quiet hour."]]


def test_removing_a_section_closes_the_gap(analyst, framework, section):
    second = services.add_section(actor=analyst, framework=framework, title="Night", at=NOON)

    services.remove_section(actor=analyst, section=section, revision=1, at=NOON)

    second.refresh_from_db()
    assert (titles(framework), second.position) == (["Night"], 0)


def test_a_statement_that_changed_since_is_not_removed(analyst, framework, statement):
    edit(analyst, statement)

    with pytest.raises(Stale):
        services.remove_statement(actor=analyst, statement=statement, revision=1, at=NOON)

    assert texts(framework) == [["Every ward keeps a quiet hour."]]


def test_every_act_is_audited(analyst, statement):
    edit(analyst, statement)

    acts = set(AuditEntry.objects.values_list("act", flat=True))
    assert acts == {
        "framework.created",
        "section.added",
        "statement.added",
        "statement.edited",
    }
