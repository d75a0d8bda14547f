"""What of a frozen input stands, with people in an order that follows from what they did alone.

Numbers of people are drawn by lot at freezing. Methods that start from the first people they
meet would give another result for each lot; here equal contributions become equal arrays.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from folkmoot.analysis.queries.by_person import Words64, mixed, renumbered, row_marks
from folkmoot.analysis.queries.contributions import Contributions, Ints

TEXT = 2  # the kind of a contribution that is no vote; stances are -1, 0 and 1


def without_taken_back(given: Contributions) -> Contributions:
    """Without texts that were taken back, and the comments and votes on them."""
    kept = np.array([bool(text) for text in given.texts], bool)
    if kept.all():
        return given
    gone = given.text_ids[~kept]
    kept &= ~np.isin(given.text_parents, gone)
    votes = np.isin(given.vote_ideas, given.text_ids[kept])
    # Files of earlier versions do not say where a text is from.
    of_texts = {
        name: array[kept]
        for name in ("text_kinds", "text_speakers", "text_sources")
        if len(array := getattr(given, name))
    }
    return replace(
        given,
        **of_texts,
        text_ids=given.text_ids[kept],
        texts=[text for text, stays in zip(given.texts, kept.tolist(), strict=True) if stays],
        text_questions=given.text_questions[kept],
        text_authors=given.text_authors[kept],
        text_parents=given.text_parents[kept],
        text_months=given.text_months[kept],
        vote_people=given.vote_people[votes],
        vote_ideas=given.vote_ideas[votes],
        vote_stances=given.vote_stances[votes],
        votes_left_out=given.votes_left_out + int((~votes).sum()),
    )


def in_canonical_order(given: Contributions) -> Contributions:
    """People numbered by what they said and voted; those who did just the same are alike.

    Person n has the mark in row n - 1, as before; whoever left or said nothing has none any more.

    Files of earlier versions keep their numbers, so that their runs can still be repeated.
    """
    if not len(given.people_marks):
        return given
    wrote = given.text_authors > 0
    others = given.by_person.values()
    people = np.concatenate(
        [
            given.vote_people,
            given.text_authors[wrote],
            *(some.participants for some in others),
        ]
    )
    did = np.concatenate(
        [
            fingerprints(given.vote_ideas, given.vote_stances),
            fingerprints(given.text_ids[wrote], np.full(int(wrote.sum()), TEXT)),
            *(row_marks(some) for some in others),
        ]
    )
    sums = np.zeros((2, len(given.people_marks) + 1), np.uint64)
    np.add.at(sums[0], people, did)
    np.add.at(sums[1], people, mixed(did ^ np.uint64(0x5851F42D4C957F2D)))
    present = np.unique(people)
    order = present[np.lexsort((sums[1][present], sums[0][present]))]
    number = np.zeros(len(given.people_marks) + 1, np.int64)
    number[order] = np.arange(1, len(order) + 1)
    voters = number[given.vote_people]
    rows = np.lexsort((given.vote_ideas, voters))
    return replace(
        given,
        people_marks=given.people_marks[order - 1],
        people_reduced=given.people_reduced[order - 1],
        text_authors=number[given.text_authors],
        vote_people=voters[rows],
        vote_ideas=given.vote_ideas[rows],
        vote_stances=given.vote_stances[rows],
        ratings=renumbered(given.ratings, number.__getitem__),
        rankings=renumbered(given.rankings, number.__getitem__),
        choices=renumbered(given.choices, number.__getitem__),
        answers=renumbered(given.answers, number.__getitem__),
    )


def fingerprints(ids: Ints | Words64, kinds: Ints | NDArray[np.int8]) -> Words64:
    """One 64-bit number for each id and kind: equal where both are, and otherwise not."""
    return mixed(mixed(ids.astype(np.uint64)) + (kinds.astype(np.int64) + 2).astype(np.uint64))
