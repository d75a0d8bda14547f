"""What would keep the product in one language, or one direction, wherever it stands."""

import re
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src/folkmoot"
CODE = sorted(path for path in SRC.rglob("*.py") if "migrations" not in path.parts)
STYLES = sorted(SRC.rglob("*.css"))
SCRIPTS = sorted(SRC.rglob("*.js"))
TEMPLATES = sorted(SRC.rglob("*.html"))
# A month's or a weekday's name by the computer's own clock is English whatever the page.
NAMED_DAYS = re.compile(r"%[aAbBhp]\b|date_format|time_format|number_format|month_name|day_name")
TYPED = "web/fields.py"  # one of the ways in which a day may be typed
SIDES = re.compile(
    r"\b(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)\b"
    r"|(?<![-\w])(?:left|right)\s*:|text-align:\s*(?:left|right)|float:\s*(?:left|right)"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
)


def name_of(path):
    return path.relative_to(SRC).as_posix()


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_days_months_and_separators_are_written_in_one_module(path):
    if name_of(path) in {"core/formats.py", TYPED}:
        return
    assert not NAMED_DAYS.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_write_days_and_numbers_by_the_filters_of_the_house(path):
    found = re.findall(r"\|(?:date|time|floatformat|intcomma)\b", path.read_text(encoding="utf-8"))

    assert not found


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_styles_know_no_left_and_right(path):
    style = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)

    assert not SIDES.findall(style)


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_scripts_hold_no_words(path):
    source = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.S)
    texts = [text for _, text in re.findall(r"""(["'`])((?:(?!\1).)*)\1""", source)]

    assert not [text for text in texts if re.search(r"[A-Z][a-z]+ [a-z]{2,}", text)]
