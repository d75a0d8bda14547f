"""Ideas that say nearly the same, so that people can join one instead of repeating it.

Shared words and letters, not meaning: quick enough to answer while somebody types. The
vectors of a text never change, so each process keeps those it met last.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from folkmoot.participants.models import Participant
from folkmoot.programmes.models import Stage
from folkmoot.workshops.models import ChallengeQuestion
from folkmoot.workshops.queries.board import visible_ideas
from folkmoot.workshops.queries.cards import IdeaCard, idea_cards
from insight.text.hashing import HashingEmbedder
from insight.text.similar import SimilarIndex

COMPARED = 3000  # the latest ideas of a question that a text is compared with
LETTERS = 2000  # of a text that are looked at
ALIKE = 0.3  # below this cosine two texts share little but small talk
EMBEDDER = HashingEmbedder(dimensions=512)


def similar_ideas(
    *,
    text: str,
    question: ChallengeQuestion,
    participant: Participant,
    stage: Stage,
    but: int | None = None,
    limit: int = 3,
) -> list[IdeaCard]:
    """Up to ``limit`` ideas of the question like ``text``, the most alike first."""
    if len(text.split()) < 2:
        return []
    rows = list(
        visible_ideas(question)
        .exclude(pk=but or 0)
        .order_by("-said_on", "pk")
        .values_list("pk", "text")[:COMPARED]
    )
    if not rows:
        return []
    index = SimilarIndex(np.stack([_vector(words[:LETTERS]) for _, words in rows]))
    found, scores = index.query(_vector(text[:LETTERS]), n=limit)
    ids = [rows[row][0] for row, score in zip(found, scores, strict=True) if score >= ALIKE]
    return idea_cards(ids=ids, question=question, participant=participant, stage=stage)


def forget_vectors() -> None:
    """Words taken back leave this process at once; others let go of them when they restart."""
    _vector.cache_clear()


@lru_cache(maxsize=8192)
def _vector(text: str) -> NDArray[np.float32]:
    vector: NDArray[np.float32] = EMBEDDER.embed([text])[0]
    return vector
