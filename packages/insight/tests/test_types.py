"""One entry point for each type of data that a crowd gives: published values, and what may not
change a figure."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from insight._rows import MalformedRows
from insight.answers import describe_answers
from insight.choices import describe_choices
from insight.rankings import describe_rankings
from insight.ratings import consensus, describe_ratings

QUICK = settings(max_examples=30, deadline=None)

# Games of the American League East of 1987, winner by loser (Agresti, Categorical Data Analysis,
# 2nd edition 2002, table 10.10): Milwaukee, Detroit, Toronto, New York, Boston, Cleveland,
# Baltimore. Fitted abilities as in the vignette of R's BradleyTerry2, Baltimore being 0.
WINS = np.array(
    [
        [0, 7, 9, 7, 7, 9, 11],
        [6, 0, 7, 5, 11, 9, 9],
        [4, 6, 0, 7, 7, 8, 12],
        [6, 8, 6, 0, 6, 7, 10],
        [6, 2, 6, 7, 0, 7, 12],
        [4, 4, 5, 6, 6, 0, 6],
        [2, 4, 1, 3, 1, 7, 0],
    ]
)
ABILITIES = [1.5814, 1.4364, 1.2945, 1.2476, 1.1077, 0.6839, 0]


def baseball():
    """Each game a task of its own, each by another person."""
    rows = []
    game = 0
    for winner, loser in np.argwhere(WINS):
        for _ in range(WINS[winner, loser]):
            rows += [(game, 0, winner, 1), (game, 0, loser, 0)]
            game += 1
    return np.array(rows).T


def test_choices_between_two_are_bradley_and_terry():
    found = describe_choices(*baseball(), alternative_ids=np.arange(7))
    worth = np.log(found.shares)

    assert np.allclose(worth - worth[-1], ABILITIES, atol=2e-3)
    assert found.tasks == WINS.sum() == found.people
    assert found.p_chance < 1e-4


def ranked(rng, people=30, k=5, tilt=0.0):
    """Rankings drawn by chance, or with a preference for the first items."""
    noise = rng.gumbel(size=(people, k)) - tilt * np.arange(k)
    ranks = (-noise).argsort(axis=1).argsort(axis=1) + 1
    return np.repeat(np.arange(people), k), np.tile(np.arange(k), people), ranks.ravel()


def test_rankings_are_fitted_as_any_maximiser_finds_by_plackett_and_luce():
    who, what, rank = ranked(np.random.default_rng(4), tilt=0.4)

    def loss(worths):
        total = 0.0
        for person in np.unique(who):
            order = what[who == person][np.argsort(rank[who == person])]
            for stage in range(len(order) - 1):
                total += worths[order[stage]] - np.log(np.exp(worths[order[stage:]]).sum())
        return -total + worths.mean() ** 2

    best = minimize(loss, np.zeros(5), tol=1e-10).x
    found = describe_rankings(who, what, rank, item_ids=np.arange(5))

    assert np.allclose(found.shares, np.exp(best) / np.exp(best).sum(), atol=1e-5)


def test_errors_are_those_of_people_not_of_choices():
    """The same choices said ten times over by the same people are no surer."""
    rng = np.random.default_rng(8)
    who, alternative = np.repeat(np.arange(60), 2), np.tile([0, 1], 60)
    first = (rng.random(60) < 0.6).astype(int)
    chosen = np.stack([first, 1 - first], axis=1).ravel()
    once = describe_choices(who, np.zeros(120, int), alternative, chosen, alternative_ids=[0, 1])
    often = describe_choices(
        np.tile(who, 10),
        np.repeat(np.arange(10), 120),
        np.tile(alternative, 10),
        np.tile(chosen, 10),
        alternative_ids=[0, 1],
    )

    assert np.allclose([once.low, once.high], [often.low, often.high])
    assert once.p_chance == pytest.approx(often.p_chance)


def test_the_worst_counts_against_an_alternative():
    rows = [(p, 0, a, said) for p in range(12) for a, said in enumerate([1, 0, -1])]
    rows += [(p, 1, a, said) for p in range(6) for a, said in enumerate([-1, 1, 0])]
    found = describe_choices(*np.array(rows).T, alternative_ids=[0, 1, 2])

    assert found.best.tolist() == [12, 6, 0]
    assert found.worst.tolist() == [6, 0, 12]
    assert found.shares is None or found.shares[2] == found.shares.min()


def test_where_one_thing_always_wins_no_share_is_told():
    rows = [(p, 0, a, int(a == 0)) for p in range(20) for a in range(3)]
    found = describe_choices(*np.array(rows).T, alternative_ids=[0, 1, 2])

    assert found.shares is None
    assert found.p_chance < 0.001


@pytest.mark.parametrize("describe", ["rankings", "choices"])
def test_chance_gives_a_claim_no_more_often_than_it_says(describe):
    rng = np.random.default_rng(1)
    claims = 0
    for _ in range(200):
        who, what, rank = ranked(rng, people=25, k=4)
        found = (
            describe_rankings(who, what, rank, item_ids=range(4))
            if describe == "rankings"
            else describe_choices(who, who * 0, what, (rank == 1) * 1, alternative_ids=range(4))
        )
        claims += found.p_chance < 0.05

    assert claims <= 18  # 200 at 5 %: more than 18 come once in a hundred


@pytest.mark.parametrize("first_only", [False, True])
def test_ten_people_and_twelve_things_give_no_claim_by_chance(first_only):
    rng = np.random.default_rng(3)
    claims = 0
    for _ in range(200):
        who, what, rank = ranked(rng, people=10, k=12)
        rank = np.where(rank == 1, 1, 0) if first_only else rank
        claims += describe_rankings(who, what, rank, item_ids=range(12)).p_chance < 0.05

    assert claims <= 18


def test_ten_people_who_agree_on_twelve_things_are_more_than_chance():
    who, what, rank = ranked(np.random.default_rng(3), people=10, k=12, tilt=0.5)

    assert describe_rankings(who, what, rank, item_ids=range(12)).p_chance < 0.01


def test_of_a_rating_that_all_gave_the_interval_holds_those_who_were_not_asked():
    """1 - 0.025 ** (1 / 20) = 0.168433 of a crowd may differ where none of twenty did."""
    (found,) = describe_ratings(
        np.arange(20), np.full(20, 9), np.full(20, 5), item_ids=[9], lows=[1], highs=[5]
    )

    assert (found.mean, found.high) == (5, 5)
    assert found.low == pytest.approx(5 - 4 * 0.168433, abs=1e-5)


def test_of_a_rank_that_all_gave_the_interval_holds_those_who_were_not_asked():
    who, what = np.repeat(np.arange(20), 3), np.tile([7, 8, 9], 20)
    found = describe_rankings(who, what, np.tile([1, 2, 3], 20), item_ids=[7, 8, 9])

    assert found.score.tolist() == [1, 0.5, 0]
    assert found.low == pytest.approx([1 - 0.168433, 0.5 * (1 - 0.168433), 0], abs=1e-5)
    assert found.high == pytest.approx([1, 0.5 * 1.168433, 0.168433], abs=1e-5)


def test_a_mean_rank_share_of_half_is_chance_and_what_is_not_ranked_stands_below():
    found = describe_rankings([1, 1, 1, 1], [0, 1, 2, 3], [1, 2, 0, 0], item_ids=range(4))

    assert found.score.tolist() == [1, 2 / 3, 1 / 6, 1 / 6]
    assert found.score.mean() == 0.5
    assert found.first.tolist() == [1, 0, 0, 0]


# Tastle and Wierman, Consensus and dissention (International Journal of Approximate Reasoning 45,
# 2007): one step is 1, halves at the ends 0, and halves at the ends of a part of it between.
@pytest.mark.parametrize(
    ("counts", "agreement"),
    [
        ([0, 0, 9, 0, 0], 1),
        ([5, 0, 0, 0, 5], 0),
        ([0, 5, 0, 5, 0], 1 + np.log2(0.75)),
        ([5, 5, 0, 0, 0], 1 + np.log2(0.875)),
    ],
)
def test_agreement_is_the_published_consensus(counts, agreement):
    assert consensus(counts) == pytest.approx(agreement)


def test_ratings_have_their_spread_middle_and_interval():
    """The mean's interval by hand: 4 +- 2.364624 (Student, 7 degrees) x 2 / sqrt(8)."""
    values = [1, 2, 4, 4, 4, 5, 6, 6]
    (found,) = describe_ratings(range(8), [3] * 8, values, item_ids=[3], lows=[1], highs=[9])
    spread = np.std(values, ddof=1) / np.sqrt(8)

    assert found.counts.tolist() == [1, 1, 0, 3, 1, 2, 0, 0, 0]
    assert (found.median, found.mean) == (4, 4)
    assert found.high - found.mean == pytest.approx(2.364624 * spread, abs=1e-5)


