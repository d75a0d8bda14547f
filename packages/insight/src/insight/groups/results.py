"""What finding opinion groups gives back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ._describe import Side

Stance = Literal["agree", "disagree"]
Verdict = Literal["one crowd", "a line", "groups"]
"""No more pattern than chance; a line of disagreement without groups; groups."""


@dataclass(frozen=True, slots=True)
class RepresentativeIdea:
    """An idea that a group says more than the others do."""

    idea_id: Any
    """As in the vote table."""
    stance: Stance
    """Whether the group stands out by agreeing or by disagreeing."""
    share: float
    """Smoothed share of the group with that stance: (n + 1) / (votes + 2)."""
    share_others: float
    """The same among all other groups together."""
    n_stance: int
    """People of the group with that stance."""
    n_votes: int
    """People of the group who voted on it."""
    ratio: float
    """``share / share_others``."""
    z_group: float
    """z against one half within the group."""
    z_others: float
    """z against the other groups."""
    metric: float
    """Product of share, ratio and both z: what the list is ordered by."""
    q_value: float
    """Expected share of false discoveries among ideas this strong, over all groups."""
    best_agree: bool = False
    """In ``compat="polis"``: put first as what the group agrees on best."""


@dataclass(frozen=True, slots=True)
class ConsensusIdea:
    """An idea with a clear majority among everybody, groups aside."""

    idea_id: Any
    stance: Stance
    n_stance: int
    """People with that stance."""
    n_votes: int
    """People who voted on it."""
    share: float
    """Smoothed share: (n + 1) / (votes + 2)."""
    z: float
    """z against one half."""


@dataclass(frozen=True, slots=True)
class Stability:
    """What happens to the groups when a fifth of the people is left out at random."""

    agreement: NDArray[np.float64]
    """(resamples,) adjusted Rand index with the groups reported, at the same k."""
    k: NDArray[np.int64]
    """(resamples,) number of groups that the silhouette would have chosen."""
    left_out: float
    """Share of people left out each time."""

    @property
    def mean(self) -> float:
        """Mean agreement, 1 when no resample moves anybody."""
        return float(self.agreement.mean())

    @property
    def error(self) -> float:
        """Standard error of the mean."""
        n = self.agreement.size
        return float(self.agreement.std(ddof=1) / np.sqrt(n)) if n > 1 else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class AgainstChance:
    """Groups against those that shuffled votes have; k groups, I ideas, S shuffles."""

    verdict: Verdict
    """What may be said: "one crowd", "a line" or "groups"."""
    axis: float
    """Share of the variance of votes along the first axis."""
    axis_by_chance: NDArray[np.float64]
    """(S,) the same in each shuffle."""
    stability: float
    """Mean adjusted Rand index of the groups found, when a fifth of the people leave."""
    stability_by_chance: NDArray[np.float64]
    """(19,) the same of the groups found in as many shuffles, at the same k."""
    bar: float | None
    """What the stability must pass to tell of groups; None for one crowd."""
    q_agreeing: NDArray[np.float64]
    """(k, I) expected share of chance among cells that differ this much by agreeing."""
    q_disagreeing: NDArray[np.float64]
    """(k, I) the same by disagreeing."""
    people: int
    """Whose votes were shuffled: everybody, or a sample of a very large crowd."""


@dataclass(frozen=True, slots=True, eq=False)
class Gaps:
    """Whether a gap lies between each two of k groups."""

    dips: NDArray[np.float64]
    """(k, k) dip of the people of both along the line through their middles, times the root
    of their number."""
    bars: NDArray[np.float64]
    """(k, k) what one in twenty even spreads of as many people passes."""

    @property
    def everywhere(self) -> bool:
        """A gap lies between every two groups."""
        pairs = np.triu_indices(len(self.dips), 1)
        return bool((self.dips[pairs] > self.bars[pairs]).all())


@dataclass(frozen=True, slots=True, eq=False)
class OpinionGroups:
    """People who vote alike, what each group believes, and what bridges them.

    Groups are numbered from the largest; C people are in groups, I ideas, k groups.
    """

    participant_ids: NDArray[Any]
    """(C,) who is in a group: people with enough votes, in the table's order."""
    labels: NDArray[np.int32]
    """(C,) group of each, 0 to k - 1."""
    positions: NDArray[np.float64]
    """(C, 2) where each stands; near means voting alike."""
    idea_ids: NDArray[Any]
    """(I,) as in the vote table."""
    idea_positions: NDArray[np.float64]
    """(I, 2) where a person stands who only agreed with that idea."""
    k: int
    """Number of groups."""
    group_ids: tuple[Any, ...]
    """The groups' names: 0 to k - 1, or those of the groups given."""
    sizes: NDArray[np.int64]
    """(k,) people in each group."""
    centres: NDArray[np.float64]
    """(k, 2) mean position of each group."""
    silhouette: float | None
    """Mean silhouette at this k, -1 to 1; None where it has no meaning (one group given)."""
    silhouettes: dict[int, float]
    """The same for every k tried."""
    stability: float | None
    """Mean adjusted Rand index over resamples, 1 best; None where not asked for."""
    stability_detail: Stability | None
    """Each resample's agreement and chosen k."""
    variance_explained: NDArray[np.float64]
    """(2,) share of the variance of votes along each axis of the plane."""
    voter_ids: NDArray[Any]
    """(E,) everybody who is counted: all who voted, those too inactive to be placed with the
    group whose middle is nearest; only those in groups with ``compat`` and ``given``."""
    voter_labels: NDArray[np.int32]
    """(E,) group each is counted with."""
    members: NDArray[np.int64]
    """(k,) people counted with each group."""
    agrees: NDArray[np.int64]
    """(k, I) agreeing votes by group, of everybody counted."""
    disagrees: NDArray[np.int64]
    """(k, I) disagreeing votes by group."""
    votes: NDArray[np.int64]
    """(k, I) all votes by group, passes included."""
    agreeing: Side
    """Every (group, idea) tested for standing out by agreeing: arrays (k, I)."""
    disagreeing: Side
    """Every (group, idea) tested for standing out by disagreeing: arrays (k, I)."""
    representative: tuple[tuple[RepresentativeIdea, ...], ...]
    """For each group the ideas (at most five) that set it apart most; may be none."""
    consensus: NDArray[np.float64]
    """(I,) group-aware consensus: product over groups of (agrees + 1) / (votes + 2)."""
    consensus_geometric: NDArray[np.float64]
    """(I,) its k-th root, comparable between analyses with different k."""
    consensus_disagree: NDArray[np.float64]
    """(I,) the same product for disagreeing."""
    consensus_enough: NDArray[np.bool_]
    """(I,) every group gave at least ``min_group_votes`` votes; trust no other."""
    consensus_agreed: tuple[ConsensusIdea, ...]
    """At most five ideas that everybody together agrees with most clearly."""
    consensus_rejected: tuple[ConsensusIdea, ...]
    """At most five ideas that everybody together disagrees with most clearly."""
    settings: dict[str, Any] = field(default_factory=dict)
    """What was asked for, to store beside the result and to run again."""
    directions: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 2)))
    """(I, 2) loadings of ideas: the plane itself, from which an update starts."""

    def ranked(self, group: int) -> tuple[RepresentativeIdea, ...]:
        """Every idea the group voted on, with the stance in which it stands out more.

        Ordered by q-value, then metric: cut where the expected share of false discoveries
        is still bearable.
        """
        found = [
            representative_idea(self, group, int(column), stronger_stance(self, group, int(column)))
            for column in np.flatnonzero(self.votes[group])
        ]
        return tuple(sorted(found, key=lambda idea: (idea.q_value, -idea.metric)))


def stronger_stance(groups: OpinionGroups, group: int, column: int) -> Stance:
    """The stance in which the group differs more from the others; disagree on a tie."""
    agree = groups.agreeing.z_others[group, column]
    return "agree" if agree > groups.disagreeing.z_others[group, column] else "disagree"


def representative_idea(
    groups: OpinionGroups, group: int, column: int, stance: Stance, *, best_agree: bool = False
) -> RepresentativeIdea:
    """One cell of the tests as a record."""
    agree = stance == "agree"
    side = groups.agreeing if agree else groups.disagreeing
    hits = groups.agrees if agree else groups.disagrees
    at = (group, column)
    return RepresentativeIdea(
        idea_id=groups.idea_ids[column].item(),
        stance=stance,
        share=float(side.share[at]),
        share_others=float(side.share_others[at]),
        n_stance=int(hits[at]),
        n_votes=int(groups.votes[at]),
        ratio=float(side.ratio[at]),
        z_group=float(side.z_group[at]),
        z_others=float(side.z_others[at]),
        metric=float(side.metric[at]),
        q_value=float(side.q_value[at]),
        best_agree=best_agree,
    )
