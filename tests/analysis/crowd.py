"""A crowd made up for the specifications: two camps that disagree, and what they wrote."""

from dataclasses import replace

import numpy as np

from folkmoot.activities.registry import (
    NO_ANSWERS,
    NO_CHOICES,
    NO_RANKINGS,
    NO_RATINGS,
    NO_STANCES,
    NO_TEXTS,
    ActivityKind,
    Stances,
    Texts,
)
from folkmoot.programmes import registry

SUBJECTS = {
    11: ["night staff cannot reach a doctor by phone", "answer the night phone faster"],
    12: ["parking near the clinic costs too much", "cheaper parking for late shifts"],
}
DAY = 738_000


def ids(lot):
    """Keys as if drawn by lot, the same ones each time."""
    rng = np.random.default_rng(lot)
    while True:
        yield int(rng.integers(1, 2**63))


def texts(n_ideas=30, n_comments=20, authors=40):
    rng = np.random.default_rng(3)
    n = n_ideas + n_comments
    questions = np.where(np.arange(n) % 2 == 0, 11, 12)
    words = [
        f"{SUBJECTS[q][i % 2]} because of reason {rng.integers(1000)}"
        for i, q in enumerate(questions.tolist())
    ]
    ids = np.arange(1000, 1000 + n) * 7919
    parents = np.zeros(n, np.int64)
    parents[n_ideas:] = ids[rng.integers(0, n_ideas, n_comments)]
    return Texts(
        ids=ids,
        texts=words,
        questions=questions,
        authors=rng.integers(1, authors + 1, n),
        parents=parents,
        days=DAY + rng.integers(0, 20, n),
        kinds=(parents != 0).astype(np.int64),
        speakers=np.ones(n, np.int64),
        sources=[""] * n,
        question_names={11: "How do we answer faster?", 12: "What about parking?"},
    )


def votes(people=60, ideas=None, seed=5):
    """Half agree with the first half of the ideas, half with the second; some noise."""
    ideas = (texts().ids[:30]) if ideas is None else ideas
    rng = np.random.default_rng(seed)
    who, what = (a.ravel() for a in np.meshgrid(np.arange(1, people + 1), ideas, indexing="ij"))
    first = np.isin(what, ideas[: len(ideas) // 2])
    stance = np.where((who % 2 == 0) == first, 1, -1)
    stance[rng.random(len(stance)) < 0.1] = 0
    return Stances(
        participants=who, ideas=what, stances=stance.astype(np.int8), days=DAY + who % 20
    )


class Source:
    """What an activity tells the analysis; change the attributes to change the crowd."""

    def __init__(self):
        self.said, self.cast = texts(), votes()
        self.more = {}  # ratings, rankings, choices, answers

    def of_type(self, name, nothing):
        return lambda activity_id: self.more.get(name, nothing)

    def texts(self, activity_id):
        return self.said

    def stances(self, activity_id):
        return self.cast


def kind(source):
    real = registry.kind("workshop")
    assert isinstance(real, ActivityKind)
    reading = replace(
        real.reading,
        texts=source.texts,
        stances=source.stances,
        ratings=source.of_type("ratings", NO_RATINGS),
        rankings=source.of_type("rankings", NO_RANKINGS),
        choices=source.of_type("choices", NO_CHOICES),
        answers=source.of_type("answers", NO_ANSWERS),
    )
    return replace(real, reading=reading)


def nothing():
    return NO_TEXTS, NO_STANCES
