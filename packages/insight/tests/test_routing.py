import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.fairness import gini
from insight.routing import POLICIES, ImpossibleRouting, next_ideas, simulate

RATES = np.linspace(0.05, 0.95, 60)


def deal(seed=1, ideas=40, **changes):
    rng = np.random.default_rng(0)
    votes = rng.integers(0, 30, ideas)
    usual = {
        "exposures": votes,
        "agrees": rng.binomial(votes, 0.5),
        "votes": votes,
        "seen_mask": np.zeros(ideas, dtype=bool),
        "n": 10,
    }
    return next_ideas(seed=seed, **usual | changes)


@st.composite
def situations(draw):
    ideas = draw(st.integers(0, 30))
    counts = st.lists(st.integers(0, 50), min_size=ideas, max_size=ideas)
    votes = np.array(draw(counts), dtype=int)
    flags = st.lists(st.booleans(), min_size=ideas, max_size=ideas)
    return {
        "exposures": np.array(draw(counts), dtype=int),
        "agrees": votes // 2,
        "votes": votes,
        "seen_mask": np.array(draw(flags), dtype=bool),
        "n": draw(st.integers(0, 40)),
        "seed": draw(st.integers(0, 2**40)),
        "boundary_share": draw(st.floats(0, 1)),
    }


class TestWhatIsNext:
    @given(situations())
    def test_nothing_comes_twice_or_back_and_as_much_as_is_left(self, situation):
        dealt = next_ideas(**situation)

        assert len(set(dealt.tolist())) == dealt.size
        assert not situation["seen_mask"][dealt].any()
        assert dealt.size == min(situation["n"], int((~situation["seen_mask"]).sum()))

    @given(situations())
    def test_one_person_always_gets_the_same_answer_to_the_same_question(self, situation):
        assert np.array_equal(next_ideas(**situation), next_ideas(**situation))

    def test_two_people_do_not_read_one_order(self):
        nothing = np.zeros(40, dtype=int)
        alike = {"exposures": nothing, "agrees": nothing, "votes": nothing}

        assert not np.array_equal(deal(seed=1, **alike), deal(seed=2, **alike))

    def test_the_least_seen_come_first_where_no_place_is_for_the_edge(self):
        exposures = np.arange(40)[::-1]

        assert deal(exposures=exposures, boundary_share=0).tolist() == list(range(39, 29, -1))

    def test_an_idea_that_has_just_arrived_is_shown_at_once(self):
        old = np.full(40, 100)
        old[17] = 0
        votes = {"exposures": old, "votes": old, "agrees": old // 2}

        assert all(17 in deal(seed=seed, n=5, **votes) for seed in range(20))

    def test_places_for_the_edge_go_to_ideas_whose_rank_is_unsettled(self):
        votes = np.full(40, 200)
        agrees = np.r_[np.full(9, 190), np.full(4, 120), np.full(27, 20)]
        edge = deal(exposures=votes, votes=votes, agrees=agrees, n=4, boundary_share=1)

        assert set(edge.tolist()) == {9, 10, 11, 12}

    def test_the_edge_is_that_of_everybody_s_top_whatever_this_person_has_seen(self):
        votes = np.full(40, 200)
        agrees = np.r_[np.full(9, 190), np.full(4, 120), np.full(10, 80), np.full(17, 20)]
        seen = np.arange(40) < 9
        edge = deal(
            exposures=votes, votes=votes, agrees=agrees, seen_mask=seen, n=4, boundary_share=1
        )

        assert set(edge.tolist()) == {9, 10, 11, 12}

    def test_what_many_votes_have_settled_gives_way_to_what_ten_more_may_settle(self):
        votes = np.r_[np.full(20, 1_000), np.full(2, 50)]
        agrees = np.r_[np.full(9, 900), np.full(11, 500), 38, 39]
        edge = deal(ideas=22, exposures=votes, votes=votes, agrees=agrees, n=2, boundary_share=1)

        assert set(edge.tolist()) == {20, 21}

    def test_an_idea_added_later_does_not_move_the_others_about(self):
        before = deal(exposures=np.zeros(40), boundary_share=0, n=40)
        after = deal(ideas=41, exposures=np.zeros(41), boundary_share=0, n=41)

        assert [idea for idea in after.tolist() if idea != 40] == before.tolist()

    def test_nothing_is_left_when_everything_is_seen(self):
        assert deal(seen_mask=np.ones(40, dtype=bool)).size == 0


class TestBadInput:
    @pytest.mark.parametrize(
        "bad",
        [
            {"exposures": [1, 2]},
            {"agrees": np.full(40, 99)},
            {"exposures": np.full(40, -1)},
            {"exposures": np.full(40, np.nan)},
            {"n": -1},
            {"top_k": 0},
            {"boundary_share": 1.5},
        ],
    )
    def test_what_cannot_be_is_named(self, bad):
        with pytest.raises(ImpossibleRouting):
            deal(**bad)

    @pytest.mark.parametrize(
        "bad", [{"policy": "loudest"}, {"ideas": 10}, {"people": 0}, {"arriving_until": 2}]
    )
    def test_a_simulation_that_cannot_be_is_named(self, bad):
        with pytest.raises(ImpossibleRouting):
            simulate(RATES, **{"seed": 0} | bad)

    @pytest.mark.parametrize("rates", [[], [1.2], [float("nan")]])
    def test_rates_that_are_no_rates_are_named(self, rates):
        with pytest.raises(ImpossibleRouting):
            simulate(rates, seed=0)


@pytest.fixture(scope="module")
def games():
    """Eight small conversations under each rule."""
    sizes = {"ideas": 120, "people": 300}
    return {
        policy: [simulate(RATES, seed=seed, policy=policy, **sizes) for seed in range(8)]
        for policy in POLICIES
    }


def mean(games, what):
    return np.mean([getattr(game, what) for game in games])


class TestSimulation:
    def test_the_same_seed_plays_the_same_game(self):
        first, second = (simulate(RATES, seed=3, people=50) for _ in range(2))

        assert np.array_equal(first.exposures, second.exposures)

    def test_all_policies_meet_the_same_conversation(self, games):
        for same in zip(*games.values(), strict=True):
            assert len({game.late_top for game in same}) == 1
            assert all(np.array_equal(game.late, same[0].late) for game in same)

    def test_nobody_gets_more_than_their_share(self, games):
        assert all(game.exposures.max() <= 300 for played in games.values() for game in played)

    def test_it_finds_more_of_the_true_top_than_any_other_rule(self, games):
        ours = mean(games["hybrid"], "precision")

        assert all(
            ours > mean(played, "precision")
            for policy, played in games.items()
            if policy != "hybrid"
        )

    def test_late_ideas_are_found_where_a_vote_sorted_list_finds_none(self, games):
        late = sum(game.late_top for game in games["hybrid"])

        assert sum(game.late_found for game in games["hybrid"]) > 0.6 * late
        assert sum(game.late_found for game in games["top_first"]) <= 0.1 * late

    def test_late_and_minority_ideas_get_their_hearing(self, games):
        for game in games["hybrid"]:
            median = np.median(game.exposures)
            assert game.exposures.min() > 0.5 * median
            assert np.median(game.exposures[game.late]) > 0.8 * median

    def test_exposure_is_more_equal_than_under_any_other_rule(self, games):
        ours = mean(games["hybrid"], "exposure_gini")

        assert ours < 0.3
        assert all(
            ours < mean(played, "exposure_gini")
            for policy, played in games.items()
            if policy != "hybrid"
        )
        assert ours == pytest.approx(np.mean([gini(g.exposures) for g in games["hybrid"]]))
