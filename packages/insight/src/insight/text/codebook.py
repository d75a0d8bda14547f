"""A first codebook, proposed by the machine for people to rename, merge, split and accept."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from insight._inputs import seed_of, whole

from .clusters import Clusters
from .consensus import agreed_groups
from .context import answers, in_context, with_their_ideas
from .embedding import CachedEmbedder, Embedder, HashingEmbedder, default_embedder
from .errors import TextInputError, TooFewTextsError
from .language import languages_of
from .levels import measured, themes_of
from .naming import Name, name_all
from .phrases import Phrase, shared
from .proposal import CodebookProposal, LeftOut
from .readable import OTHER_LANGUAGE, UNLIKE, Readable, readable
from .space import Space
from .titles import MIXED

__all__ = ["propose_codebook"]

FEWEST_TEXTS = 8
MOST_NARROW = 24
SMALLEST_THEME = 3
SHARED = 0.3
"""A group of whose texts fewer than this share use any of its four leading phrases has nothing in
common that a person could see."""
NEAR = 0.25
"""Cosine with the centre, in the grouping space, below which a text is unlike its theme."""
MOVED = 0.35
"""The same for a text whose own group was dissolved: it moves only to a theme it is really near."""


def propose_codebook(
    texts: Sequence[str],
    *,
    seed: int = 0,
    embedder: Embedder | None = None,
    n_themes: int | None = None,
    about: Sequence[int] | NDArray[np.int64] | None = None,
) -> CodebookProposal:
    """Group texts that mean the same, name the groups, and group the groups.

    Spherical k-means on partly whitened embeddings of the different texts, and of many starts
    the groups that they agree on; names by log odds of phrases; broader themes by average
    linkage of the centres. docs/methods/themes.md has the measurements.

    Parameters
    ----------
    texts : sequence of str
        Any language the embedder reads; copies are counted but do not pull a theme.
    seed : int
        Draws the texts anew to measure how steady each theme is. The themes are the same for
        every seed, in any order of rows.
    embedder : Embedder, optional
        ``default_embedder()`` if not given.
    n_themes : int, optional
        Narrower themes to look for; 0.7 sqrt(different texts), from 2 to 24, if not given.
        Groups that nobody could name are dissolved, so there may be fewer, even none: then
        every text is left out and says so.
    about : sequence of int, optional
        For each text the position of the text that it answers, -1 for none. An answer means
        little by itself ("We tried that"), so it is grouped with some of the meaning of what it
        answers; and what one idea and its answers bring up counts once towards a name.

    Returns
    -------
    CodebookProposal

    Raises
    ------
    TextInputError
        An entry is not a string, ``n_themes`` is below 1, or ``about`` does not fit the texts.
    TooFewTextsError
        Fewer than eight different texts that say something.
    """
    seed = seed_of(seed, TextInputError)
    n_themes = None if n_themes is None else whole(n_themes, "n_themes", TextInputError, 1)
    known = readable(texts)
    answered = answers(known, about)
    n = len(known.texts)
    if n < FEWEST_TEXTS:
        raise TooFewTextsError(
            f"{n} different texts that say something: at least {FEWEST_TEXTS} are needed"
        )
    model = fitted(embedder, known.texts)
    model = CachedEmbedder(model, {})
    vectors = in_context(model.embed(known.texts), answered)
    thread = np.where(answered >= 0, answered, np.arange(n))
    rows = Space.of(vectors).project(vectors)
    wanted = n_themes or int(np.clip(round(0.7 * n**0.5), 2, MOST_NARROW))
    found = agreed_groups(rows, wanted)
    label, _, names, phrases = _named(known, vectors, rows, found, model, thread, answered)
    themes, theme_of_group = themes_of(known, vectors, rows, label, names, phrases)
    themes = measured(themes, rows, label, theme_of_group, wanted, seed)
    group = np.where(known.row >= 0, label[known.row], -1)
    theme = np.where(group >= 0, theme_of_group[group], -1) if len(theme_of_group) else group
    return CodebookProposal(
        themes=themes,
        other=left_out(known, theme),
        method={
            "model": "what many starts of spherical k-means agree on, partly whitened embeddings",
            "embedder": model.name,
            "fallback": model.is_fallback,
            "seed": seed,
            "asked": wanted,
            "found": len(names),
            "texts": len(texts),
            "different_texts": n,
            "duplicates": int((known.row >= 0).sum()) - n,
        },
        theme=theme,
    )


def fitted(embedder: Embedder | None, texts: Sequence[str]) -> Embedder:
    """The embedder asked for; the plain fallback learns its weights from these texts."""
    model = default_embedder() if embedder is None else embedder
    return model.fitted(texts) if isinstance(model, HashingEmbedder) else model


def left_out(known: Readable, theme: NDArray[np.int64]) -> LeftOut:
    """Every text without a theme, with its reason."""
    index = np.flatnonzero(theme < 0)
    told = languages_of(known.texts)
    return LeftOut(
        index,
        tuple(
            known.why[int(i)]
            if int(i) in known.why
            else UNLIKE
            if told.texts[known.row[i]] in {"", told.main}
            else OTHER_LANGUAGE
            for i in index
        ),
    )


def _named(
    known: Readable,
    vectors: NDArray[np.float32],
    rows: NDArray[np.float32],
    found: Clusters,
    model: Embedder,
    thread: NDArray[np.int64],
    answered: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.float32], list[Name], list[list[Phrase]]]:
    """Dissolve groups that are too small or that nobody could name, then name the others."""
    groups = len(found.centres)
    names, phrases = name_all(known.texts, found.label, groups, model, vectors, thread)
    size = np.bincount(found.label, minlength=groups)
    kept = [
        g
        for g in range(groups)
        if size[g] >= SMALLEST_THEME
        and names[g].plain
        and shared(known.texts, found.label == g, phrases[g]) >= SHARED
    ]
    if not kept:
        return np.full(len(rows), -1, np.int64), found.centres[:0], [], []
    cosine = rows @ found.centres[kept].T
    nearest, best = cosine.argmax(axis=1), cosine.max(axis=1)
    stayed = np.isin(found.label, kept)
    label = np.where(best >= np.where(stayed, NEAR, MOVED), nearest, -1).astype(np.int64)
    label = with_their_ideas(label, answered)
    names, phrases = name_all(known.texts, label, len(kept), model, vectors, thread)
    # Texts moved in may leave nothing that many share: the group stands, and says so.
    names = [
        name if name.plain else Name(f"{MIXED}{ranked[0].text if ranked else g + 1}")
        for g, (name, ranked) in enumerate(zip(names, phrases, strict=True))
    ]
    return label, found.centres[kept], names, phrases
