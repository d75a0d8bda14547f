"""What others see of people's acts has one writer."""

import ast
from pathlib import Path

import folkmoot

SOURCE = Path(folkmoot.__file__).parent
PUBLISHED = {"agrees", "passes", "disagrees", "exposures", "shown_to", "figures"}
# The batches, what they call in each room, and where a new text begins.
WRITERS = {
    "published/services/batches.py",
    "workshops/services/publishing.py",
    "workshops/services/contributing.py",
    "mailbox/services/showing.py",
    "mailbox/services/_threads.py",
}


def writes(file):
    """Calls that change rows (update, create, bulk_update, save) and name a published column."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if name in {"update", "update_or_create", "create", "get_or_create"}:
            yield from (key.arg for key in node.keywords if key.arg in PUBLISHED)
        if name in {"bulk_update", "save"}:
            strings = (part for part in ast.walk(node) if isinstance(part, ast.Constant))
            yield from (part.value for part in strings if part.value in PUBLISHED)


def test_no_act_of_a_person_writes_what_others_see():
    found = {
        str(file.relative_to(SOURCE))
        for file in SOURCE.rglob("*.py")
        if "migrations" not in file.parts and any(True for _ in writes(file))
    }

    assert found
    assert found <= WRITERS


def test_a_write_that_is_not_allowed_is_found(tmp_path):
    bad = tmp_path / "bad.py"
    bad.write_text("Idea.objects.filter(pk=1).update(agrees=F('agrees') + 1)")

    assert list(writes(bad)) == ["agrees"]
