"""A word of warning where the sentence model does not read the texts' language well."""

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.core.formats import listed, number
from insight.text.language import languages_of

NAMES = {
    "ar": _("Arabic"), "cy": _("Welsh"), "de": _("German"), "el": _("Greek"), "es": _("Spanish"),
    "fr": _("French"), "he": _("Hebrew"), "hi": _("Hindi"), "it": _("Italian"),
    "ja": _("Japanese"), "ko": _("Korean"), "nl": _("Dutch"), "pl": _("Polish"),
    "pt": _("Portuguese"), "ru": _("Russian"), "sv": _("Swedish"), "th": _("Thai"),
    "zh": _("Chinese"),
}  # fmt: skip
ENGLISH_MODELS = "all-MiniLM"
ROUGHLY = _(
    "The sentence model was made for English and reads these roughly: their themes and names may "
    "mislead. Read more of each before you accept it."
)
BADLY = _(
    "The sentence model was made for English and reads these badly: their themes and names may "
    "mislead. Read more of each before you accept it."
)
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
    told = {"all": number(len(texts)), "language": NAMES.get(other[0][0], other[0][0])}
    if other[0][1] == len(texts):
        counts = gettext("All %(all)s texts are in %(language)s.") % told
    else:
        parts = [
            gettext("%(count)s in %(language)s")
            % {"count": number(count), "language": NAMES.get(code, code)}
            for code, count in other[:4]
        ]
        counts = gettext("Of %(all)s texts at least %(parts)s.") % {
            **told,
            "parts": listed(parts),
        }
    fit = ROUGHLY if all(code in FIT for code, _count in other) else BADLY
    return f"{counts} {fit}"