def test_who_cannot_judge_is_counted_apart():
    (found,) = describe_ratings(
        [1, 2, 3], [3, 3, 3], [5, 0, 4], judged=[1, 0, 1], item_ids=[3], lows=[1], highs=[5]
    )

    assert (found.rated, found.cannot_judge, found.mean) == (2, 1, 4.5)


def test_ratings_by_chance_lie_on_no_side_of_the_scale():
    rng = np.random.default_rng(5)
    claims = 0
    for _ in range(100):
        who, what = np.repeat(np.arange(40), 10), np.tile(np.arange(10), 40)
        values = rng.integers(1, 10, 400)
        found = describe_ratings(
            who, what, values, item_ids=range(10), lows=[1] * 10, highs=[9] * 10
        )
        claims += any(one.side for one in found)

    assert claims <= 12  # 100 at 5 %: more than 12 come once in a thousand


# Newcombe, Two-sided confidence intervals for the single proportion (Statistics in Medicine 17,
# 1998), table I, method 3.
@pytest.mark.parametrize(
    ("said", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611)],
)
def test_shares_of_answers_have_wilsons_interval(said, of, low, high):
    options = [1] * said + [2] * (of - said)
    found = describe_answers(range(of), options, option_ids=[1, 2])

    assert found.base == of
    assert (found.low[0], found.high[0]) == pytest.approx((low, high), abs=5e-5)


