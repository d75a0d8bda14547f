"""Of those who joined, how many said something: by answer, hidden together with who joined."""

from dataclasses import replace

import numpy as np

from folkmoot.core.lots import lot
from folkmoot.joining.queries import ContributorCounts
from folkmoot.outreach.queries.comparing import ComparisonKind, PopulationComparison, same
from folkmoot.programmes.models import Programme
from insight.disclosure import batch_floor, suppress_counts


def with_speakers(
    programme: Programme, found: list[PopulationComparison], said: ContributorCounts
) -> list[PopulationComparison]:
    """Each kind with how many of it contributed, where that can be shown."""
    return [_with_speakers(programme, asked, said) for asked in found]


def _with_speakers(
    programme: Programme, asked: PopulationComparison, said: ContributorCounts
) -> PopulationComparison:
    """One table of those who spoke and those who did not, by answer.

    Two columns protect each other: from those who joined and those who spoke nobody can work
    out the few who did not. Figures are hidden by the true numbers, then rounded down.
    """
    k = programme.organisation.smallest_group
    answers = [key for key in said.answers if key[0] == asked.question]
    if not answers:
        return asked
    spoke = [said.by_segment.get(key, 0) for key in answers]
    kept = [said.answers[key] for key in answers]
    table = np.column_stack([spoke, np.subtract(kept, spoke)])
    safe = suppress_counts(table, k=k, seed=lot(f"spoke:{programme.pk}:{asked.question}"))
    shown = {
        same(value): int(batch_floor(number, k))
        for (_, value), number, is_shown in zip(
            answers, spoke, np.asarray(safe.shown)[:, 0], strict=True
        )
        if is_shown
    }
    return replace(asked, kinds=tuple(_kind(kind, shown) for kind in asked.kinds))


def _kind(kind: ComparisonKind, shown: dict[str, int]) -> ComparisonKind:
    return kind if kind.joined is None else replace(kind, contributed=shown.get(same(kind.name)))
