"""Draw the pictures of the pages on votes, ranking, exposure, groups, consensus and bridging.

Run from the repository's root: ``python docs/methods/make_pictures/votes_and_groups.py``. Every
picture is made from what insight returns for made-up crowds; nothing is drawn by hand.
"""

import numpy as np
from tables_and_people import BLUE, INK, LINE, QUIET, WARM, Picture

from insight.groups import bridging, find_groups
from insight.ranking import rank_ideas
from insight.routing import simulate
from insight.votes import VoteTable

GREEN = "#4b7f3a"
COLOURS = (BLUE, WARM, GREEN)
IDEAS = (
    "Quiet hours on wards",
    "Rota six weeks ahead",
    "Free staff parking",
    "One shared record",
    "Uniform choice",
    "Night canteen",
    "Self-rostering",
    "Open visiting",
)


def crowd() -> VoteTable:
    """150 people of three camps; everybody backs the first idea."""
    rng = np.random.default_rng(3)
    leaning = rng.choice([-1, 1], (3, 24))
    leaning[:, 0] = 1
    who, what = np.nonzero(rng.random((150, 24)) < 0.6)
    follows = rng.random(who.size) < 0.75
    said = np.where(follows, leaning[who % 3, what], rng.integers(-1, 2, who.size))
    return VoteTable.from_arrays(who, what, said)


def scale(art: Picture, x: float, width: float, top: float, bottom: float) -> None:
    for tick in (0, 0.25, 0.5, 0.75, 1):
        at = x + width * tick
        art.line([(at, top), (at, bottom)], LINE, 1)
        art.text(at, bottom + 18, f"{tick:.0%}", at="middle", fill=QUIET)


def votes() -> None:
    table = crowd().keep_ideas(np.arange(8))
    counts, people = table.counts(), table.n_participants
    art = Picture(640, 320, "What a vote table holds",
                  "For eight ideas the shares of people who agreed, disagreed, passed "
                  "or never saw the idea.")  # fmt: skip
    shares = np.stack([counts.agrees, counts.disagrees, counts.passes]) / people
    for i, (name, x) in enumerate((("agree", 180), ("disagree", 260), ("pass", 360))):
        art.box(x, 14, 12, 12, (BLUE, WARM, QUIET)[i])
        art.text(x + 18, 25, name, fill=QUIET)
    art.text(430, 25, "blank: never saw it", fill=QUIET)
    scale(art, 180, 430, 40, 284)
    for i, name in enumerate(IDEAS):
        y, x = 46 + 30 * i, 180.0
        art.text(170, y + 15, name, at="end")
        for share, colour in zip(shares[:, i], (BLUE, WARM, QUIET), strict=True):
            art.box(x, y, 430 * share, 20, colour)
            x += 430 * share
    art.save("votes")


def ranking() -> None:
    agrees = np.array([3, 80, 40, 9, 150, 30, 0, 22])
    disagrees = np.array([0, 12, 4, 1, 140, 60, 0, 15])
    passes = np.array([0, 8, 2, 0, 20, 10, 0, 4])
    found = rank_ideas(agrees, disagrees, passes)
    art = Picture(640, 320, "Ideas ranked by the lower end of their interval",
                  "Share of agreeing with its 95 % interval for eight ideas.")  # fmt: skip
    art.text(220, 22, "share agreeing, 95 % interval; votes in brackets", fill=QUIET)
    scale(art, 220, 390, 34, 284)
    for row, i in enumerate(found.order):
        y, total = 52 + 30 * row, agrees[i] + disagrees[i] + passes[i]
        art.text(210, y + 5, f"{IDEAS[i]} ({total})", at="end")
        art.line([(220 + 390 * found.low[i], y), (220 + 390 * found.high[i], y)], BLUE, 3)
        if total:
            art.dot(220 + 390 * found.share[i], y, BLUE)
    art.save("ranking")


