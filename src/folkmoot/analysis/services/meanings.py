"""A first set of themes from everything written, and how they spread over the questions."""

from collections.abc import Callable

import numpy as np

from folkmoot.analysis.queries.contributions import Contributions, Ints
from folkmoot.analysis.queries.result import ThemeFound, Themes
from folkmoot.analysis.services.figures import DIGITS
from insight.errors import InsightError
from insight.text.codebook import CodebookProposal, propose_codebook

NAME_LENGTH, PHRASES, QUOTES = 120, 8, 5
Propose = Callable[..., CodebookProposal]


def find_themes(given: Contributions, *, seed: int, n_themes: int | None) -> Themes:
    """Themes proposed by the machine, for people to rename, merge and accept."""
    try:
        proposal = propose_codebook(given.texts, seed=seed, n_themes=n_themes)
    except InsightError as error:
        return Themes(
            themes=(),
            texts=len(given.texts),
            left_out=len(given.texts),
            left_out_by_question=_by_question(given, np.arange(len(given.texts))),
            note=f"No themes could be proposed: {error}.",
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
            )
            for theme in proposal.themes
        ),
        texts=len(given.texts),
        left_out=len(left_out),
        left_out_by_question=_by_question(given, left_out),
        note="",
        method=_method(proposal.method),
    )


def _by_question(given: Contributions, rows: Ints) -> tuple[int, ...]:
    asked = given.text_questions[rows]
    return tuple(int((asked == key).sum()) for key in given.question_ids.tolist())


def _method(how: dict[str, object]) -> str:
    counted = (
        "The sentence model is not installed here, so words were counted and their "
        "meaning was not understood. "
        if how.get("fallback")
        else ""
    )
    return f"{counted}Texts that mean alike were put together with {how.get('embedder')}."
