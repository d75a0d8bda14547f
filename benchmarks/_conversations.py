"""Public conversations read from their files, and crowds made up: what is true of each.

Counted here from the rows, by nothing that the product has.
"""

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from benchmarks._truth import Tally, Truth

NAMES = ("15-per-hour-seattle", "brexit-consensus", "scoop-hivemind.biodiversity", "vtaiwan.uberx")
COMMENT = ("timestamp", "comment-id", "author-id", "agrees", "disagrees", "moderated")
SUBJECTS = ("parking", "phones", "nights", "lights", "beds", "notes", "food", "doors", "rotas")


@dataclass(slots=True)
class Conversation:
    """``votes`` holds the last stance of each person on each statement that stands."""

    texts: dict[int, str]
    votes: dict[tuple[int, int], int]
    truth: Truth
    meta: set[int] = field(default_factory=set)


def read(folder: Path, question: str) -> Conversation:
    with open(folder / "comments.csv", encoding="utf-8", newline="") as file:
        comments = list(csv.DictReader(file))
    with open(folder / "votes.csv", encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["timestamp"]))
    last, day_of = {}, {}
    for row in rows:
        cell = int(row["voter-id"]), int(row["comment-id"])
        last[cell], day_of[cell] = int(row["vote"]), _day(row["timestamp"])
    stands = {int(c["comment-id"]): c for c in comments if c["moderated"] != "-1"}
    votes = {cell: vote for cell, vote in last.items() if cell[1] in stands}
    texts = {key: " ".join(c["comment-body"].split()) for key, c in stands.items()}
    by_idea: dict[int, Counter[int]] = defaultdict(Counter)
    for (_, idea), vote in votes.items():
        by_idea[idea][vote] += 1
    tallies: dict[str, list[Tally]] = defaultdict(list)
    for key, text in texts.items():
        n = by_idea[key]
        tallies[text].append(Tally(n[1], n[0], n[-1], 0, question))
    writers = {int(c["author-id"]) for c in stands.values()}
    voters = {person for person, _ in votes}
    everybody = {int(c["author-id"]) for c in comments} | {person for person, _ in last}
    days = Counter(_day(c["timestamp"]) for c in stands.values())
    days.update(day_of[cell] for cell in votes)
    counts = {
        "joined": len(everybody),
        "took_part": len(writers | voters),
        "wrote": len(writers),
        "voted": len(voters),
        "ideas": len(stands),
        "comments": 0,
        "votes": len(votes),
        "left_out": len(last) - len(votes),
        "without_author": 0,
        "hidden_ideas": len(comments) - len(stands),
    }
    asked = {name: counts[name] for name in ("ideas", "comments", "votes")}
    truth = Truth(
        ideas=dict(tallies),
        counts=counts,
        texts=tuple(texts.values()),
        titles=(folder.name, _topic(folder)),
        questions={question: asked | {"voters": len(voters)}},
        days={f"{day.day} {day:%B %Y}": n for day, n in days.items()},
    )
    meta = {key for key, c in stands.items() if c.get("is-meta", "").lower() in {"true", "1"}}
    return Conversation(texts, votes, truth, meta)


def _topic(folder: Path) -> str:
    with open(folder / "summary.csv", encoding="utf-8", newline="") as file:
        return next((row[1] for row in csv.reader(file) if row[0] == "topic"), "")


def _day(timestamp: str) -> date:
    return date(1970, 1, 1) + timedelta(days=int(timestamp) // 86_400_000)


def until(folder: Path, share: float, to: Path) -> Path:
    """The same conversation as it was when this share of its votes had been cast."""
    to.mkdir(parents=True)
    with open(folder / "votes.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    head, votes = rows[0], rows[1:]
    votes.sort(key=lambda row: int(row[head.index("timestamp")]))
    _write(to / "votes.csv", head, votes[: round(share * len(votes))])
    for name in ("comments.csv", "summary.csv"):
        (to / name).write_bytes((folder / name).read_bytes())
    return to


def noise(to: Path, seed: int) -> Path:
    """People who share one mind: each idea has its rate, and nobody is of a camp."""
    rng = np.random.default_rng([8, seed])
    people, ideas = int(rng.choice([60, 120, 250, 400])), int(rng.choice([12, 30, 60]))
    density, passes = rng.choice([0.2, 0.5, 1.0]), rng.choice([0.0, 0.1, 0.4])
    rates = np.full(ideas, 0.5) if seed % 2 else rng.beta(1 + seed % 3, 2, ideas)
    busy = density * rng.choice([np.ones(people), rng.beta(1, 2, people) * 1.5])
    to.mkdir(parents=True)
    words = [" ".join(rng.choice(SUBJECTS, 6)) + f" {i}" for i in range(ideas)]
    comments = [[1_700_000_000_000, i, i % people, 0, 0, 1, words[i]] for i in range(ideas)]
    votes = [
        [
            1_700_000_000_000,
            i,
            p,
            0 if rng.random() < passes else 1 if rng.random() < rates[i] else -1,
        ]
        for p in range(people)
        for i in range(ideas)
        if rng.random() < busy[p]
    ]
    tally = Counter((i, vote) for _, i, _, vote in votes)
    for row in comments:
        row[3:5] = tally[row[1], 1], tally[row[1], -1]
    _write(to / "comments.csv", [*COMMENT, "comment-body"], comments)
    _write(to / "votes.csv", ["timestamp", "comment-id", "voter-id", "vote"], votes)
    return to


def _write(file: Path, head: list[str], rows: list[list[object]] | list[list[str]]) -> None:
    with open(file, "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([head, *rows])
