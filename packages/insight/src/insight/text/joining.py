"""New texts join a codebook that people already work with: nothing that was placed moves."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from insight._inputs import seed_of

from .clusters import spherical_kmeans, unit
from .codebook import FEWEST_TEXTS, SHARED, SMALLEST_THEME, fitted, left_out
from .embedding import CachedEmbedder, Embedder
from .errors import TextInputError, TooFewTextsError
from .levels import make_theme
from .naming import name_all
from .phrases import shared
from .proposal import LeftOut, ProposedTheme
from .readable import readable
from .space import Space
from .titles import titled

MOST_THEMES = 10_000
NEW_THEME = 12
"""Different new texts unlike any theme from which new themes are looked for."""
PERCENTILE = 5.0
"""A new text is unlike a theme when it is further from its centre than 95 % of its members ..."""
FAR = 0.3
"""... and its cosine with the centre is below this, since tight themes may widen."""


@dataclass(frozen=True, slots=True)
class JoinedCodebook:
    """Where each text stands after new ones joined."""

    theme: NDArray[np.int64]
    """Shape (texts,): the given theme where there was one; for a new text its theme, which is
    beyond the given ones where it belongs to a new theme; -1 where left out."""
    closeness: NDArray[np.float64]
    """Shape (texts,): cosine with the theme's centre; 0 where left out."""
    new_themes: tuple[ProposedTheme, ...]
    """Proposed for new texts that no given theme fits; the first is theme number ``given``."""
    other: LeftOut
    """Texts left out, and why."""
    given: int
    """Number of themes given."""
    method: dict[str, object]
    """Embedder, fallback, seed, new texts, new texts placed."""


def join_codebook(
    texts: Sequence[str],
    theme: ArrayLike,
    *,
    seed: int = 0,
    embedder: Embedder | None = None,
) -> JoinedCodebook:
    """Place new texts by the centres of the texts that people and the machine placed before.

    Parameters
    ----------
    texts : sequence of str
        All texts, placed and new.
    theme : array_like of int, shape (texts,)
        Theme of each placed text, from 0; -1 for a new text. Themes that people renamed, merged
        or filled by hand are respected: a theme is what its texts say.
    seed : int
        Starts the search for new themes.
    embedder : Embedder, optional
        ``default_embedder()`` if not given.

    Returns
    -------
    JoinedCodebook

    Raises
    ------
    TextInputError
        ``theme`` is not one whole number from -1 for each text.
    TooFewTextsError
        No text was placed.
    """
    known = readable(texts)
    given = np.asarray(theme)
    if given.shape != (len(texts),) or given.dtype.kind not in "iu" or (given < -1).any():
        raise TextInputError(f"theme must be a whole number from -1 for each of {len(texts)} texts")
    if given.size and given.max() >= MOST_THEMES:
        raise TextInputError(f"themes are numbered from 0: {given.max()} is too many")
    seed = seed_of(seed, TextInputError)
    if not ((given >= 0) & (known.row >= 0)).any():
        raise TooFewTextsError("no text has a theme yet: propose a codebook first")
    count = int(given.max()) + 1
    model = CachedEmbedder(fitted(embedder, known.texts), {})
    vectors = model.embed(known.texts)
    rows = Space.of(vectors).project(vectors)
    centres, floor = _centres(rows, known.row, given, count)
    cosine = rows @ centres.T
    nearest = np.where(floor <= 1.0, cosine, -np.inf).argmax(axis=1)
    close = cosine[np.arange(len(rows)), nearest] >= floor[nearest]

    new = np.flatnonzero((given < 0) & (known.row >= 0))
    placed = given.astype(np.int64).copy()
    placed[new] = np.where(close[known.row[new]], nearest[known.row[new]], -1)
    unlike = np.unique(known.row[new[placed[new] < 0]])
    label = np.full(len(rows), -1, np.int64)
    themes: list[ProposedTheme] = []
    if len(unlike) >= NEW_THEME:
        found = spherical_kmeans(rows[unlike], round(0.7 * len(unlike) ** 0.5), seed=seed)
        label[unlike] = found.label
        names, phrases = name_all(known.texts, label, len(found.centres), model, vectors)
        for g in range(len(found.centres)):
            inside = label == g
            kept = (
                inside.sum() >= max(SMALLEST_THEME, FEWEST_TEXTS // 2)
                and names[g].plain
                and shared(known.texts, inside, phrases[g]) >= SHARED
            )
            if kept:
                mine = new[(placed[new] < 0) & inside[known.row[new]]]
                placed[mine] = count + len(themes)
                title = titled(names[g].plain)
                themes.append(make_theme(known, rows, inside, title, phrases[g], None))
    closeness = _closeness(rows, known.row, placed)
    return JoinedCodebook(
        theme=placed,
        closeness=closeness,
        new_themes=tuple(themes),
        other=left_out(known, placed),
        given=count,
        method={
            "embedder": model.name,
            "fallback": model.is_fallback,
            "seed": seed,
            "new_texts": int((given < 0).sum()),
            "placed": int(((given < 0) & (placed >= 0)).sum()),
        },
    )


def _centres(
    rows: NDArray[np.float32], row: NDArray[np.int64], given: NDArray[np.int64], count: int
) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Each theme's centre, and the cosine below which a text is unlike it; 2 where it is empty."""
    centres = np.zeros((count, rows.shape[1]), np.float32)
    floor = np.full(count, 2.0)
    for t in range(count):
        mine = np.unique(row[(given == t) & (row >= 0)])
        if len(mine):
            centres[t] = unit(rows[mine].sum(axis=0, keepdims=True))[0]
            floor[t] = min(FAR, float(np.percentile(rows[mine] @ centres[t], PERCENTILE)))
    return centres, floor


def _closeness(
    rows: NDArray[np.float32], row: NDArray[np.int64], placed: NDArray[np.int64]
) -> NDArray[np.float64]:
    found = np.zeros(len(placed))
    for t in np.unique(placed[placed >= 0]):
        mine = np.flatnonzero((placed == t) & (row >= 0))
        if len(mine):
            centre = unit(rows[np.unique(row[mine])].sum(axis=0, keepdims=True))[0]
            found[mine] = rows[row[mine]] @ centre
    return found
