"""Themes on two levels, broad above narrower, each with its quotes and how steady it is."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

from .clusters import unit
from .consensus import stability
from .naming import Name
from .phrases import Phrase, shared, varied
from .proposal import ProposedTheme
from .quotes import pick_quotes
from .readable import Readable
from .titles import broad_name, titled

APART = 0.85
"""Mean cosine distance up to which themes belong to one broader theme (1 is unrelated)."""


def _broader(centres: NDArray[np.float32], size: NDArray[np.int64]) -> list[list[int]]:
    """Groups of groups, the largest first, each listing its groups by size."""
    if len(centres) < 4:  # too few to be worth a second level
        return [[g] for g in sorted(range(len(centres)), key=lambda g: (-size[g], g))]
    tree = linkage(centres.astype(np.float64), method="average", metric="cosine")
    cut = fcluster(tree, APART, criterion="distance")
    families = [
        sorted(np.flatnonzero(cut == one).tolist(), key=lambda g: (-size[g], g))
        for one in np.unique(cut)
    ]
    return sorted(families, key=lambda groups: (-int(size[groups].sum()), groups))


def themes_of(
    known: Readable,
    vectors: NDArray[np.float32],
    rows: NDArray[np.float32],
    label: NDArray[np.int64],
    names: list[Name],
    phrases: list[list[Phrase]],
) -> tuple[tuple[ProposedTheme, ...], NDArray[np.int64]]:
    """Broad themes, then narrower ones; and where each group went."""
    groups = len(names)
    size = np.bincount(label[label >= 0], minlength=groups).astype(np.int64)
    centred = vectors - vectors.mean(axis=0)
    sums = [centred[label == g].sum(axis=0) for g in range(groups)]
    families = _broader(unit(np.array(sums).reshape(groups, vectors.shape[1])), size)
    taken = {titled(name.plain) for name in names}
    place = np.zeros(groups, np.int64)
    broad: list[ProposedTheme] = []
    narrow: list[ProposedTheme] = []
    for mine in families:
        if len(mine) == 1:
            g, title = mine[0], titled(names[mine[0]].plain)
            place[g] = len(broad)
            broad.append(make_theme(known, rows, label == g, title, phrases[g], None))
            continue
        title = broad_name([names[g].plain for g in mine], taken)
        taken.add(title)
        merged = [phrase for rank in range(3) for g in mine for phrase in _nth(phrases[g], rank)]
        broad.append(make_theme(known, rows, np.isin(label, mine), title, merged, None))
    for parent, mine in enumerate(families):
        for g in mine if len(mine) > 1 else []:
            place[g] = len(broad) + len(narrow)
            title = titled(names[g].plain)
            narrow.append(make_theme(known, rows, label == g, title, phrases[g], parent))
    return (*broad, *narrow), place


def measured(
    themes: tuple[ProposedTheme, ...],
    rows: NDArray[np.float32],
    label: NDArray[np.int64],
    place: NDArray[np.int64],
    k: int,
    seed: int,
) -> tuple[ProposedTheme, ...]:
    """Each theme with its stability; a broad one holds what its narrower ones hold."""
    narrowest = np.where(label >= 0, place[label], -1) if len(place) else label
    inside = narrowest == np.arange(len(themes))[:, None]
    for t, theme in enumerate(themes):
        if theme.parent is not None:
            inside[theme.parent] |= inside[t]
    steady = stability(rows, k, inside, seed=seed)
    return tuple(
        replace(theme, stability=float(one)) for theme, one in zip(themes, steady, strict=True)
    )


def _nth(phrases: Sequence[Phrase], rank: int) -> list[Phrase]:
    return varied(phrases, 3)[rank : rank + 1]


def make_theme(
    known: Readable,
    rows: NDArray[np.float32],
    inside: NDArray[np.bool_],
    name: str,
    phrases: Sequence[Phrase],
    parent: int | None,
) -> ProposedTheme:
    """A theme from the different texts ``inside`` it."""
    mine = np.flatnonzero(inside)
    member = (known.row >= 0) & inside[known.row]
    quotes, coherence = pick_quotes(rows[mine], [known.texts[r] for r in mine])
    return ProposedTheme(
        name=name,
        phrases=tuple(phrase.text for phrase in varied(phrases)),
        members=np.flatnonzero(member),
        quotes=tuple(known.first[mine[q]] for q in quotes),
        parent=parent,
        coherence=coherence,
        coverage=shared(known.texts, inside, phrases),
    )
