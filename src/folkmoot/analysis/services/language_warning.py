"""A word of warning where the sentence model does not read the texts' language well."""

from collections.abc import Sequence

from folkmoot.analysis.presenting.stored_words import (
    ALL_IN,
    AND,
    LANGUAGES,
    PART_IN,
    READ_BADLY,
    READ_ROUGHLY,
    SOME_IN,
)
from insight.text.language import languages_of

ENGLISH_MODELS = "all-MiniLM"
FEWEST, SHARE = 3, 0.05
FIT = {"de": "roughly", "es": "roughly", "fr": "roughly", "it": "roughly", "nl": "roughly",
       "pt": "roughly", "sv": "roughly"}  # fmt: skip
"""Measured (docs/methods/themes.md): French 0.67 of English's 0.80, Welsh 0.42, Chinese 0.09."""


def language_warning(texts: Sequence[str], model: str) -> str:
    """Empty where the model was made for these texts."""
    if not model.startswith(ENGLISH_MODELS):
        return ""
    found = dict(languages_of(texts).counts)
    total = sum(found.values())
    other = [
        (code, count)
        for code, count in found.items()
        if code != "en" and count >= max(FEWEST, SHARE * total)
    ]
    if not other:
        return ""
    told = [
        PART_IN % {"count": f"{count:,}", "language": LANGUAGES.get(code, code)}
        for code, count in other[:4]
    ]
    counted = SOME_IN % {"all": f"{len(texts):,}", "parts": AND.join(told)}
    if other[0][1] == len(texts):
        only = LANGUAGES.get(other[0][0], other[0][0])
        counted = ALL_IN % {"all": f"{len(texts):,}", "language": only}
    is_rough = all(code in FIT for code, _ in other)
    return f"{counted} {READ_ROUGHLY if is_rough else READ_BADLY}"
