"""Which language a text is in: by its script, and by the small words that every sentence needs.

Small words tell languages apart that share an alphabet, and are what a theme must never be called
after. A text without any, or with as many of two languages, is of no language that we can tell.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from .tokens import words

ENOUGH = 0.1
"""Share of the texts of a known language from which one more language counts as present."""

SMALL = {
    "en": "the and of to is in that it for was on are with they at be this have from not we our "
    "you your but or by as an were been which who would could should there their what when i my "
    "has had can will do does did if so more than them she he his her its us me no a about all "
    "very just because need only am over until some any how too",
    "de": "der die das und ist nicht mit ein eine einen einem einer eines zu auf für von den dem "
    "des im in an am um wir ich sie er es uns man sich auch aber oder wenn dass weil wie als bei "
    "nach aus sind war waren wird werden wurde haben hat hatte kann können muss müssen soll "
    "sollte mehr noch nur schon sehr so durch über unter vor bis ohne gegen zum zur vom beim kein "
    "keine keinen mir mich dir ihr ihre unser unsere dieser diese dieses hier da dann dort immer "
    "ja nein doch mal etwas alle alles viel viele ganz äh ähm halt eben",
    "fr": "le la les un une des du de et est dans pour que qui pas ne sur avec nous vous ils elles "
    "il elle on ce cette ces son sa ses leur leurs mais ou où par plus au aux en sont était être "
    "avoir a ont avait fait faut peut se si très trop tout tous toute toutes bien comme sans nos "
    "notre votre mon ma mes je tu me te lui y même aussi encore donc alors car euh c'est d'un "
    "d'une qu'il n'est j'ai l'on",
    "es": "el la los las un una unos unas de del y es en que no se por para con su sus lo le les "
    "como más pero al este esta estos estas ese esa ser son era fue hay muy también ya si sí o "
    "cuando donde porque nos nuestro nuestra me mi tu yo ellos ellas sin sobre entre hasta desde "
    "todo todos toda todas tiene tienen hace cada está están ha han qué pues eh",
    "it": "il lo la gli le un uno una di del della dei delle e è in che non si per con su da dal "
    "dalla nel nella sono era essere ha hanno più ma anche come o se quando dove ci mi ti loro "
    "nostro nostra questo questa questi queste tutto tutti molto troppo al alla ai alle cosa beh",
    "pt": "o os as um uma de do da dos das e é em que não se por para com no na nos nas ao à mais "
    "mas como ou quando onde porque seu sua eles elas nós você são era foi ser tem têm há muito "
    "também já isso este esta sem sobre entre até todos tudo né",
    "nl": "de het een en is in van op te dat die niet met voor zijn er aan we wij ze zij je ik hij "
    "het maar ook om als door naar bij uit wordt worden werd heeft hebben had kan kunnen moet "
    "moeten meer nog wel geen dan dit deze over onze ons hun wat waar wie zo al veel heel",
    "pl": "i w na z do nie się jest to że o jak po co za dla od są być był była było były przez "
    "ale czy już tylko tak tym tej tego ten ta te my nas nam ich jego jej przy bardzo więcej może "
    "mają ma mam bo kiedy gdy gdzie który która które oraz lub także też pod nad bez no",
    "cy": "y yr yn a ac i o ar am at mae nid yw ddim ei eu ein eich fy dy ni nhw chi mi fe hi ef "
    "bod oedd wedi gan gyda i'r o'r a'r yw'r sy sydd hyn hynny hon hwn fel ond neu os pan lle er "
    "dros drwy heb rhwng dan cael gwneud mwy iawn hefyd bydd roedd does dydy dyw",
    "sv": "och att det som en ett den är på i av för med till inte om vi de dem har hade var från "
    "men eller så när där här kan ska skulle vill måste mer mycket bara också än vid efter sig sin "
    "sina våra vår alla",
}
SCRIPTS = {
    "zh": r"[\u3400-\u9fff]",
    "ja": r"[\u3040-\u30ff]",
    "ko": r"[\uac00-\ud7af]",
    "ar": r"[\u0600-\u06ff\u0750-\u077f]",
    "he": r"[\u0590-\u05ff]",
    "ru": r"[\u0400-\u04ff]",
    "el": r"[\u0370-\u03ff]",
    "hi": r"[\u0900-\u097f]",
    "th": r"[\u0e00-\u0e7f]",
}
"""Scripts of one language each, near enough: Cyrillic is said to be Russian, and so on."""
LETTERS = {
    "de": "ß",
    "fr": "œçêèàùâîô",
    "es": "ñ¿¡",
    "pt": "ãõ",
    "pl": "łąęśżźćń",
    "cy": "ŵŷ",
    "sv": "å",
}
"""Letters that speak for a language where its small words leave it open."""
FILLERS = frozenset(
    {"um", "umm", "uh", "uhm", "er", "erm", "hmm", "hm", "mmm", "ok", "okay", "yeah", "yep", "nope"}
    | {"eh", "ah", "oh"}
)


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of a collection."""

    texts: tuple[str, ...]
    """Of each text its code (ISO 639-1); empty where it cannot be told."""
    counts: tuple[tuple[str, int], ...]
    """How many texts are in each language that can be told, the most first."""

    @property
    def main(self) -> str:
        return self.counts[0][0] if self.counts else ""


def present(told: Sequence[str]) -> tuple[str, ...]:
    """Languages of a tenth or more of the texts that can be told; empty codes cannot.

    >>> present(["de", "de", "", "en"])
    ('de', 'en')
    """
    counts = Counter(code for code in told if code)
    least = ENOUGH * sum(counts.values())
    return tuple(code for code, count in sorted(counts.items()) if count >= least)


def languages_of(texts: Sequence[str]) -> Languages:
    """
    >>> languages_of(["Das ist nicht gut für uns", "We need more time", "42"]).texts
    ('de', 'en', '')
    """
    found = tuple(language_of(text) for text in texts)
    counts = Counter(code for code in found if code)
    return Languages(found, tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))))


def language_of(text: str) -> str:
    """ISO 639-1 code, or empty where the words do not tell.

    >>> language_of("Il faut plus de places pour les vélos")
    'fr'
    """
    letters = sum(char.isalpha() for char in text)
    for code, pattern in _scripts().items():
        if letters and len(pattern.findall(text)) > 0.3 * letters:
            kana = code == "zh" and _scripts()["ja"].search(text)
            return "ja" if kana else code
    said = words(text)
    score = {code: float(sum(word in small for word in said)) for code, small in _small().items()}
    lower = text.lower()
    for code, marks in LETTERS.items():
        score[code] += 0.6 * any(mark in lower for mark in marks)
    ranked = sorted(score.items(), key=lambda one: (-one[1], one[0]))
    (best, most), (_, second) = ranked[0], ranked[1]
    return best if most > second else ""


def small_words(codes: Sequence[str]) -> frozenset[str]:
    """What no theme may be called after where texts are in these languages; fillers always."""
    known = [_small()[code] for code in codes if code in _small()]
    return FILLERS.union(*known)


@cache
def _small() -> dict[str, frozenset[str]]:
    return {code: frozenset(listed.split()) for code, listed in SMALL.items()}


@cache
def _scripts() -> dict[str, re.Pattern[str]]:
    return {code: re.compile(pattern) for code, pattern in SCRIPTS.items()}
