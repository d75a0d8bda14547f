"""The one cleaner of texts: nothing that is seen goes, nothing that hides stays."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.core.text import Unusable, clean_line, clean_text, fold, is_seen, usable_text

INVISIBLE = {
    "spaces": " \t\n\u3000\xa0",
    "zero-width space": "\u200b",
    "joiners": "\u200d\u200c\u2060",
    "byte order mark": "\ufeff",
    "filler of Korean": "\u3164",
    "first half of a filler": "\u115f",
    "second half of a filler": "\u1160",
    "half-width filler": "\uffa0",
    "blank of braille": "\u2800",
    "variation selectors": "\ufe0f\U000e0101",
    "accents on nothing": "\u0301\u0308",
    "soft hyphens": "\xad\xad",
    "tags": "\U000e0041\U000e0042",
    "direction marks": "\u200e\u200f\u061c",
    "direction overrides": "\u202e\u202c\u2066\u2069",
    "joiner of graphemes": "\u034f",
    "a picture left behind": "\ufffc",
    "private letters": "\ue000",
    "controls": "\x00\x07\x1b\x85",
    "vowels of Khmer that show nothing": "\u17b4\u17b5",
    "separator of Mongolian": "\u180e",
}
KEPT = {
    "family": "👩‍👩‍👧‍👦",
    "midwife": "👩🏽‍⚕️",
    "rainbow flag": "🏳️‍🌈",
    "flag of Wales": "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "heart as text and as picture": "❤︎ ❤️",
    "Persian": "می‌خواهم",
    "Hindi": "क्‍ष और क्‌ष",
    "Sinhala": "ශ්‍රී ලංකා",
    "Thai with breaks": "สวัสดี\u200bครับ",
    "Hebrew with a mark": "שלום!\u200f 5",
    "Arabic": "القِسْم 5\u061c-3",
    "Korean": "한국어",
    "Chinese": "漢字，テスト",
    "Welsh": "Dŵr i’r tŷ",
    "Vietnamese": "Tiếng Việt",
    "two paragraphs": "One.\n\nTwo.",
    "a full stop": ".",
    "number sign of Arabic": "\u0600",
}
STEERED = {
    "override": ("Pay \u202eevas\u202c now", "Pay evas now"),
    "isolate": ("\u2067abc\u2069 d", "abc d"),
    "many marks": ("a\u200f\u200f\u200e\u200fb", "a\u200fb"),
    "many joiners": ("a\u200b\u200d\u200c\u200bb", "a\u200bb"),
    "hidden selectors": ("a\ufe0f\ufe01\U000e0110b", "a\ufe0fb"),
    "hidden tags": ("a\U000e0068\U000e0069b", "ab"),
    "soft hyphen": ("ward\xad round", "ward round"),
    "three kinds of line breaks": ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
    "ends": ("\u3164\u2800 \u200b a \u200b\u3164", "a"),
    "half a letter": ("a\ud800b", "a?b"),
    "decomposed": ("e\u0301", "é"),
}
strange = st.sampled_from([c for text in [*INVISIBLE.values(), *KEPT.values()] for c in text])
texts = st.one_of(st.text(), st.lists(strange, max_size=16).map("".join))


@pytest.mark.parametrize("text", INVISIBLE.values(), ids=INVISIBLE)
def test_a_text_of_what_nobody_can_see_is_no_text(text):
    assert clean_text(text) == clean_line(text * 3) == ""
    with pytest.raises(Unusable):
        usable_text(text, 100)


# What Unicode calls default ignorable: no font draws it, assigned or not.
IGNORABLE = [
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
]  # fmt: skip


@pytest.mark.parametrize(("first", "last"), IGNORABLE, ids=[f"{a:x}" for a, _ in IGNORABLE])
def test_nothing_that_every_font_leaves_out_is_a_text(first, last):
    for character in map(chr, range(first, last + 1)):
        assert clean_text(character * 3) == "", f"{ord(character):x}"
        assert clean_line(f" {character} ") == "", f"{ord(character):x}"


@pytest.mark.parametrize("character", ["\u2065", "\U0001bca0", "\U0001d173"])
def test_controls_of_music_and_shorthand_hide_in_no_text(character):
    assert clean_text(f"a{character}b") == "ab"


def test_all_kinds_of_nothing_together_are_nothing():
    assert clean_text("".join(INVISIBLE.values())) == ""


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_what_a_script_or_an_emoji_is_written_with_stays(text):
    assert clean_text(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(("typed", "kept"), STEERED.values(), ids=STEERED)
def test_what_steers_or_hides_goes_and_the_words_stay(typed, kept):
    assert clean_text(typed) == kept


def test_a_line_has_no_breaks_and_no_blanks_that_look_like_room():
    assert clean_line("Ward\u3164 \u2800 5\n\teast") == "Ward 5 east"


@given(texts)
def test_cleaning_twice_changes_nothing(typed):
    assert clean_text(clean_text(typed)) == clean_text(typed)
    assert clean_line(clean_line(typed)) == clean_line(typed)


@given(texts)
def test_nothing_that_can_be_seen_is_ever_removed(typed):
    sayable = unicodedata.normalize("NFC", typed.encode("utf-8", "replace").decode())

    def seen(text):
        decomposed = unicodedata.normalize("NFD", text)
        return [c for c in decomposed if not c.isspace() and is_seen(c)]

    assert seen(clean_text(typed)) == seen(sayable)
    assert bool(clean_text(typed)) == is_seen(sayable)


@given(texts, st.integers(min_value=1, max_value=20))
def test_a_usable_text_is_never_longer_than_there_is_room(typed, longest):
    with suppress(Unusable):
        assert 1 <= len(usable_text(typed, longest)) <= longest


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("cafe", "CAFÉ"),
        ("lodz", "Łódź"),
        ("strasse", "Straße"),
        ("STRASSE", "straße"),
        ("istanbul", "İSTANBUL"),
        ("isik", "ışık"),
        ("wyau", "ŵyau"),
        ("αγιος", "ΆΓΙΟΣ"),
        ("ΟΔΟΣ", "οδός"),
        ("full", "Ｆｕｌｌ"),
        ("don't", "don’t"),
        ("file", "ﬁle"),
        ("漢字", "漢字"),
        ("हिन्दी", "हिन्दी"),
        ("могли", "могли"),
        ("smorrebrod", "Smørrebrød"),
        ("aether", "Æther"),
    ],
)
def test_folding_makes_alike_what_people_type_alike(typed, said):
    assert fold(typed) == fold(said)


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("한", "하"), ("हि", "हा"), ("漢", "汉")])
def test_folding_keeps_apart_what_is_another_letter(one, other):
    assert fold(one) not in fold(other)
    assert fold(other) not in fold(one)


@given(texts)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
