"""A first codebook, proposed by the machine for people to rename, merge, split and accept."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

from insight._inputs import seed_of, whole

from .clusters import Clusters, unit
from .consensus import agreed_groups, stability
from .context import answers, in_context, with_their_ideas
from .embedding import CachedEmbedder, Embedder, HashingEmbedder, default_embedder
from .errors import TextInputError, TooFewTextsError
from .language import languages_of
from .naming import MIXED, Name, broad_name, name_all, titled
from .phrases import Phrase, shared, varied
from .quotes import pick_quotes
from .readable import OTHER_LANGUAGE, UNLIKE, Readable, readable
from .space import Space

__all__ = ["CodebookProposal", "LeftOut", "ProposedTheme", "propose_codebook"]

FEWEST_TEXTS = 8
MOST_NARROW = 24
SMALLEST_THEME = 3
APART = 0.85
"""Mean cosine distance up to which themes belong to one broader theme (1 is unrelated)."""
SHARED = 0.3
"""A group of whose texts fewer than this share use any of its four leading phrases has nothing in
common that a person could see."""
NEAR = 0.25
"""Cosine with the centre, in the grouping space, below which a text is unlike its theme."""
MOVED = 0.35
"""The same for a text whose own group was dissolved: it moves only to a theme it is really near."""


@dataclass(frozen=True, slots=True)
class ProposedTheme:
    """One theme of a proposal."""

    name: str
    """From its leading key phrases, as people wrote them."""
    phrases: tuple[str, ...]
    """Key phrases, the most telling first."""
    members: NDArray[np.int64]
    """Positions of its texts, ascending, shape (members,); copies of a text included."""
    quotes: tuple[int, ...]
    """Positions of up to five texts: the most typical first, then typical ones unlike it."""
    parent: int | None
    """Position in ``themes`` of the broader theme it belongs to; None for a broad theme."""
    coherence: float
    """Mean cosine of its different texts with their centre, 0 to 1: higher is tighter."""
    coverage: float = 0.0
    """Share of its different texts that use one of its four leading phrases, 0 to 1."""
    stability: float | None = None
    """Mean Jaccard coefficient with what comes back of it when the texts are drawn anew, 0 to 1
    (Hennig, 2007): from 0.75 it is the same theme again, below 0.5 mostly another. None where it
    was not measured."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Texts that no theme claims, and why: they are counted, never dropped."""

    index: NDArray[np.int64]
    """Positions of the texts, ascending, shape (left out,)."""
    why: tuple[str, ...]
    """For each: ``"blank"``, ``"no words to go by"``, ``"stock answer"``, ``"another language"``
    (unlike any theme, and not in the language of most) or ``"unlike any theme"``."""


@dataclass(frozen=True, slots=True)
class CodebookProposal:
    """Themes on two levels, and what they leave out."""

    themes: tuple[ProposedTheme, ...]
    """Broad themes (parent None), the largest first, then their narrower themes. A broad theme
    with one narrower theme only stands for both."""
    other: LeftOut
    """Texts honestly left out."""
    method: dict[str, object]
    """How it was made: embedder, fallback, seed, parameters, texts, duplicates seen."""
    theme: NDArray[np.int64] = field(repr=False)
    """Shape (texts,): position in ``themes`` of each text's narrowest theme; -1 where left out."""


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
    themes, theme_of_group = _themes(known, vectors, rows, label, names, phrases)
    themes = _measured(themes, rows, label, theme_of_group, wanted, seed)
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


def _themes(
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


def _measured(
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
