"""What a theme is called: a name that a person would accept, or an honest word about the lack."""

import numpy as np
import pytest

from insight.text.codebook import propose_codebook
from insight.text.context import answers, in_context, with_their_ideas
from insight.text.embedding import HashingEmbedder
from insight.text.errors import TextInputError
from insight.text.naming import can_name, name_all
from insight.text.nouns import Nouns
from insight.text.phrases import candidates, group_phrases
from insight.text.readable import readable
from insight.text.titles import MIXED, broad_name

PLAIN = HashingEmbedder(512)
OTHERS = [
    "The canteen closes before the late shift",
    "Cold meals from the canteen again",
    "Our canteen has no vegetables",
    "Put fruit in the canteen",
    "The canteen queue is long",
    "A better canteen for nights",
]


def name_of(texts, thread=None):
    """What these texts are called beside some about a canteen."""
    everything = [*texts, *OTHERS]
    label = np.array([0] * len(texts) + [1] * len(OTHERS))
    if thread is not None:
        thread = np.array([*thread, *range(len(texts), len(everything))])
    model = PLAIN.fitted(everything)
    names, _ = name_all(everything, label, 2, model, model.embed(everything), thread)
    return names[0].plain


class TestAName:
    def test_is_what_different_people_talk_about(self):
        said = [
            "The bus leaves before my shift ends",
            "Nobody told us that the bus had changed",
            "A bus at night would help",
            "I sold my car when the bus was cheaper",
            "The bus stop is dark",
        ]

        assert "bus" in name_of(said)

    def test_is_no_number_however_often_it_is_written(self):
        said = [f"Eleven minutes to {to}" for to in ("dress", "eat", "walk", "rest", "wash")]

        assert "eleven" not in name_of(said)

    @pytest.mark.parametrize(
        "phrase", ["eleven", "eleven minutes", "two days", "Monday", "10am", "people", "week"]
    )
    def test_says_neither_when_nor_how_many(self, phrase):
        assert not can_name(phrase)

    @pytest.mark.parametrize("phrase", ["young people", "waiting time", "A3 form", "covid19"])
    def test_may_hold_such_a_word_where_it_says_what(self, phrase):
        assert can_name(phrase)

    def test_takes_the_longer_phrase_where_many_say_it(self):
        said = [f"Small businesses {end}" for end in ("will close", "need time", "cannot pay",
                "are afraid", "keep the street alive", "hire our children")]  # fmt: skip

        assert name_of(said) == "small businesses"

    def test_joins_two_words_as_people_join_them(self):
        said = [
            "The waiting room is loud", "A waiting room with chairs", "Paint the waiting room",
            "Waiting is the worst of it", "All that waiting in vain", "Waiting with a child",
            "My room is cold", "A room to talk in", "The room was dark",
            "Nurses", "Doctors", "Porters", "Letters", "Parking", "Tea", "Shoes", "Doors", "Beds",
        ]  # fmt: skip

        assert name_of(said) == "waiting room"

    def test_keeps_the_no_that_people_put_before_it(self):
        said = [f"No complaints {end}" for end in ("from me", "at all", "about the ward",
                "whatsoever", "this year", "to report")]  # fmt: skip

        assert name_of(said) == "no complaints"

    def test_is_not_what_one_conversation_brought_up(self):
        said = [
            "Move the store room",
            "The ladder is in the store",
            "I carry the ladder down",
            "A ladder on every floor",
            "The rota should come out sooner",
            "Let us swap on the rota",
            "A rota on one page",
            "Write the rota with us",
        ]

        name = name_of(said, thread=[0, 0, 0, 0, 4, 5, 6, 7])

        assert "rota" in name
        assert "ladder" not in name

    def test_is_mixed_where_little_is_shared(self):
        said = [
            f"The {thing} by the door"
            for thing in ("lamp", "chair", "kettle", "plant", "clock", "radio", "scale", "lamp",
                          "basin", "heater", "screen", "locker", "printer", "shelf", "fan")
        ]  # fmt: skip
        texts = [text.replace(" by the door", f" {i}") for i, text in enumerate(said)]

        assert name_of(texts).startswith(MIXED)

    def test_quotes_a_shared_word_that_names_nothing(self):
        ways = ("be", "ever be", "make it", "have been", "go", "work")
        said = [f"Nothing could {way} better" for way in ways]

        assert (
            name_of(said)
            == "saying \N{LEFT DOUBLE QUOTATION MARK}better\N{RIGHT DOUBLE QUOTATION MARK}"
        )