def exposure() -> None:
    rates = np.random.default_rng(0).beta(3, 2, 400)
    art = Picture(640, 300, "Exposures of 120 ideas under four rules",
                  "Ideas from the least to the most shown, for four rules.")  # fmt: skip
    art.text(60, 22, "how often each idea was shown, from the least to the most", fill=QUIET)
    for tick in (0, 50, 100):
        y = 260 - 2 * tick
        art.line([(60, y), (600, y)], LINE, 1)
        art.text(52, y + 5, tick, at="end", fill=QUIET)
    rules = (("hybrid", BLUE), ("random", GREEN), ("newest_first", QUIET), ("top_first", WARM))
    for i, (rule, colour) in enumerate(rules):
        game = simulate(rates, seed=2, policy=rule, ideas=120, people=300)
        shown = np.minimum(np.sort(game.exposures), 110)
        steps = enumerate(shown.tolist())
        art.line([(60 + 4.5 * x, 260.0 - 2 * y) for x, y in steps], colour, 2.5)
        art.text(80, 60 + 20 * i, rule.replace("_", " "), fill=colour, bold=True)
    art.text(330, 288, "120 ideas", at="middle", fill=QUIET)
    art.save("exposure")


def opinion_groups() -> None:
    groups = find_groups(crowd(), stability_resamples=0)
    art = Picture(640, 400, "The opinion map",
                  "People as dots on a plane, coloured by their opinion group.")  # fmt: skip
    reach = np.abs(groups.positions).max() * 1.08
    for (x, y), group in zip(groups.positions, groups.labels, strict=True):
        art.dot(320 + 300 * x / reach, 200 - 180 * y / reach, COLOURS[group % 3])
    for group, (x, y) in enumerate(groups.centres):
        at = (320 + 300 * x / reach, 200 - 180 * y / reach)
        art.box(at[0] - 34, at[1] - 13, 68, 22, "#ffffff")
        art.text(at[0], at[1] + 3, f"group {group + 1}", at="middle", bold=True)
    art.save("opinion-groups")


def consensus() -> None:
    groups = find_groups(crowd(), stability_resamples=0)
    share = (groups.agrees + 1) / (groups.votes + 2)
    art = Picture(640, 320, "Consensus across groups",
                  "Share agreeing in each of three groups for eight ideas.")  # fmt: skip
    art.text(190, 22, "share agreeing in each group; bar: group-aware consensus", fill=QUIET)
    scale(art, 190, 420, 34, 284)
    order = np.argsort(-groups.consensus_geometric[:8], kind="stable")
    for row, i in enumerate(order):
        y = 52 + 30 * row
        art.text(180, y + 5, IDEAS[i], at="end")
        art.box(190, y - 9, 420 * groups.consensus_geometric[i], 18, LINE)
        for group in range(groups.k):
            art.dot(190 + 420 * share[group, i], y, COLOURS[group])
    art.save("consensus-across-groups")


def bridges() -> None:
    found = bridging(crowd())
    art = Picture(640, 360, "Bridging score against what splits the crowd",
                  "Each idea's own support, with its interval, against its factor.")  # fmt: skip
    reach_x, reach_y = np.abs(found.factor).max() * 1.1, np.abs(found.high).max() * 1.25
    art.line([(50, 180), (620, 180)], LINE, 1)
    art.line([(335, 20), (335, 340)], LINE, 1)
    art.text(342, 34, "backed across camps", fill=QUIET)
    art.text(342, 336, "opposed across camps", fill=QUIET)
    art.text(616, 172, "splits the camps", at="end", fill=QUIET)
    for i in range(found.idea_ids.size):
        x = 335 + 285 * found.factor[i] / reach_x
        low, high, y = (180 - 160 * v / reach_y for v in
                        (found.low[i], found.high[i], found.score[i]))  # fmt: skip
        colour = BLUE if i == found.order[0] else QUIET
        art.line([(x, low), (x, high)], colour, 2)
        art.dot(x, y, colour)
        if i == found.order[0]:
            art.text(x + 10, y + 5, IDEAS[0], fill=INK, bold=True)
    art.save("bridging")


if __name__ == "__main__":
    for draw in (votes, ranking, exposure, opinion_groups, consensus, bridges):
        draw()
