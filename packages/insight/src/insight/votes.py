"""Who voted what on which idea: a compact, sparse table that keeps "unseen" apart from "pass"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._counting import (
    AGREE,
    DISAGREE,
    PASS,
    Ids,
    MalformedVotes,
    UnknownId,
    UnknownStance,
    as_ids,
    as_stances,
    codes_of,
    gathered,
    last_votes,
    mask_of,
)

__all__ = [
    "AGREE",
    "DISAGREE",
    "PASS",
    "IdeaCounts",
    "MalformedVotes",
    "UnknownId",
    "UnknownStance",
    "VoteTable",
]


@dataclass(frozen=True, slots=True)
class IdeaCounts:
    """How each idea was voted on, in the order of the table's ``idea_ids``."""

    agrees: NDArray[np.int64]
    """(I,) people whose last vote was agree."""
    disagrees: NDArray[np.int64]
    """(I,) people whose last vote was disagree."""
    passes: NDArray[np.int64]
    """(I,) people whose last vote was pass; people who never saw the idea are in none."""

    @property
    def votes(self) -> NDArray[np.int64]:
        """(I,) all votes: agrees, disagrees and passes."""
        return self.agrees + self.disagrees + self.passes


@dataclass(frozen=True, slots=True, eq=False)
class VoteTable:
    """Votes by row of participants, ordered by idea within a row: 5 bytes a vote.

    Build one with `from_arrays`, `from_csv` or `from_chunks`. The order in which votes
    came changes nothing except which of a person's votes on one idea is the last.
    """

    participant_ids: Ids
    """(P,) sorted, unique."""
    idea_ids: Ids
    """(I,) sorted, unique."""
    starts: NDArray[np.int64]
    """(P + 1,) votes of participant row p are at ``starts[p]:starts[p + 1]``."""
    ideas: NDArray[np.int32]
    """(V,) column of ``idea_ids`` that each vote is about, ascending within a row."""
    stances: NDArray[np.int8]
    """(V,) agree 1, pass 0, disagree -1."""

    @property
    def n_votes(self) -> int:
        """Votes held: one for each person and idea voted on."""
        return int(self.stances.size)

    @property
    def n_participants(self) -> int:
        """Participants, those without a vote included where their ids were given."""
        return int(self.participant_ids.size)

    @property
    def n_ideas(self) -> int:
        """Ideas, those without a vote included where their ids were given."""
        return int(self.idea_ids.size)

    @property
    def votes_per_participant(self) -> NDArray[np.int64]:
        """(P,) ideas each participant voted on."""
        return np.diff(self.starts)

    @classmethod
    def from_arrays(
        cls,
        participants: ArrayLike,
        ideas: ArrayLike,
        stances: ArrayLike,
        *,
        participant_ids: ArrayLike | None = None,
        idea_ids: ArrayLike | None = None,
    ) -> VoteTable:
        """Build a table from three arrays of equal length, one entry a vote.

        Parameters
        ----------
        participants, ideas : array_like of int or str
            Ids of who voted and on what.
        stances : array_like of int
            Agree 1, pass 0, disagree -1. Where a person voted twice on an idea, the vote
            given last counts.
        participant_ids, idea_ids : array_like, optional
            Every id there is, so that people and ideas without a vote have their place.
            By default the ids that occur.

        Returns
        -------
        VoteTable

        Raises
        ------
        UnknownStance
            A stance is none of the three numbers, NaN included.
        UnknownId
            An id is not among the ids given.
        MalformedVotes
            The arrays differ in length; or ids are neither whole numbers (of 64 bits) nor
            texts, mix the two, or are missing.

        Examples
        --------
        >>> votes = VoteTable.from_arrays(["ann", "bo", "ann"], [7, 7, 7], [1, 0, -1])
        >>> votes.counts().disagrees, votes.n_votes
        (array([1]), 2)
        """
        who, what = as_ids(participants, "participants"), as_ids(ideas, "ideas")
        said = as_stances(stances)
        if not who.size == what.size == said.size:
            raise MalformedVotes(
                f"participants ({who.size}), ideas ({what.size}) and stances ({said.size}) "
                "must be of one length"
            )
        people, rows = codes_of(who, participant_ids, "participant")
        things, columns = codes_of(what, idea_ids, "idea")
        del who, what
        return cls._from_codes(people, things, rows, columns, said)

    @classmethod
    def _from_codes(
        cls,
        people: Ids,
        things: Ids,
        rows: NDArray[np.int32],
        columns: NDArray[np.int32],
        said: NDArray[np.int8],
    ) -> VoteTable:
        rows, columns, said = last_votes(rows, columns, said, people.size, things.size)
        starts = np.zeros(people.size + 1, dtype=np.int64)
        np.cumsum(np.bincount(rows, minlength=people.size), out=starts[1:])
        return cls(people, things, starts, columns, said)

    @classmethod
    def from_csv(
        cls,
        path: str | Path,
        *,
        participant_column: str,
        idea_column: str,
        stance_column: str,
    ) -> VoteTable:
        """Read votes from a CSV file with a header, one vote a row, later rows counting.

        Ids that are all whole numbers become numbers; any others stay texts.

        Parameters
        ----------
        path : str or Path
            A CSV file in UTF-8.
        participant_column, idea_column, stance_column : str
            Names in its header; stances are agree 1, pass 0, disagree -1.

        Returns
        -------
        VoteTable

        Raises
        ------
        MalformedVotes
            A column is missing or there twice, a row is too short or names nobody or
            nothing, or the file is not CSV in UTF-8; says which.
        UnknownStance
            A stance is not 1, 0 or -1.
        """
        from ._csv import read_columns

        who, what, said = read_columns(path, participant_column, idea_column, stance_column)
        return cls.from_arrays(who, what, said)

    @classmethod
    def from_chunks(cls, chunks: Iterable[tuple[ArrayLike, ArrayLike, ArrayLike]]) -> VoteTable:
        """Build a table from pieces of ``(participants, ideas, stances)``, as a database streams.

        Each piece is packed as it comes (9 bytes a vote); nothing is done vote by vote.
        Votes in later pieces count over earlier ones.

        Parameters
        ----------
        chunks : iterable of (participants, ideas, stances)
            Three arrays of one length each, as for `from_arrays`.

        Returns
        -------
        VoteTable

        Raises
        ------
        MalformedVotes, UnknownStance
            As in `from_arrays`, or a piece does not consist of three arrays.
        """
        return cls._from_codes(*gathered(chunks))

    def counts(self) -> IdeaCounts:
        """Agrees, disagrees and passes of every idea."""
        table = np.zeros(3 * self.n_ideas, dtype=np.int64)
        for at in range(0, self.n_votes, 1 << 22):
            key = self.ideas[at : at + (1 << 22)].astype(np.int64)
            key *= 3
            key += self.stances[at : at + (1 << 22)]
            table += np.bincount(key + 1, minlength=table.size)
        disagrees, passes, agrees = table.reshape(-1, 3).T.copy()
        return IdeaCounts(agrees, disagrees, passes)

    def keep_ideas(self, ideas: ArrayLike) -> VoteTable:
        """The same people with votes on some ideas only.

        Parameters
        ----------
        ideas : array_like
            A mask of bool of shape (I,), or the ids to keep.

        Returns
        -------
        VoteTable

        Raises
        ------
        UnknownId
            An id is not in the table.
        """
        mask = mask_of(ideas, self.idea_ids, "idea")
        keep = mask[self.ideas]
        new_column = np.cumsum(mask, dtype=np.int32) - np.int32(1)
        before = np.concatenate([[0], np.cumsum(keep)])
        return VoteTable(
            self.participant_ids,
            self.idea_ids[mask],
            before[self.starts],
            new_column[self.ideas[keep]],
            self.stances[keep],
        )

    def keep_participants(self, participants: ArrayLike) -> VoteTable:
        """The same ideas with some people's votes only.

        Parameters
        ----------
        participants : array_like
            A mask of bool of shape (P,), or the ids to keep.

        Returns
        -------
        VoteTable

        Raises
        ------
        UnknownId
            An id is not in the table.
        MalformedVotes
            The mask has another shape.
        """
        mask = mask_of(participants, self.participant_ids, "participant")
        per_person = self.votes_per_participant
        keep = np.repeat(mask, per_person)
        starts = np.concatenate([[0], np.cumsum(per_person[mask])]).astype(np.int64)
        return VoteTable(
            self.participant_ids[mask], self.idea_ids, starts, self.ideas[keep], self.stances[keep]
        )

    def with_votes(
        self, participants: ArrayLike, ideas: ArrayLike, stances: ArrayLike
    ) -> VoteTable:
        """This table with newer votes laid over it, new people and ideas included.

        Returns
        -------
        VoteTable

        Raises
        ------
        MalformedVotes
            Ids are texts where the table has numbers, or the reverse.
        UnknownStance
        """
        mine = (self.participant_ids[self.rows()], self.idea_ids[self.ideas], self.stances)
        who, what = as_ids(participants, "participants"), as_ids(ideas, "ideas")
        for old, new in ((self.participant_ids, who), (self.idea_ids, what)):
            if old.size and new.size and (old.dtype.kind == "U") != (new.dtype.kind == "U"):
                raise MalformedVotes("newer votes must name people and ideas as the table does")
        arrays = zip(mine, (who, what, as_stances(stances)), strict=True)
        joined: list[Any] = [np.concatenate(pair) for pair in arrays]
        people = np.union1d(self.participant_ids, who)
        things = np.union1d(self.idea_ids, what)
        return VoteTable.from_arrays(*joined, participant_ids=people, idea_ids=things)

    def rows(self) -> NDArray[np.int32]:
        """(V,) row of ``participant_ids`` that cast each vote."""
        people = np.arange(self.n_participants, dtype=np.int32)
        return np.repeat(people, self.votes_per_participant)
