"""Queries and policies hold no prose: `presenting` has the words (docs/adr/presenting.md)."""

import ast
import re
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "folkmoot"
CODE = sorted(SRC.glob("**/*.py"))
SILENT = [path for path in CODE if re.search(r"/(queries|policy)(/|\.py$)", str(path))]
PRESENTING = [path for path in CODE if "presenting" in str(path.relative_to(SRC))]
LOWER = re.compile(r"(?<![\w%{])[a-z]{2,}(?!\w)")
CHANGES = {
    "save", "create", "bulk_create", "update", "bulk_update", "update_or_create", "get_or_create",
    "delete", "enqueue", "record_audit",
}  # fmt: skip
NAMES = {
    "accounts/policy.py": {"the command line"},  # who acts, where nobody signed in
    "analysis/queries/earlier_results.py": {"a secret lot of the idea"},  # in stored results
}


def name(path):
    return str(path.relative_to(SRC))


def text_of(node):
    """A constant, or an f-string with {} for what is put in."""
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
        return "".join(map(str, parts))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def passed_over(tree):
    """Docstrings, parts of f-strings, what is raised, how a thing shows itself in a log."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value
        if isinstance(node, ast.JoinedStr):
            yield from node.values
        if isinstance(node, ast.Raise) or getattr(node, "name", "") == "__repr__":
            yield from ast.walk(node)


def sentences(path):
    """Constants of three words or more, two of them as inside a sentence."""
    tree = ast.parse(path.read_text())
    over = {id(node) for node in passed_over(tree)}
    for node in ast.walk(tree):
        text = "" if id(node) in over else text_of(node)
        if len(text.split()) > 2 and len(LOWER.findall(text)) > 1:
            yield text


@pytest.mark.parametrize("path", SILENT, ids=name)
def test_queries_and_policies_hold_no_sentence(path):
    assert not set(sentences(path)) - NAMES.get(name(path), set())


@pytest.mark.parametrize("path", PRESENTING, ids=name)
def test_presenting_changes_nothing_that_is_stored(path):
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    called = {getattr(call.func, "attr", getattr(call.func, "id", "")) for call in calls}

    assert not called & CHANGES


def test_what_a_sentence_is():
    assert LOWER.findall("You can never invite people") == ["can", "never", "invite", "people"]
    assert LOWER.findall("North East and Yorkshire") == ["and"]
