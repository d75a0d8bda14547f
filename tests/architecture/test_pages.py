"""Rules for templates, styles and jobs that a machine can keep."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from folkmoot.core import jobs

SRC = Path(__file__).parents[2] / "src" / "folkmoot"
TEMPLATES = sorted(SRC.glob("*/templates/**/*.html"))
STYLES = sorted(SRC.glob("*/static/**/*.css"))
# Line breaks after headings, types of buttons, and {% url %} for addresses that a room
# above owns and whose names this one cannot know.
IGNORED = "H015,H043,D018"
CODE = sorted(SRC.glob("**/*.py"))


def name(path):
    return str(path.relative_to(SRC))


def without_comments(path):
    text = path.read_text()
    return re.sub(
        r"\{#.*?#\}|<!--.*?-->|\{% comment %\}.*?\{% endcomment %\}", "", text, flags=re.S
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
class TestTemplates:
    def test_hold_no_inline_style(self, path):
        page = without_comments(path)

        assert not re.search(r"<style[\s>]", page)
        assert not re.search(r"<[^>]*\sstyle\s*=", page)

    def test_hold_no_inline_script(self, path):
        page = without_comments(path)
        scripts = re.findall(r"<script\b([^>]*)>", page)

        assert not re.search(r"<[^>]*\son[a-z]+\s*=", page)
        assert not re.search(r"\bhx-on\b|javascript:", page)
        assert all("src=" in tag or "application/json" in tag for tag in scripts), scripts

    def test_load_nothing_from_elsewhere(self, path):
        assert not re.search(r"""(?:src|srcset)\s*=\s*["'](?:https?:)?//""", without_comments(path))

    def test_posting_forms_carry_a_token(self, path):
        page = without_comments(path)
        for form in re.findall(r"<form\b.*?</form>", page, flags=re.S):
            if re.search(r"""method\s*=\s*["']post["']""", form):
                assert "csrf_token" in form or "{% include" in form, form[:120]

    def test_say_what_pictures_show(self, path):
        for picture in re.findall(r"<img\b[^>]*>", without_comments(path)):
            assert "alt=" in picture, picture

    def test_tell_an_opening_and_an_end_with_the_hour(self, path):
        """ "Open until 13 December" closes at six: `|opening` and `|closing` say so."""
        page = without_comments(path)
        bare = re.findall(r"\w*(?:opens|closes)_at\|(?!opening|closing|weekday)\w+", page)

        assert not bare, bare
        assert "|date" not in page, "days: |in_full or |the_day; ends: |closing; else |in_full"
        assert not re.search(r"time_tag \S*(?:opens|closes)_at", page)


@pytest.mark.parametrize("path", STYLES, ids=name)
class TestStyles:
    def test_use_logical_properties_so_that_right_to_left_works(self, path):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
        physical = re.findall(
            r"(?<![-\w])(?:(?:margin|padding|border)-(?:left|right)\s*:|(?:left|right)\s*:"
            r"|(?:float|text-align)\s*:\s*(?:left|right))",
            text,
        )

        assert not physical, physical

    def test_stay_in_their_layers(self, path):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
        outside = re.sub(r"@layer[^{;]*;", "", text)
        starts = [line for line in outside.splitlines() if line and not line.startswith((" ", "}"))]

        assert all(line.startswith("@layer ") for line in starts), starts

    def test_load_nothing_from_elsewhere(self, path):
        assert "@import" not in path.read_text()
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//", path.read_text())


def test_code_tells_days_and_moments_in_one_place():
    """`core.days` alone puts a date into words: so no end loses its hour on the way."""
    spelled = {
        name(path)
        for path in CODE
        if re.search(r"%-?d %B %Y|\.day\} \{[\w.]+:%B %Y", path.read_text())
    }

    assert spelled <= {"web/fields.py"}  # what is typed, and an hour that is none


def test_templates_lint_with_djlint():
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "djlint",
            "--lint",
            "--quiet",
            "--ignore",
            IGNORED,
            *map(str, TEMPLATES),
        ],
        capture_output=True,
        text=True,
        cwd=SRC.parents[1],
    )
    assert ran.returncode == 0, ran.stdout[-4000:]


def test_every_job_asked_for_exists():
    asked = {
        (name(path), job)
        for path in CODE
        for job in re.findall(r"""\benqueue\(\s*["']([^"']+)["']""", path.read_text())
    }
    missing = {pair for pair in asked if pair[1] not in jobs.names()}

    assert not missing, missing


def test_every_job_is_named_by_its_room():
    for path in SRC.glob("*/tasks.py"):
        for job in re.findall(r"""^@job\(\s*["']([^"']+)["']""", path.read_text(), flags=re.M):
            assert job.startswith(f"{path.parent.name}."), job


def test_files_stay_short_enough_to_read():
    long = {name(path): n for path in CODE if (n := len(path.read_text().splitlines())) > 450}

    assert not long, long


@pytest.mark.parametrize("path", [*TEMPLATES, *CODE], ids=name)
def test_addresses_of_a_programme_are_asked_of_the_programme(path):
    """``programme.address(...)`` and its tag: one place knows the parts."""
    if name(path) == "programmes/models.py":
        return

    assert not re.search(r"organisation\.slug,? \w*\.?programme\.slug", path.read_text())


@pytest.mark.parametrize("path", CODE, ids=name)
def test_whole_addresses_begin_with_our_own_and_not_with_what_a_request_calls_us(path):
    """``settings.BASE_URL``: "Host: localhost" would else stand in letters and on posters."""
    assert "build_absolute_uri" not in path.read_text()
