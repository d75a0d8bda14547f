"""Analysing again keeps what people made of the themes."""

import pytest

from folkmoot.analysis import services
from folkmoot.analysis.models import Run, Theme
from folkmoot.analysis.presenting import insight_page
from folkmoot.analysis.queries import latest_result
from folkmoot.analysis.services import carried_curation
from folkmoot.workshops.models import Comment, Idea
from tests.conftest import NOON


@pytest.fixture
def again(analyst, programme):
    """``again()``: analyse once more, and the themes of the new run by name."""

    def make(seed=8):
        run = services.analyse_now(actor=analyst, programme=programme, at=NOON, seed=seed)
        assert not run.problem
        return run, {theme.name: theme for theme in run.themes.all()}

    return make


@pytest.fixture
def shaped(analysed, analyst):
    """An analysis of which people renamed, accepted and merged themes."""
    run = analysed()
    broad = list(run.themes.filter(parent=None))
    assert len(broad) >= 3
    first, second, third = broad[:3]
    services.rename_theme(actor=analyst, theme=first, name="Being reached", at=NOON)
    services.accept_theme(actor=analyst, theme=first, at=NOON)
    services.merge_themes(actor=analyst, theme=third, into=second, at=NOON)
    second.refresh_from_db()
    return run, first, second, third


def shown(programme):
    return insight_page(programme, latest_result(programme))


@pytest.mark.anew
def test_the_themes_are_the_same_for_every_seed_of_a_run(analysed, again):
    run = analysed()
    before = [(theme.name, theme.text_ids) for theme in run.themes.all()]

    other, _ = again(seed=12345)

    assert other.seed != run.seed
    assert [(theme.name, theme.text_ids) for theme in other.themes.all()] == before


def test_a_rename_and_an_acceptance_outlive_the_next_analysis(shaped, again):
    _, renamed, _, _ = shaped

    _, themes = again()

    kept = themes["Being reached"]
    assert kept.is_accepted
    assert kept.proposed_name == renamed.proposed_name
    assert set(kept.text_ids) == set(renamed.text_ids)


def test_merged_themes_stay_merged_in_the_next_analysis(shaped, again):
    _, _, into, gone = shaped

    _, themes = again()

    assert gone.name not in themes
    assert set(themes[into.name].text_ids) == set(into.text_ids)
    assert themes[into.name].merged_from == [gone.name]


def test_a_third_analysis_keeps_it_too_and_says_whose_it_is(shaped, again, programme):
    again()

    run, themes = again(seed=9)

    assert run.carried_from == run.number - 1
    assert themes["Being reached"].lineage == shaped[1].pk
    assert "was kept, with its texts" in shown(programme).carried


def test_what_nobody_shaped_is_proposed_anew(analysed, again):
    analysed()

    run, _ = again()

    assert run.carried_from is None


def test_new_texts_join_the_theme_of_the_texts_like_them(shaped, again, question):
    before = set(shaped[1].text_ids)
    said = Idea.objects.filter(pk__in=before).first() or Comment.objects.get(pk=min(before)).idea
    new = Idea.objects.bulk_create(
        Idea(question=said.question, text=f"{said.text} {n}", said_on=NOON.date()) for n in range(3)
    )

    run, themes = again()

    held = {key for theme in run.themes.all() for key in theme.text_ids}
    assert run.carried_from
    assert before <= set(themes["Being reached"].text_ids)
    assert held & {idea.pk for idea in new}


def test_a_theme_that_is_another_by_now_is_looked_at_again(shaped, again):
    theme = shaped[1]
    Theme.objects.filter(pk=theme.pk).update(accepted_ids=theme.text_ids[:1])

    _, themes = again()

    kept = themes["Being reached"]
    assert (kept.is_accepted, kept.was_accepted) == (False, True)


def test_a_theme_whose_texts_were_all_taken_back_is_named(shaped, again, programme):
    ids = shaped[1].text_ids
    Comment.objects.filter(pk__in=ids).update(is_withdrawn=True)
    Idea.objects.filter(pk__in=ids).update(is_withdrawn=True)
    Comment.objects.filter(idea__in=ids).update(is_withdrawn=True)
    Run.objects.update(frozen_hash="")  # whoever took it back is not what this is about

    run, themes = again()

    assert "Being reached" not in themes
    assert [one["name"] for one in run.not_carried] == ["Being reached"]
    assert shown(programme).not_carried == (
        "“Being reached” (renamed and accepted) was not kept: none of its texts is there any more.",
    )


def test_a_text_is_in_one_broad_theme_or_in_none_and_the_counts_sum_to_all(
    shaped, again, programme
):
    _, themes = again()
    page = shown(programme)

    held = {key for theme in themes.values() for key in theme.text_ids}
    assert page.left_out.texts + len(held) == page.analysis.result.themes.texts
    assert sum(count for _, count in page.left_out.why) == page.left_out.texts
    assert sum(page.left_out.by_question) == page.left_out.texts


@pytest.mark.anew
def test_the_result_of_a_repeated_run_is_the_same_whatever_people_shaped(
    shaped, analyst, programme
):
    run = shaped[0]

    repeated = services.repeat_run(actor=analyst, run=run, at=NOON)
    services.execute(repeated.pk, at=NOON)
    repeated.refresh_from_db()

    assert repeated.result_hash == run.result_hash
    assert repeated.themes.filter(name="Being reached", is_accepted=True).exists()


def test_merges_made_by_an_earlier_version_are_seen_in_the_texts(shaped, again):
    _, _, into, gone = shaped
    Theme.objects.update(merged_from=[], is_accepted=False)

    _, themes = again()

    assert set(themes[into.name].text_ids) == set(into.text_ids)
    assert gone.name not in themes


def test_nothing_is_carried_where_there_was_no_analysis(analysed):
    run = analysed()

    assert carried_curation.last_shaped(run) is None
