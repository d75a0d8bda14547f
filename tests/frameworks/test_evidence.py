import pytest

from folkmoot.accounts.models import Organisation
from folkmoot.activities.queries import texts_by_id
from folkmoot.analysis.models import Theme
from folkmoot.frameworks import presenting, queries, services
from folkmoot.frameworks.models import Evidence
from folkmoot.frameworks.queries import State
from folkmoot.frameworks.services.citing import NothingToCite
from folkmoot.joining import services as joining
from folkmoot.programmes.models import Activity, Programme
from folkmoot.workshops.models import ChallengeQuestion, Idea
from tests.conftest import NOON
from tests.frameworks.evidence import analysed


def quote(analyst, statement, *ideas):
    return services.cite_quotes(
        actor=analyst, statement=statement, text_ids=[idea.pk for idea in ideas], at=NOON
    )


def card(statement):
    fresh = queries.statement_in(statement.section.framework, statement.pk)
    return presenting.statement_card(fresh)


def test_a_statement_without_evidence_is_flagged(statement):
    assert card(statement).is_unsupported


def test_a_quote_keeps_the_words_as_they_stood(analyst, statement, ideas):
    quote(analyst, statement, ideas[0])

    (link,) = card(statement).evidence
    assert (link.words, link.detail) == ("A quiet hour for rounds", "62 of 80 agree")
    assert not card(statement).is_unsupported


def test_a_second_press_cites_nothing_twice(analyst, statement, ideas):
    assert quote(analyst, statement, ideas[0]) == 1
    assert quote(analyst, statement, ideas[0]) == 0

    assert len(card(statement).evidence) == 1


@pytest.mark.parametrize(
    ("change", "state", "must_go"),
    [
        ({"text": "Something else"}, State.EDITED, True),
        ({"is_hidden": True}, State.HIDDEN, True),
        ({"is_withdrawn": True}, State.WITHDRAWN, True),
        ({"text": "A quiet hour for rounds, daily"}, State.AS_LINKED, False),
    ],
)
def test_a_quote_is_marked_when_its_idea_changed(analyst, statement, ideas, change, state, must_go):
    quote(analyst, statement, ideas[0])
    Idea.objects.filter(pk=ideas[0].pk).update(**change)

    (link,) = card(statement).evidence
    assert (link.state, link.must_go) == (state, must_go)


def test_words_taken_back_are_not_shown_even_to_staff(analyst, statement, ideas):
    quote(analyst, statement, ideas[0])
    Idea.objects.filter(pk=ideas[0].pk).update(is_withdrawn=True)

    (link,) = card(statement).evidence
    assert link.words == ""
    assert card(statement).is_unsupported


def test_withdrawing_everything_blanks_the_kept_words(analyst, statement, ideas, join):
    person = join()
    Idea.objects.filter(pk=ideas[0].pk).update(author=person)
    quote(analyst, statement, *ideas[:2])

    joining.withdraw_everything(participant=person, at=NOON)

    kept = dict(Evidence.objects.values_list("target", "words"))
    assert kept == {str(ideas[0].pk): "", str(ideas[1].pk): "More porters at night"}


def test_hidden_ideas_cannot_be_cited(analyst, statement, ideas):
    Idea.objects.filter(pk=ideas[0].pk).update(is_hidden=True)

    with pytest.raises(NothingToCite):
        quote(analyst, statement, ideas[0])


def test_ideas_of_another_programme_cannot_be_cited(analyst, statement):
    elsewhere = Organisation.objects.create(name="Elsewhere", slug="elsewhere")
    other = Programme.objects.create(
        organisation=elsewhere, name="Other", slug="other", created_on=NOON.date()
    )
    workshop = Activity.objects.create(programme=other, kind="workshop", title="Other")
    question = ChallengeQuestion.objects.create(activity=workshop, text="Other?")
    idea = Idea.objects.create(question=question, text="Not yours", said_on=NOON.date())

    with pytest.raises(NothingToCite):
        quote(analyst, statement, idea)


def test_a_figure_carries_its_base_and_interval(analyst, statement, theme, ideas):
    key = f"support:{ideas[0].pk}"

    services.cite_figures(actor=analyst, statement=statement, keys=[key], at=NOON)

    (link,) = card(statement).evidence
    assert link.words == "62 of 80 agree: “A quiet hour for rounds”"
    assert "95% interval 67% to 85%" in link.detail


def test_a_newer_analysis_marks_figures_that_differ(analyst, programme, statement, theme, ideas):
    services.cite_figures(actor=analyst, statement=statement, keys=[f"theme:{theme.pk}"], at=NOON)
    analysed(programme, ideas[:2])

    (link,) = card(statement).evidence
    assert (link.state, link.must_go) == (State.COUNTED, False)


def test_a_figure_of_a_theme_that_is_gone_leaves_the_guide(analyst, statement, theme):
    services.cite_figures(actor=analyst, statement=statement, keys=[f"theme:{theme.pk}"], at=NOON)
    theme.delete()

    (link,) = card(statement).evidence
    assert (link.state, link.must_go, link.words) == (State.GONE, True, "")


def test_a_figure_of_a_theme_that_was_carried_on_says_how_it_reads_now(
    analyst, programme, statement, theme, ideas
):
    services.cite_figures(actor=analyst, statement=statement, keys=[f"theme:{theme.pk}"], at=NOON)
    later = analysed(programme, ideas[:3])
    Theme.objects.filter(pk=later.pk).update(lineage=theme.pk)

    (link,) = card(statement).evidence
    assert (link.state, link.must_go) == (State.COUNTED, False)
    assert link.now == "3 of 3 texts are mainly about “Calm wards”"


