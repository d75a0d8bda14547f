"""A setting or command that nobody wrote down does not exist for an operator."""

import re
from pathlib import Path

import pytest

from folkmoot.config.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
READERS = re.compile(r"""env\.\w+\(\s*["']([A-Z_]+)["']""")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def settings_read():
    sources = (ROOT / "src" / "folkmoot").rglob("*.py")
    return sorted({name for path in sources for name in READERS.findall(path.read_text())})


@pytest.mark.parametrize("name", settings_read())
def test_every_setting_is_explained(name):
    assert f"| `{name}` |" in (ROOT / "docs/operators/configure.md").read_text()


def test_no_explained_setting_is_gone():
    written = re.findall(
        r"^\| `([A-Z_]+)` \|", (ROOT / "docs/operators/configure.md").read_text(), re.M
    )

    assert set(written) == set(settings_read())


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_explained(name):
    assert f"`folkmoot {name}" in (ROOT / "docs/operators/commands.md").read_text()


def test_every_link_between_documents_leads_somewhere():
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in LINK.findall(page.read_text())
        if not (page.parent / target.strip()).exists()
    ]

    assert not broken
