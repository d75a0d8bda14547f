"""Contrast against published values, and the rules by which a colour is made readable.

Reference ratios: WCAG 2.2's definition gives 21 for black on white; #767676 on white is
the well-known lightest grey that passes at 4.54; #777777 is 4.48; pure red on white 4.00
(3.998), pure blue 8.59. OKLab of sRGB red is the one its author published:
L 0.62796, a 0.22486, b 0.12585.
"""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.web.colour import (
    DARK_PAGE,
    LIGHT_PAGE,
    NotAColour,
    accents,
    brand_css,
    cleaned,
    contrast,
    from_oklch,
    luminance,
    readable,
    to_oklch,
    verdict,
    words_on,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#ffffff", 1),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_agrees_with_published_ratios(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


def test_luminance_runs_from_black_to_white():
    assert luminance("#000") == 0
    assert luminance("#fff") == pytest.approx(1)


def test_oklab_of_red_is_the_published_one():
    lightness, chroma, hue = to_oklch("#ff0000")

    assert lightness == pytest.approx(0.62796, abs=1e-4)
    assert chroma * math.cos(math.radians(hue)) == pytest.approx(0.22486, abs=1e-4)
    assert chroma * math.sin(math.radians(hue)) == pytest.approx(0.12585, abs=1e-4)


@settings(deadline=None)
@given(colours)
def test_a_colour_survives_oklch_and_back(colour):
    assert from_oklch(*to_oklch(colour)) == colour


@settings(max_examples=200, deadline=None)
@given(colours)
def test_every_colour_becomes_readable_on_both_pages(colour):
    safe = accents(colour)

    for words, surface in [
        (safe.light, LIGHT_PAGE),
        (safe.dark, DARK_PAGE),
        (safe.on_light, safe.light),
        (safe.on_dark, safe.dark),
        (safe.on_brand, safe.brand),
    ]:
        assert contrast(words, surface) >= 4.5, (words, surface)


@settings(max_examples=200, deadline=None)
@given(colours)
def test_an_accent_stays_readable_on_its_own_tint(colour):
    """--accent-soft: 9% of the accent in the light page's paper, 14% in the dark one's."""
    safe = accents(colour)

    for accent, paper, share in [(safe.light, "#fbfaf7", 0.09), (safe.dark, "#161a1f", 0.14)]:
        assert contrast(accent, mixed(accent, paper, share)) >= 4.5


def mixed(colour, paper, share):
    """CSS color-mix(in oklab, ...)."""
    (l1, c1, h1), (l2, c2, h2) = to_oklch(colour), to_oklch(paper)
    a = share * c1 * math.cos(math.radians(h1)) + (1 - share) * c2 * math.cos(math.radians(h2))
    b = share * c1 * math.sin(math.radians(h1)) + (1 - share) * c2 * math.sin(math.radians(h2))
    return from_oklch(
        share * l1 + (1 - share) * l2, math.hypot(a, b), math.degrees(math.atan2(b, a))
    )


def test_a_colour_that_reads_well_is_left_alone():
    assert readable("#005eb8", on="#ffffff") == "#005eb8"


def test_a_pale_colour_is_darkened_no_further_than_needed_and_keeps_its_hue():
    darkened = readable("#ffd100", on="#ffffff")

    assert 4.5 <= contrast(darkened, "#ffffff") < 4.6
    assert to_oklch(darkened)[2] == pytest.approx(to_oklch("#ffd100")[2], abs=4)


def test_words_on_a_surface_are_ink_or_paper():
    assert words_on("#ffd100") == "#000000"
    assert words_on("#003087") == "#ffffff"


def test_short_and_capital_colours_are_understood():
    assert cleaned(" #0AF ") == "#00aaff"


@pytest.mark.parametrize("wrong", ["", "red", "#12345", "#gggggg", "#fff;}body{}", "#fff\n#000"])
def test_anything_else_is_refused(wrong):
    with pytest.raises(NotAColour, match="six digits"):
        brand_css(wrong)


def test_the_stylesheet_sets_both_modes_in_its_own_layer():
    css = brand_css("#FFD100")

    assert css.startswith("@layer brand{:root{--brand:#ffd100;--on-brand:#000000;")
    assert "prefers-color-scheme:dark" in css
    assert css.count("{") == css.count("}")
    assert len(css) < 400


def test_the_verdict_says_what_will_happen():
    assert "as it is" in verdict("#005eb8")
    assert "Too light for words" in verdict("#ffd100")