def test_a_theme_that_nobody_accepted_cannot_be_cited(analyst, statement, theme):
    Theme.objects.update(is_accepted=False)

    with pytest.raises(NothingToCite, match="nobody has accepted it yet"):
        services.cite_theme(actor=analyst, statement=statement, theme_id=theme.pk, at=NOON)
    with pytest.raises(NothingToCite):
        services.cite_figures(
            actor=analyst, statement=statement, keys=[f"theme:{theme.pk}"], at=NOON
        )


def test_a_theme_cited_by_an_earlier_version_is_seen_by_staff_only_until_it_is_accepted(
    analyst, statement, theme
):
    services.cite_theme(actor=analyst, statement=statement, theme_id=theme.pk, at=NOON)
    services.cite_figures(actor=analyst, statement=statement, keys=[f"theme:{theme.pk}"], at=NOON)
    Theme.objects.update(is_accepted=False)

    for link in card(statement).evidence:
        assert (link.state, link.must_go, link.is_blank) == (State.PROPOSED, True, False)


def test_a_cited_theme_says_its_base(analyst, statement, theme):
    services.cite_theme(actor=analyst, statement=statement, theme_id=theme.pk, at=NOON)

    (link,) = card(statement).evidence
    assert link.detail == "4 of 4 texts are mainly about it; typical words: quiet, rounds"


def test_a_figure_that_repeats_an_idea_goes_with_it(analyst, statement, theme, ideas):
    services.cite_figures(
        actor=analyst, statement=statement, keys=[f"support:{ideas[0].pk}"], at=NOON
    )
    Idea.objects.filter(pk=ideas[0].pk).update(is_hidden=True)

    (link,) = card(statement).evidence
    assert (link.state, link.words) == (State.HIDDEN, "")


def test_an_idea_knows_the_statements_that_came_of_it(analyst, statement, theme, ideas):
    quote(analyst, statement, ideas[0])
    services.cite_figures(
        actor=analyst, statement=statement, keys=[f"support:{ideas[1].pk}"], at=NOON
    )

    found = queries.statements_citing("idea", [idea.pk for idea in ideas])

    assert set(found) == {str(ideas[0].pk), str(ideas[1].pk)}
    assert found[str(ideas[0].pk)][0].statement == statement.text


def test_a_theme_knows_the_statements_that_came_of_it(
    analyst, statement, theme, django_assert_num_queries
):
    services.cite_theme(actor=analyst, statement=statement, theme_id=theme.pk, at=NOON)

    with django_assert_num_queries(1):
        found = queries.statements_citing("theme", [theme.pk])

    assert [c.section for c in found[str(theme.pk)]] == ["Calm"]


def test_search_wants_every_word(programme, ideas):
    assert [offer.text for offer in queries.search_ideas(programme, "night porters")] == [
        "More porters at night"
    ]
    assert queries.search_ideas(programme, "night bicycles") == []


def test_the_editor_asks_the_same_few_questions_however_long_it_is(
    analyst, framework, section, theme, ideas, django_assert_max_num_queries
):
    for number in range(12):
        made = services.add_statement(
            actor=analyst, section=section, text=f"Statement {number}", at=NOON
        )
        quote(analyst, made, *ideas)
        services.cite_theme(actor=analyst, statement=made, theme_id=theme.pk, at=NOON)

    with django_assert_max_num_queries(8):
        page = presenting.framework_page(framework)

    assert len(page.statements) == 12


@pytest.fixture
def in_welsh(programme):
    """The programme speaks Welsh; whoever edits reads English."""
    Programme.objects.filter(pk=programme.pk).update(language="cy")
    return Programme.objects.get(pk=programme.pk)


def test_what_is_cited_is_kept_in_the_programmes_language(
    analyst, in_welsh, statement, theme, ideas
):
    statement = queries.statement_in(statement.section.framework, statement.pk)
    services.cite_theme(actor=analyst, statement=statement, theme_id=theme.pk, at=NOON)
    quote(analyst, statement, ideas[0])
    with in_welsh.in_its_language():
        themes = presenting.theme_in_words(theme)
        (idea,) = texts_by_id(in_welsh, {ideas[0].pk}).values()
        support = presenting.support_of(idea)

    assert [link.detail for link in card(statement).evidence] == [themes, support]
    assert themes != presenting.theme_in_words(theme)


def test_what_is_taken_back_leaves_a_gap_in_the_programmes_language(
    in_welsh, statement, ideas, analyst
):
    services.edit_statement(
        actor=analyst,
        statement=statement,
        text=f"They say “{ideas[0].text}”.",
        explanation="",
        revision=statement.revision,
        at=NOON,
    )
    services.forget_texts(in_welsh, [ideas[0].pk], NOON)

    statement.refresh_from_db()
    assert statement.text == "They say “[tynnwyd yn ôl]”."


@pytest.mark.parametrize("key", ["theme", "support", "participation:took-part"])
def test_a_figure_kept_in_another_language_is_not_counted_anew(
    analyst, programme, statement, theme, ideas, key
):
    keys = {"theme": f"theme:{theme.pk}", "support": f"support:{ideas[0].pk}"}
    services.cite_figures(actor=analyst, statement=statement, keys=[keys.get(key, key)], at=NOON)
    (before,) = card(statement).evidence
    Programme.objects.filter(pk=programme.pk).update(language="cy")

    (link,) = card(statement).evidence
    assert (link.state, link.words) == (State.AS_LINKED, before.words)


def test_a_figure_of_a_theme_that_has_another_name_is_told_anew(analyst, statement, theme):
    services.cite_figures(actor=analyst, statement=statement, keys=[f"theme:{theme.pk}"], at=NOON)
    Theme.objects.filter(pk=theme.pk).update(name="Quiet wards")

    (link,) = card(statement).evidence
    assert link.state is State.COUNTED