class TestNouns:
    def test_are_told_by_their_neighbours(self):
        nouns = Nouns.of(
            ["We lift patients", "I lift them", "They must lift it", "The bed is high"]
        )

        assert not nouns.may_end("lift")
        assert nouns.may_end("bed")

    def test_without_evidence_any_word_may_be_one(self):
        assert Nouns.of([]).may_end("停車")

    def test_what_only_describes_cannot_stand_alone(self):
        nouns = Nouns.of([f"Protect native {what}" for what in ("birds", "trees", "fish")])

        assert not nouns.may_stand("native")


class TestAnswers:
    def test_are_read_together_with_what_they_answer(self):
        known = readable(["We tried that", "Put a bus on at night", "More soup"])
        answered = answers(known, [1, -1, -1])
        vectors = np.eye(3, dtype=np.float32)
        mixed = in_context(vectors, answered)
        mine, idea = known.row[0], known.row[1]

        assert mixed[mine] @ vectors[idea] > 0.5
        assert np.array_equal(mixed[idea], vectors[idea])

    def test_join_the_theme_of_their_idea(self):
        ideas = [f"{what} {end}" for what in ("A bus for the late shift", "Hot food and soup")
                 for end in ("at night", "on Sunday", "in winter", "for all of us")]  # fmt: skip
        short = ["We tried", "Ours broke", "Mine leaks", "Ask them"]
        about = [-1] * 8 + [0, 1, 5, 6]
        found = propose_codebook([*ideas, *short], n_themes=2, embedder=PLAIN, about=about)

        assert found.theme[8:].tolist() == [found.theme[i] for i in (0, 1, 5, 6)]

    def test_count_once_with_their_idea(self):
        texts = ["The ladder is old", "What ladder", "My ladder", "A desk", "Our desk"]
        label = np.zeros(5, np.int64)
        found = group_phrases(
            [*texts, "soup"], np.array([*label, 1]), 2, PLAIN,
            vectors=PLAIN.embed([*texts, "soup"]), thread=np.array([0, 0, 0, 3, 4, 5]),
        )[0]  # fmt: skip
        desk = {phrase.text: len(phrase.threads) for phrase in found}

        assert desk.get("desk") == 2
        assert desk.get("ladder", 1) == 1

    @pytest.mark.parametrize("about", [[0], [9] * 8, [-2] * 8, [0.5] * 8])
    def test_that_fit_no_text_are_refused(self, about):
        texts = [
            f"{what} is cold" for what in ("Soup", "Tea", "Bath", "Hall", "Bed", "Car", "Rain")
        ]
        texts.append("The room is cold")

        with pytest.raises(TextInputError):
            propose_codebook(texts, embedder=PLAIN, about=about)

    def test_in_another_order_are_the_same(self):
        texts = [f"{what} {end}" for what in ("Bus", "Soup", "Rota") for end in "abcde"]
        texts = [f"{text} please, for everybody on the {i} ward" for i, text in enumerate(texts)]
        about = np.array([-1 if i % 5 == 0 else i - i % 5 for i in range(15)])
        found = propose_codebook(texts, n_themes=3, embedder=PLAIN, about=about)
        order = np.random.default_rng(3).permutation(15)
        back = np.argsort(order)
        moved = np.where(about[order] >= 0, back[about[order]], -1)
        again = propose_codebook([texts[i] for i in order], n_themes=3, embedder=PLAIN, about=moved)

        assert np.array_equal(again.theme, found.theme[order])
        assert [t.name for t in again.themes] == [t.name for t in found.themes]


def test_a_phrase_holds_no_number():
    assert ("two", "bus") not in candidates("two buses")


class TestABroadName:
    def test_leaves_mixed_themes_to_the_others(self):
        assert broad_name(["bus", "mixed: desk, food", "rota"], set()) == "Bus and rota"

    def test_takes_a_second_word_where_one_theme_alone_is_clear(self):
        assert broad_name(["bus", "mixed: desk, food"], {"Bus"}) == "Bus and desk"


def test_an_answer_like_no_group_goes_with_its_idea():
    label, answered = np.array([0, -1, -1]), np.array([-1, 0, -1])

    assert with_their_ideas(label, answered).tolist() == [0, 0, -1]
