"""Every text that people write passes the one cleaner: forms and services alike."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "folkmoot"
CODE = sorted(SRC.glob("**/*.py"))
WRITTEN = {
    "text", "texts", "name", "title", "summary", "reason", "introduction", "explanation",
    "subject", "help_text", "options", "partners", "job_title", "pain_points", "promise",
    "invited", "answers_for", "sources", "hidden_reasons", "label", "subject_label",
    "attribute", "question",
}  # fmt: skip
CLEANERS = frozenset(
    {"clean_text", "clean_line", "usable_text", "usable_line", "said", "label_of", "_reason"}
)
# Fields that hold no words: codes, addresses, tokens, what is searched for; and boxes of lines,
# each of which is cleaned when it is read.
NO_WORDS = {
    "token", "parent", "return_key", "code", "slug", "typed", "addresses", "domain", "address",
    "rows", "q", "options",
}  # fmt: skip
BOXES_OF_LINES = {("outreach/forms.py", "text"), ("members/forms.py", "text")}
# Parameters of these names that are no words to be kept.
NOT_WRITTEN = {
    ("analysis/services/language_warning.py", "language_warning", "texts"): "kept clean already",
    ("analysis/services/frozen.py", "thaw", "name"): "a file's name",
    ("members/services/bulk.py", "prepared", "name"): "a statement's name in the database",
    ("members/services/lists.py", "receive_typed", "text"): "addresses, read one by one",
    ("outreach/services/bouncing.py", "record_bounces", "text"): "a report, for its addresses",
    ("outreach/services/campaigns.py", "draft_campaign", "attribute"): "compared with what is kept",
    ("outreach/services/ways_in.py", "code_in", "text"): "a letter of our own",
    ("outreach/services/population_figures.py", "remove_population", "attribute"): "compared only",
    ("outreach/services/population_figures.py", "set_tiles", "attribute"): "compared only",
    ("outreach/services/writing.py", "check_words", "subject"): "cleaned by who calls it",
    ("outreach/services/writing.py", "check_words", "text"): "cleaned by who calls it",
    ("outreach/services/writing.py", "fill", "subject"): "kept clean already",
    ("outreach/services/writing.py", "fill", "text"): "kept clean already",
    ("outreach/services/writing.py", "as_page", "text"): "kept clean already",
    ("frameworks/services/forgetting.py", "without", "text"): "kept clean already",
    (
        "mailbox/services/automatic_messages.py",
        "tell_author",
        "subject_label",
    ): "cleaned with the thread",
    ("mailbox/services/writing.py", "write_to_author", "subject_label"): "cleaned with the thread",
    ("members/services/files.py", "safe_cell", "text"): "a cell on its way out",
    ("mailbox/services/_threads.py", "add_note", "text"): "cleaned by who calls it",
    ("mailbox/services/message_templates.py", "usual_messages", "label"): "kept clean already",
}


def room_of(path):
    return str(path.relative_to(SRC))


def name_of(call):
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def names_in(nodes):
    found = [n for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name)]
    return {name.id for name in found}


def services():
    """(file, function, parameter) of every text that a service takes in."""
    for path in CODE:
        if "services" not in room_of(path):
            continue
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                for given in [*node.args.args, *node.args.kwonlyargs]:
                    kind = ast.unparse(given.annotation) if given.annotation else ""
                    if given.arg in WRITTEN and "str" in kind:
                        yield pytest.param(
                            path, node, given.arg, id=f"{room_of(path)}:{node.name}:{given.arg}"
                        )


@pytest.mark.parametrize("path", CODE, ids=room_of)
def test_no_room_has_a_cleaner_of_its_own(path):
    if room_of(path) in {
        "core/text.py",
        "core/pasted_addresses.py",
    }:  # the other reads links and codes
        return
    source = path.read_text()

    assert "unicodedata" not in source
    assert not any(mark in source for mark in ("\\u202a", "\\u202e", "\\u2066"))


@pytest.mark.parametrize("path", [p for p in CODE if "forms" in room_of(p)], ids=room_of)
def test_forms_take_words_in_fields_that_clean_them(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)):
            continue
        named = {getattr(target, "id", "") for target in node.targets}
        if name_of(node.value) == "CharField" and not named <= NO_WORDS:
            assert (room_of(path), ast.unparse(node.targets[0])) in BOXES_OF_LINES, (
                f"line {node.lineno}: use LineField or WordsField of folkmoot.web.fields"
            )


@pytest.mark.parametrize(("path", "function", "written"), list(services()))
def test_services_clean_every_text_they_take_in(path, function, written):
    if (room_of(path), function.name, written) in NOT_WRITTEN:
        return
    known = {param.values[1].name for param in services()}
    cleaned = set()
    for call in [node for node in ast.walk(function) if isinstance(node, ast.Call)]:
        inside = names_in([*call.args, *(word.value for word in call.keywords)])
        passed_on = {word.arg for word in call.keywords if word.arg in inside}
        if name_of(call) in CLEANERS or (name_of(call) == "_words"):
            cleaned |= inside
        elif name_of(call) in {"map", "zip"} or name_of(call) in known:
            cleaned |= inside if name_of(call) == "map" else passed_on
    loops = [node for node in ast.walk(function) if isinstance(node, ast.comprehension | ast.For)]
    for loop in loops:
        if names_in([loop.target]) & cleaned:
            cleaned |= names_in([loop.iter])
    for kept in [node for node in ast.walk(function) if isinstance(node, ast.Assign)]:
        if names_in(kept.targets) & cleaned:
            cleaned |= names_in([kept.value])

    assert written in cleaned, f"pass {written} through folkmoot.core.text before it is kept"