def test_what_is_missing_is_in_no_share():
    found = describe_answers(
        [1, 2, 3, 4, 5], [7, 8, 0, 0, 0], missing=[0, 0, 2, 2, 3], option_ids=[7, 8]
    )

    assert (found.base, found.missing) == (2, {2: 2, 3: 1})
    assert found.shares.tolist() == [0.5, 0.5]


def test_where_several_may_be_chosen_shares_are_of_people():
    found = describe_answers([1, 1, 2], [7, 8, 7], option_ids=[7, 8], multiple=True)

    assert (found.base, found.shares.tolist()) == (2, [1, 0.5])


@QUICK
@given(seed=st.integers(0, 2**16))
def test_whose_rows_come_first_and_who_has_which_number_changes_nothing(seed):
    rng = np.random.default_rng(seed)
    who, what, rank = ranked(rng, people=12, k=4, tilt=0.3)
    order, names = rng.permutation(len(who)), rng.permutation(1000)[:12]
    moved = names[who][order], what[order]
    best = (rank == 1) * 1
    pairs = [
        (
            describe_rankings(who, what, rank, item_ids=range(4)),
            describe_rankings(*moved, rank[order], item_ids=range(4)),
        ),
        (
            describe_choices(who, who * 0, what, best, alternative_ids=range(4)),
            describe_choices(moved[0], who * 0, what[order], best[order], alternative_ids=range(4)),
        ),
        (
            describe_answers(who, what, option_ids=range(4), multiple=True),
            describe_answers(*moved, option_ids=range(4), multiple=True),
        ),
    ]
    for one, other in pairs:
        assert_alike(one, other, np.arange(4))
    first = describe_ratings(who, what, rank, item_ids=range(4), lows=[1] * 4, highs=[4] * 4)
    second = describe_ratings(*moved, rank[order], item_ids=range(4), lows=[1] * 4, highs=[4] * 4)
    for one, other in zip(first, second, strict=True):
        assert_alike(one, other, np.arange(4))


