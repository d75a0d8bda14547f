"""All that a programme's people said and voted, as plain arrays, from every activity."""

import secrets
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from folkmoot.activities.queries import contributions
from folkmoot.activities.registry.data import (
    NO_ANSWERS,
    NO_CHOICES,
    NO_RANKINGS,
    NO_RATINGS,
    Answers,
    ByPerson,
    Choices,
    Rankings,
    Ratings,
)
from folkmoot.analysis.queries.by_person import renumbered, together
from folkmoot.analysis.queries.people import BYTES, Marks, marks_of, secret_mark
from folkmoot.participants.queries import arrivals_by_day
from folkmoot.programmes.models import Programme

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Contributions:
    """One analysis' input. ``n`` texts, ``v`` votes, ``q`` questions, ``d`` days.

    People are numbered anew from 1 (0: not known), in an order drawn by lot, the same number for
    whatever they did, so that the input cannot be laid beside the table of participants. ``p``
    people are known by marks that only this installation can make (queries.people). Ratings,
    rankings, choices and answers are as in activities.registry.data, with these numbers.
    """

    text_ids: Ints  # (n,) ascending
    texts: list[str]  # n
    text_questions: Ints  # (n,) ids of questions
    text_authors: Ints  # (n,)
    text_parents: Ints  # (n,) the idea a comment belongs to, 0 for ideas
    text_months: Ints  # (n,) months since year 0
    vote_people: Ints  # (v,)
    vote_ideas: Ints  # (v,)
    vote_stances: NDArray[np.int8]  # (v,) 1, 0, -1
    votes_left_out: int  # on ideas that are hidden or were taken back
    question_ids: Ints  # (q,) in the order in which they are asked
    question_names: list[str]  # q
    days: Ints  # (d,) proleptic ordinals, ascending
    day_counts: Ints  # (d, 4) joined, ideas, comments, votes
    joined: int
    # Empty in files of earlier versions. Of somebody who left the mark is all zeros.
    people_marks: Marks = field(default_factory=lambda: np.zeros((0, BYTES), np.uint8))
    # (p,) 1 for whoever took something back since the result was last worked out.
    people_reduced: NDArray[np.int8] = field(default_factory=lambda: np.zeros(0, np.int8))
    secret_mark: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, np.uint8))
    # Ideas about the conversation or who votes, ascending: opinion groups are found without them.
    meta_ideas: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    # (n,) of activities.registry.TextKind and Speaker, and rows of source_names; empty as above.
    text_kinds: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    text_speakers: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    text_sources: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    source_names: list[str] = field(default_factory=list)  # "" where nothing else is known
    ratings: Ratings = field(default_factory=lambda: NO_RATINGS)
    rankings: Rankings = field(default_factory=lambda: NO_RANKINGS)
    choices: Choices = field(default_factory=lambda: NO_CHOICES)
    answers: Answers = field(default_factory=lambda: NO_ANSWERS)
    # Whose first words wait for the close, and which words (queries.waiting): keyed marks, sorted.
    waiting_people: Marks = field(default_factory=lambda: np.zeros((0, BYTES), np.uint8))
    waiting_rows: Marks = field(default_factory=lambda: np.zeros((0, BYTES), np.uint8))
    # (1,) once nothing tells any more which rows are of one person (services.untying): 1 where
    # something was taken back since the result was worked out. Empty before.
    untied: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    @property
    def by_person(self) -> dict[str, ByPerson]:
        """The types of data in which every row is one person's, by the name of their field."""
        return {
            "ratings": self.ratings,
            "rankings": self.rankings,
            "choices": self.choices,
            "answers": self.answers,
        }

    @property
    def is_empty(self) -> bool:
        return not len(self.text_ids) and not any(
            len(some.participants) for some in self.by_person.values()
        )


@dataclass(frozen=True, slots=True)
class Dated:
    """What was said, and on which day each text and vote: for counting, never to be kept."""

    given: Contributions
    text_days: Ints  # (n,)
    vote_days: Ints  # (v,)


def gather(programme: Programme) -> Contributions:
    """Read every activity of the programme by type of data, whatever its kind."""
    return gather_dated(programme).given


