"""Inputs without ties: what may be worked out on them, and on which result that leans."""

from dataclasses import replace

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from folkmoot.activities.queries import live_counts
from folkmoot.analysis.models import Run
from folkmoot.analysis.queries.contributions import Contributions
from folkmoot.analysis.queries.result import GroupShare, Result, from_json
from folkmoot.core.errors import DomainError
from folkmoot.programmes.models import Programme


class TiesGone(DomainError):
    """Nothing was worked out while it could be."""


def newest_result(programme: Programme) -> Run:
    """The run whose groups, counts of people and input later runs use. Raises TiesGone."""
    done = Run.objects.filter(programme=programme, state=Run.State.DONE).defer("result")
    found = done.first()
    if found is None:
        raise TiesGone(
            _(
                "This programme is over, and what each person said is no longer kept together. No "
                "analysis was finished before, so none can be made now."
            )
        )
    return found


def leans_on(run: Run, number: int | None) -> Result:
    """The result that a run on such an input takes people's figures from: that of run ``number``,
    else one with the same parameters and seed, else the newest on this input."""
    done = Run.objects.filter(
        programme=run.programme, frozen=run.frozen.name, state=Run.State.DONE
    ).exclude(pk=run.pk)
    ways = (
        done.filter(number=number or 0),
        done.filter(seed=run.seed, parameters=run.parameters),
        done,
    )
    for way in ways:
        for found in way:
            try:
                return from_json(found.result or {})
            except ValueError:
                continue
    raise TiesGone(
        _(
            "What each person said is no longer kept together, and this had not been worked out "
            "before."
        )
    )


def shares_of(result: Result) -> dict[int, tuple[GroupShare | None, ...]]:
    return {idea.idea_id: idea.groups for idea in result.ideas}


def taken_back(given: Contributions, programme: Programme) -> NDArray[np.bool_]:
    """(v,) True for votes in the input of which there are fewer by now: nobody can tell whose they
    were, so as many go as are missing from the count of their idea."""
    gone = np.zeros(len(given.vote_ideas), bool)
    tables = [count.ideas for count in live_counts(programme)]
    table = np.concatenate([np.zeros((0, 6), np.int64), *tables])
    for stance, column in ((1, 2), (0, 3), (-1, 4)):
        stand = dict(zip(table[:, 0].tolist(), table[:, column].tolist(), strict=True))
        rows = np.flatnonzero(given.vote_stances == stance)
        rows = rows[np.argsort(given.vote_ideas[rows], kind="stable")]
        ideas, first, counts = np.unique(
            given.vote_ideas[rows], return_index=True, return_counts=True
        )
        found = zip(ideas.tolist(), first.tolist(), counts.tolist(), strict=True)
        for idea, start, number in found:
            kept = stand.get(idea, number)  # of what is hidden now nothing is known
            gone[rows[start + min(kept, number) : start + number]] = True
    return gone


def without_votes(given: Contributions, gone: NDArray[np.bool_]) -> Contributions:
    return replace(
        given,
        vote_people=given.vote_people[~gone],
        vote_ideas=given.vote_ideas[~gone],
        vote_stances=given.vote_stances[~gone],
        untied=np.ones_like(given.untied) if gone.any() else given.untied,
    )
