"""Which words a collection uses as the names of things, seen from the words around them.

No dictionary and no tagger: "the lift", "our lifts are", "of lifts" speak for a noun, "I lift",
"to lift it", "is quiet", "the quiet ward" against one. English; where other languages give no
evidence either way, every word may be a noun.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .phrases import stem
from .tokens import is_content, sentences, word_lists, words

ENOUGH = 0.55
"""Share of the evidence that must speak for a noun."""
DENIED = 0.5
"""Share of a word's uses after "no" from which it is called so: "no complaints"."""
DESCRIBES = 0.8
"""Share of a word's uses before another from which it cannot stand alone: native species."""


@dataclass(frozen=True, slots=True)
class Nouns:
    """Evidence for each word, by its stem."""

    uses: Counter[str]
    """How often it was written."""
    for_it: Counter[str]
    """How often its neighbours were those of a noun that ends its phrase."""
    against: Counter[str]
    """The same for those of a verb or an adjective."""
    denied: Counter[str]
    """How often "no" or the like came right before it."""
    negated: Counter[str]
    """How often "not" or the like was one of the six words before it."""
    describing: Counter[str]
    """How often another word of content came right after it."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Nouns":
        """Read every word with its neighbours."""
        seen = cls(*(Counter() for _ in range(6)))
        for text in texts:
            for sentence in sentences(text):
                line = ["", *words(sentence), ""]
                for i in range(1, len(line) - 1):
                    if is_content(line[i]):
                        seen._weigh(stem(line[i]), line[max(0, i - 6) : i], line[i + 1])
        return seen

    def _weigh(self, word: str, earlier: Sequence[str], after: str) -> None:
        near, before = word_lists("neighbours"), earlier[-1]
        self.uses[word] += 1
        self.denied[word] += before in near["denying"]
        self.negated[word] += any(w in near["negating"] or w.endswith("n't") for w in earlier)
        self.describing[word] += is_content(after)
        if before in near["before others"] or after in near["after verbs"]:
            self.against[word] += 1
        elif (before in near["before nouns"] and not is_content(after)) or (
            after in near["after nouns"]
        ):
            self.for_it[word] += 1

    def may_end(self, word: str) -> bool:
        """Whether the word may end a name: the evidence is for it, or there is none at all."""
        key = stem(word)
        spoken = self.for_it[key] + self.against[key]
        return not spoken or self.for_it[key] >= ENOUGH * spoken

    def may_stand(self, word: str) -> bool:
        """Whether the word is often enough written without another after it."""
        key = stem(word)
        return self.describing[key] <= DESCRIBES * self.uses[key]

    def is_negated(self, word: str) -> bool:
        """Whether people mostly say "not" before it: could not be improved."""
        key = stem(word)
        return self.negated[key] > DENIED * self.uses[key]

    def is_denied(self, word: str) -> bool:
        """Whether people mostly say that there is none."""
        key = stem(word)
        return self.denied[key] > DENIED * self.uses[key]
