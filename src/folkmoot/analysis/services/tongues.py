"""A word of warning where the sentence model does not read the texts' language well."""

from collections.abc import Sequence

from insight.text.language import languages_of

NAMES = {
    "ar": "Arabic", "cy": "Welsh", "de": "German", "el": "Greek", "es": "Spanish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "sv": "Swedish",
    "th": "Thai", "zh": "Chinese",
}  # fmt: skip
ENGLISH_MODELS = "all-MiniLM"
FEWEST, SHARE = 3, 0.05
FIT = {"de": "roughly", "es": "roughly", "fr": "roughly", "it": "roughly", "nl": "roughly",
       "pt": "roughly", "sv": "roughly"}  # fmt: skip
"""Measured (docs/methods/themes.md): French 0.67 of English's 0.80, Welsh 0.42, Chinese 0.09."""


def notice(texts: Sequence[str], model: str) -> str:
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
    parts = [f"{count:,} in {NAMES.get(code, code)}" for code, count in other[:4]]
    fit = "roughly" if all(code in FIT for code, _ in other) else "badly"
    counts = f"Of {len(texts):,} texts at least {' and '.join(parts)}."
    if other[0][1] == len(texts):
        counts = f"All {len(texts):,} texts are in {NAMES.get(other[0][0], other[0][0])}."
    return (
        f"{counts} The sentence model was made for "
        f"English and reads these {fit}: their themes and names may mislead. Read more of each "
        "before you accept it."
    )
