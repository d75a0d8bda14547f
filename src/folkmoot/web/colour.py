"""An organisation's colour, made readable by rule.

Contrast is WCAG 2.2's ratio of relative luminances, from 1 to 21. Where a colour has too
little of it, its lightness in OKLCH moves just as far as needed; its hue stays, and its
chroma shrinks only where sRGB has no such colour.
"""

import math
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from folkmoot.core.formats import number

TEXT = 4.5  # WCAG 2.2, 1.4.3, words of ordinary size
# Accents also stand on a tint of themselves (--accent-soft); with this much against the
# page they keep 4.5 there.
ROOMY = 5.6
LIGHT_PAGE, DARK_PAGE = "#ffffff", "#22282f"  # --paper-raised, light and dark
INK, PAPER = "#000000", "#ffffff"  # only full black leaves no colour between the two

Rgb = tuple[float, float, float]


class NotAColour(ValueError):
    """``str()`` says what to write instead."""


@dataclass(frozen=True, slots=True)
class Accents:
    """``brand`` is the colour as given, for surfaces; the other two are safe for words."""

    brand: str
    on_brand: str
    light: str
    on_light: str
    dark: str
    on_dark: str

    @property
    def is_changed(self) -> bool:
        """Whether words in light mode need another shade than the one given."""
        return self.light != self.brand


def cleaned(colour: str) -> str:
    """``#RGB`` or ``#RRGGBB`` as six lower-case digits; raises NotAColour."""
    text = colour.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{3}", text):
        text = "#" + "".join(2 * digit for digit in text[1:])
    if not re.fullmatch(r"#[0-9a-f]{6}", text):
        raise NotAColour(_("Write a colour as # and six digits, such as #2b4a8f."))
    return text


def luminance(colour: str) -> float:
    """WCAG's relative luminance: 0 for black, 1 for white."""
    red, green, blue = _linear(cleaned(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio between two colours: 1 for the same, 21 for black on white."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def words_on(surface: str) -> str:
    """Ink or paper, whichever reads better; the better is never under 4.5."""
    return max((PAPER, INK), key=lambda words: contrast(words, surface))


def readable(colour: str, *, on: str, ratio: float = TEXT) -> str:
    """The colour nearest in lightness that reaches ``ratio`` against ``on``."""
    colour = cleaned(colour)
    if contrast(colour, on) >= ratio:
        return colour
    lightness, chroma, hue = to_oklch(colour)
    darker = luminance(on) > 0.18
    near, far = lightness, 0.0 if darker else 1.0
    for _step in range(20):
        middle = (near + far) / 2
        if contrast(from_oklch(middle, chroma, hue), on) >= ratio:
            far = middle
        else:
            near = middle
    return from_oklch(far, chroma, hue)


def accents(colour: str) -> Accents:
    """Everything a programme's pages need, from the one colour its owners chose."""
    brand = cleaned(colour)
    light = readable(brand, on=LIGHT_PAGE, ratio=ROOMY)
    dark = readable(brand, on=DARK_PAGE, ratio=ROOMY)
    return Accents(
        brand=brand,
        on_brand=words_on(brand),
        light=light,
        on_light=words_on(light),
        dark=dark,
        on_dark=words_on(dark),
    )


def brand_css(colour: str) -> str:
    """The whole stylesheet of one programme; serve it as ``text/css``."""
    safe = accents(colour)
    return (
        "@layer brand{"  # not for people: a style
        f":root{{--brand:{safe.brand};--on-brand:{safe.on_brand};"
        f"--accent:{safe.light};--on-accent:{safe.on_light}}}"
        "@media (prefers-color-scheme:dark){"
        f":root{{--accent:{safe.dark};--on-accent:{safe.on_dark}}}}}"
        "}\n"
    )


def verdict(colour: str) -> str:
    """One sentence for the person choosing a colour."""
    safe = accents(colour)
    ratio = contrast(safe.brand, LIGHT_PAGE)
    if not safe.is_changed:
        said = _("Easy to read on white: %(contrast)s to 1. We use it as it is.")
        return said % {"contrast": number(ratio, 1)}
    return _(
        "Too light for words on white: %(contrast)s to 1 where %(least)s is needed. Headers keep "
        "your colour; links and buttons use the darker %(colour)s."
    ) % {"contrast": number(ratio, 1), "least": number(TEXT), "colour": safe.light}


def to_oklch(colour: str) -> tuple[float, float, float]:
    """Lightness (0 to 1), chroma, hue in degrees (Björn Ottosson's OKLab, in polar form)."""
    red, green, blue = _linear(cleaned(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The sRGB colour, with less chroma where the screen has no such colour."""
    low, high = 0.0, chroma
    if _inside(_oklch_to_linear(lightness, chroma, hue)):
        low = chroma
    else:
        for _step in range(20):
            middle = (low + high) / 2
            if _inside(_oklch_to_linear(lightness, middle, hue)):
                low = middle
            else:
                high = middle
    channels = (_encoded(value) for value in _oklch_to_linear(lightness, low, hue))
    return "#" + "".join(f"{round(255 * value):02x}" for value in channels)


def _oklch_to_linear(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _inside(rgb: Rgb) -> bool:
    return all(-0.0005 <= value <= 1.0005 for value in rgb)


def _linear(colour: str) -> Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    value = min(max(value, 0.0), 1.0)
    encoded = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return min(max(encoded, 0.0), 1.0)
