"""A first set of themes from everything written, and how they spread over the questions."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from folkmoot.analysis.presenting.stored_words import (
    ALIKE,
    COUNTED,
    NO_THEMES,
    READING_TEXTS,
    TOO_FEW,
)
from folkmoot.analysis.queries.contributions import Contributions, Ints
from folkmoot.analysis.queries.result import DIGITS, LeftOut, ThemeFound, Themes
from folkmoot.analysis.services.language_warning import language_warning
from folkmoot.analysis.services.method_errors import in_plain_words
from insight.errors import InsightError
from insight.text.codebook import propose_codebook
from insight.text.embedding import Embedder, Vectors, default_embedder
from insight.text.readable import UNLIKE

NAME_LENGTH, PHRASES, QUOTES = 120, 8, 5
__all__ = ["UNLIKE", "asked_of", "find_themes", "reduced"]
AT_ONCE = 256  # texts between two reports
FIXED = 0  # draws the texts anew, to say how steady a theme is
FROM, TO = 45, 90  # per cent of the run
Report = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class ReportingEmbedder:
    """A sentence model that says how far it has come: it is the longest part of a run."""

    model: Embedder
    report: Report

    @property
    def name(self) -> str:
        return self.model.name

    @property
    def dimensions(self) -> int:
        return self.model.dimensions

    @property
    def is_fallback(self) -> bool:
        return self.model.is_fallback

    def embed(self, texts: Sequence[str]) -> Vectors:
        done = [np.zeros((0, self.dimensions), np.float32)]
        for start in range(0, len(texts), AT_ONCE):
            self.report(READING_TEXTS, FROM + (TO - FROM) * start // len(texts))
            done.append(self.model.embed(texts[start : start + AT_ONCE]))
        return np.concatenate(done)


def find_themes(given: Contributions, *, n_themes: int | None, report: Report) -> Themes:
    """Themes proposed by the machine, for people to rename, merge and accept.

    The same for every seed of a run: a theme that came and went with a number would be nobody's.
    """
    report(READING_TEXTS, FROM)
    model = default_embedder()
    # Counting words is quick, and insight fits that model to the texts itself.
    told = model if model.is_fallback else ReportingEmbedder(model, report)
    try:
        proposal = propose_codebook(
            given.texts, seed=FIXED, n_themes=n_themes, embedder=told, about=_ideas_of(given)
        )
    except InsightError as error:
        return Themes(
            themes=(),
            texts=len(given.texts),
            left_out=len(given.texts),
            left_out_by_question=_by_question(given, np.arange(len(given.texts))),
            why_left_out=_reasons(
                given, np.arange(len(given.texts)), (TOO_FEW,) * len(given.texts)
            ),
            note=in_plain_words(error, NO_THEMES),
            method="",
        )
    left_out = np.asarray(proposal.other.index, np.int64)
    return Themes(
        themes=tuple(
            ThemeFound(
                name=theme.name[:NAME_LENGTH],
                phrases=tuple(theme.phrases[:PHRASES]),
                text_ids=tuple(given.text_ids[theme.members].tolist()),
                quote_ids=tuple(int(given.text_ids[i]) for i in theme.quotes[:QUOTES]),
                parent=theme.parent,
                coherence=round(float(theme.coherence), DIGITS),
                by_question=_by_question(given, theme.members),
                stability=None if theme.stability is None else round(theme.stability, DIGITS),
            )
            for theme in proposal.themes
        ),
        texts=len(given.texts),
        left_out=len(left_out),
        left_out_by_question=_by_question(given, left_out),
        why_left_out=_reasons(given, left_out, proposal.other.why),
        note="",
        method=_method(proposal.method),
        language=language_warning(given.texts, str(proposal.method.get("embedder"))),
    )


def _ideas_of(given: Contributions) -> Ints:
    """For each comment the position of its idea: "We tried that" says little without it."""
    order = np.argsort(given.text_ids)
    place = np.searchsorted(given.text_ids, given.text_parents, sorter=order)
    found = order[place.clip(0, max(0, len(order) - 1))]
    return np.where(given.text_ids[found] == given.text_parents, found, -1).astype(np.int64)


def reduced(themes: Themes, given: Contributions) -> Themes:
    """The same themes with the texts that are still in the input; nothing is put together anew."""
    here = set(given.text_ids.tolist())
    held = {key for theme in themes.themes for key in theme.text_ids}
    left_out = np.flatnonzero(~np.isin(given.text_ids, np.array(sorted(held), np.int64)))
    return replace(
        themes,
        themes=tuple(
            replace(
                theme,
                text_ids=tuple(key for key in theme.text_ids if key in here),
                quote_ids=tuple(key for key in theme.quote_ids if key in here),
                by_question=asked_of(given, theme.text_ids),
            )
            for theme in themes.themes
        ),
        texts=len(given.texts),
        left_out=len(left_out),
        left_out_by_question=_by_question(given, left_out),
        why_left_out=tuple(
            replace(one, text_ids=tuple(key for key in one.text_ids if key in here))
            for one in themes.why_left_out
        ),
    )


def asked_of(given: Contributions, text_ids: Collection[int]) -> tuple[int, ...]:
    """How many of these texts answer each question."""
    rows = np.flatnonzero(np.isin(given.text_ids, np.array(sorted(text_ids), np.int64)))
    return _by_question(given, rows)


def _by_question(given: Contributions, rows: Ints) -> tuple[int, ...]:
    asked = given.text_questions[rows]
    return tuple(int((asked == key).sum()) for key in given.question_ids.tolist())


def _reasons(given: Contributions, rows: Ints, why: Sequence[str]) -> tuple[LeftOut, ...]:
    """Which texts are left out for which reason, the most first."""
    by_reason: dict[str, list[int]] = {}
    for key, reason in zip(given.text_ids[rows].tolist(), why, strict=True):
        by_reason.setdefault(reason, []).append(key)
    found = sorted(by_reason.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(LeftOut(reason, tuple(keys)) for reason, keys in found)


def _method(how: dict[str, object]) -> str:
    told = ALIKE % {"model": how.get("embedder")}
    return f"{COUNTED} {told}" if how.get("fallback") else told
