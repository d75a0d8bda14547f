"""How many took part, and how ideas rank: sums over the whole crowd."""

from datetime import date

import numpy as np

from folkmoot.analysis.queries.by_person import says_something
from folkmoot.analysis.queries.contributions import Contributions, Ints
from folkmoot.analysis.queries.result import (
    DIGITS,
    ENDS,
    Day,
    GroupShare,
    Participation,
    QuestionFigures,
    RankedIdea,
)
from insight.disclosure import batch_floor
from insight.ranking import rank_ideas
from insight.votes import VoteTable


def idea_ids_of(given: Contributions) -> Ints:
    ideas: Ints = given.text_ids[given.text_parents == 0]
    return ideas


def table_of(given: Contributions) -> VoteTable:
    """Votes on the ideas there are, those nobody voted on included."""
    return VoteTable.from_arrays(
        given.vote_people, given.vote_ideas, given.vote_stances, idea_ids=idea_ids_of(given)
    )


def participation(given: Contributions, smallest_group: int) -> Participation:
    is_idea = given.text_parents == 0
    writers = np.unique(given.text_authors[given.text_authors != 0])
    voters = np.unique(given.vote_people)
    others = [some.participants[says_something(some)] for some in given.by_person.values()]
    waiting = smallest_group if len(given.waiting_people) else 0
    spoke = np.unique(np.concatenate([writers, voters, *others]))
    joined = given.day_counts.copy()
    if waiting:
        so_far = batch_floor(joined[:, 0].cumsum(), waiting)
        joined[:, 0] = np.diff(so_far, prepend=0)

    def told(people: int) -> int:
        return int(batch_floor(people, waiting)) if waiting else people

    return Participation(
        joined=told(given.joined),
        took_part=told(len(spoke)),
        wrote=told(len(writers)),
        voted=told(len(voters)),
        ideas=int(is_idea.sum()),
        comments=int((~is_idea).sum()),
        votes=len(given.vote_stances),
        passes=int((given.vote_stances == 0).sum()),
        without_author=int((given.text_authors == 0).sum()),
        votes_left_out=given.votes_left_out,
        days=tuple(
            Day(date.fromordinal(day).isoformat(), *counts)
            for day, counts in zip(given.days.tolist(), joined.tolist(), strict=True)
        ),
        questions=_by_question(given, is_idea, smallest_group),
        waiting=waiting,
    )


def _by_question(
    given: Contributions, is_idea: np.ndarray[tuple[int], np.dtype[np.bool_]], smallest: int
) -> tuple[QuestionFigures, ...]:
    rows = np.searchsorted(given.text_ids, given.vote_ideas)
    vote_questions = given.text_questions[rows] if len(rows) else given.vote_ideas
    found = []
    for key, name in zip(given.question_ids.tolist(), given.question_names, strict=True):
        here = given.text_questions == key
        votes = vote_questions == key
        authors = given.text_authors[here]
        spoke = np.union1d(authors[authors != 0], given.vote_people[votes])
        voices = int(batch_floor(len(spoke), smallest))
        found.append(
            QuestionFigures(
                question_id=key,
                name=name,
                ideas=int((here & is_idea).sum()),
                comments=int((here & ~is_idea).sum()),
                votes=int(votes.sum()),
                texts=int(here.sum()),
                voices=voices or None,
            )
        )
    return tuple(found)


def ranked(
    given: Contributions,
    table: VoteTable,
    shares: dict[int, tuple[GroupShare | None, ...]],
    confidence: float,
) -> tuple[RankedIdea, ...]:
    """Every idea, by the lower end of the interval of its support; those about who votes last."""
    counts = table.counts()
    ranking = rank_ideas(counts.agrees, counts.disagrees, counts.passes, confidence=confidence)
    rows = np.searchsorted(given.text_ids, table.idea_ids)
    about = given.text_parents[given.text_parents != 0]
    idea_of_comment = np.searchsorted(table.idea_ids, about)
    idea_of_comment = idea_of_comment[idea_of_comment < table.n_ideas]
    comments = np.bincount(idea_of_comment, minlength=table.n_ideas)
    plain = counts.agrees / np.maximum(counts.votes, 1)
    ideas, meta = [], set(given.meta_ideas.tolist())
    for i in ranking.order.tolist():
        key = int(table.idea_ids[i])
        year, month = divmod(int(given.text_months[rows[i]]), 12)
        ideas.append(
            RankedIdea(
                idea_id=key,
                question_id=int(given.text_questions[rows[i]]),
                month=f"{year:04}-{month + 1:02}",
                agrees=int(counts.agrees[i]),
                disagrees=int(counts.disagrees[i]),
                passes=int(counts.passes[i]),
                comments=int(comments[i]),
                share=round(float(plain[i]), DIGITS),
                low=round(float(ranking.low[i]), ENDS),
                high=round(float(ranking.high[i]), ENDS),
                controversy=round(float(ranking.controversy[i]), DIGITS),
                groups=shares.get(key, ()),
                is_meta=key in meta,
            )
        )
    return tuple(sorted(ideas, key=lambda idea: idea.is_meta))