@QUICK
@given(seed=st.integers(0, 2**16))
def test_the_order_in_which_items_are_given_moves_their_figures_alone(seed):
    rng = np.random.default_rng(seed)
    who, what, rank = ranked(rng, people=15, k=4, tilt=0.3)
    order = rng.permutation(4)
    best = (rank == 1) * 1

    assert_alike(
        describe_rankings(who, what, rank, item_ids=range(4)),
        describe_rankings(who, what, rank, item_ids=order),
        order,
    )
    assert_alike(
        describe_choices(who, who * 0, what, best, alternative_ids=range(4)),
        describe_choices(who, who * 0, what, best, alternative_ids=order),
        order,
    )


def assert_alike(one, other, order):
    for name in one.__slots__:
        value, second = getattr(one, name), getattr(other, name)
        value = value[order] if isinstance(value, np.ndarray) and len(value) == 4 else value
        if value is None or isinstance(value, dict):
            assert value == second
        else:
            assert np.allclose(value, second, equal_nan=True, atol=1e-7), name


BAD = {
    "rows of two lengths": lambda: describe_rankings([1, 2], [1], [1], item_ids=[1]),
    "a fraction": lambda: describe_rankings([1], [1], [1.5], item_ids=[1]),
    "an item that is not there": lambda: describe_rankings([1], [2], [1], item_ids=[1]),
    "two ranks alike": lambda: describe_rankings([1, 1], [1, 2], [1, 1], item_ids=[1, 2]),
    "a gap in ranks": lambda: describe_rankings([1, 1], [1, 2], [1, 3], item_ids=[1, 2]),
    "an item ranked twice": lambda: describe_rankings([1, 1], [1, 1], [1, 2], item_ids=[1]),
    "nothing chosen": lambda: describe_choices([1], [1], [1], [0], alternative_ids=[1]),
    "two chosen": lambda: describe_choices([1, 1], [1, 1], [1, 2], [1, 1], alternative_ids=[1, 2]),
    "a rating off its scale": lambda: describe_ratings(
        [1], [1], [6], item_ids=[1], lows=[1], highs=[5]
    ),
    "two ratings of one": lambda: describe_ratings(
        [1, 1], [1, 1], [2, 3], item_ids=[1], lows=[1], highs=[5]
    ),
    "a scale without steps": lambda: describe_ratings(
        [], [], [], item_ids=[1], lows=[5], highs=[5]
    ),
    "two answers to one": lambda: describe_answers([1, 1], [1, 2], option_ids=[1, 2]),
    "an answer and none": lambda: describe_answers([1, 1], [1, 0], missing=[0, 2], option_ids=[1]),
    "a confidence of 1": lambda: describe_answers([1], [1], option_ids=[1], confidence=1),
}


@pytest.mark.parametrize("describe", BAD.values(), ids=BAD)
def test_what_cannot_be_is_refused_by_name(describe):
    with pytest.raises(MalformedRows):
        describe()


def test_nobody_at_all_is_no_error():
    nobody = np.zeros(0, int)
    ranks = describe_rankings(nobody, nobody, nobody, item_ids=[1, 2])
    choices = describe_choices(nobody, nobody, nobody, nobody, alternative_ids=[1, 2])
    (rating,) = describe_ratings(nobody, nobody, nobody, item_ids=[1], lows=[1], highs=[5])
    answers = describe_answers(nobody, nobody, option_ids=[1, 2])

    assert (ranks.people, choices.tasks, rating.rated, answers.base) == (0, 0, 0, 0)
    assert ranks.p_chance == choices.p_chance == 1
