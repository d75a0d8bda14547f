"""A text made to keep a machine busy is read about as fast as any other of its length."""

import pytest

from folkmoot.core.pasted_addresses import clean_path, unwrapped
from folkmoot.core.text import bounded, clean_line, clean_text

LONG = 200_000  # what took time by its square would take a quarter of an hour for these


@pytest.mark.parametrize(
    "inside", [" ", "\u200b\xa0", "\ufe0f ", "\u2800", "\u0301\u0316", "\U0001f3f4"]
)
def test_runs_of_what_is_hardly_seen_hold_nobody_up(inside: str) -> None:
    text = f"a{inside * (LONG // len(inside))}b"
    assert clean_text(text).endswith("b")
    assert clean_line(text).endswith("b")


def test_a_letter_keeps_as_many_marks_as_any_script_has_and_no_thousands() -> None:
    assert bounded("e\u0301\u0316") == "e\u0301\u0316"
    assert len(bounded("e" + "\u0316" * 5000 + "e\u0301")) == 33


def test_only_so_many_addresses_inside_a_pasted_text_are_looked_into() -> None:
    assert len(list(unwrapped("http://" * 1100))) <= 40


def test_an_address_with_thousands_of_entities_is_no_work() -> None:
    assert clean_path("/p/a/" + "&gt" * 2600 + "x").endswith("x")
    assert clean_path("/p/a/&gt;&gt;") == "/p/a/"