def gather_dated(programme: Programme) -> Dated:
    """With the days of single rows beside it."""
    given = contributions(programme)
    texts = [some.texts for some in given]
    votes = [some.stances for some in given]
    ratings = together([some.ratings for some in given], NO_RATINGS)
    rankings = together([some.rankings for some in given], NO_RANKINGS)
    choices = together([some.choices for some in given], NO_CHOICES)
    answers = together([some.answers for some in given], NO_ANSWERS)
    ids = _joined([t.ids for t in texts])
    order = np.argsort(ids, kind="stable")
    authors = _joined([t.authors for t in texts])
    parents = _joined([t.parents for t in texts])[order]
    text_days = _joined([t.days for t in texts])
    words = [word for t in texts for word in t.texts]
    names = {key: name for t in texts for key, name in t.question_names.items()}

    people, ideas = _joined([v.participants for v in votes]), _joined([v.ideas for v in votes])
    stances, vote_days = _joined([v.stances for v in votes]), _joined([v.days for v in votes])
    kept = np.isin(ideas, ids[order][parents == 0])
    people, ideas, stances, vote_days = (a[kept] for a in (people, ideas, stances, vote_days))
    others = (some.participants for some in (ratings, rankings, choices, answers))
    everybody = np.unique(np.concatenate([authors[authors != 0], people, *others]))
    lot = _random_numbers(len(everybody))

    def number(ids: Ints) -> Ints:
        return _numbered(ids, everybody, lot)

    authors, people = number(authors), number(people)
    by_row = np.lexsort((ideas, people))
    sources = [source for t in texts for source in t.sources]
    named = sorted(set(sources))

    days, day_counts = _by_day(programme, text_days, parents[np.argsort(order)], vote_days)
    found = Contributions(
        text_ids=ids[order],
        texts=[words[i] for i in order],
        text_questions=_joined([t.questions for t in texts])[order],
        text_authors=authors[order],
        text_parents=parents,
        text_months=_months(text_days)[order],
        vote_people=people[by_row],
        vote_ideas=ideas[by_row],
        vote_stances=stances[by_row].astype(np.int8),
        votes_left_out=int((~kept).sum()) + sum(v.left_out for v in votes),
        question_ids=np.array(list(names), np.int64),
        question_names=list(names.values()),
        days=days,
        day_counts=day_counts,
        joined=int(day_counts[:, 0].sum()),
        people_marks=marks_of(programme.pk, everybody[np.argsort(lot)].tolist()),
        people_reduced=np.zeros(len(everybody), np.int8),
        secret_mark=secret_mark(programme.pk),
        meta_ideas=np.array(sorted(set().union(*(t.meta for t in texts))), np.int64),
        text_kinds=_joined([t.kinds for t in texts])[order],
        text_speakers=_joined([t.speakers for t in texts])[order],
        text_sources=np.array([named.index(source) for source in sources], np.int64)[order],
        source_names=named,
        ratings=renumbered(ratings, number),
        rankings=renumbered(rankings, number),
        choices=renumbered(choices, number),
        answers=renumbered(answers, number),
    )
    return Dated(found, text_days[order], vote_days[by_row])


def _random_numbers(people: int) -> Ints:
    """A number for each, from 1, in an order that says nothing of ids or arrival."""
    lot = np.random.default_rng(secrets.randbits(128))
    return lot.permutation(people).astype(np.int64) + 1


def _numbered(ids: Ints, everybody: Ints, number: Ints) -> Ints:
    if not len(everybody):
        return np.zeros(len(ids), np.int64)
    place = np.minimum(np.searchsorted(everybody, ids), len(everybody) - 1)
    return np.where(everybody[place] == ids, number[place], 0)


def _joined(arrays: list[NDArray[np.int64]] | list[NDArray[np.int8]]) -> Ints:
    if not arrays:
        return np.zeros(0, np.int64)
    return np.concatenate([np.asarray(a, np.int64) for a in arrays])


def _months(days: Ints) -> Ints:
    different, where = np.unique(days, return_inverse=True)
    months = [(d := date.fromordinal(int(day))).year * 12 + d.month - 1 for day in different]
    return np.array(months, np.int64)[where] if months else np.zeros(0, np.int64)


def _by_day(
    programme: Programme, text_days: Ints, parents: Ints, vote_days: Ints
) -> tuple[Ints, Ints]:
    """Joined, ideas, comments and votes of each day: counts only, never a voice and its idea."""
    counted = [
        {day.toordinal(): n for day, n in arrivals_by_day(programme.pk)},
        *(
            dict(zip(*(a.tolist() for a in np.unique(days, return_counts=True)), strict=True))
            for days in (text_days[parents == 0], text_days[parents != 0], vote_days)
        ),
    ]
    days = sorted(set().union(*counted))
    table = [[count.get(day, 0) for count in counted] for day in days]
    return np.array(days, np.int64), np.array(table, np.int64).reshape(len(days), 4)
