"""Whether the house keeps its own rules: each figure worked out from the code as it stands.

``toy_files_outside`` counts files outside the toy's folder, and beside its one line of settings
and the specifications that walk it, that name it. ``activity_imports_above`` counts imports of an
activity's room by any other room but the command line. ``circles`` are groups of modules that
import each other. ``duplicate_runs`` are runs of eight or more equal lines (blank ones, comments
and imports apart) that stand in two rooms. ``bare_strings`` are words that people read, in
templates and in Python, that no translation is asked for (``scripts/i18n/bare.py`` says which it
sees). ``cy_missing_participant`` counts the messages that somebody who takes part can meet and
that the Welsh catalogue does not say (``scripts/i18n/audience.py`` says which those are).
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import grimp
from scripts.i18n import LOCALE
from scripts.i18n.audience import missing
from scripts.i18n.bare import bare
from scripts.i18n.catalogue import path_of, read
from scripts.i18n.extraction import extract

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src/folkmoot"
RUN = 8  # equal lines that make a repetition
MAY_IMPORT = {"config", "demo", "operations"}  # what stands above all rooms
WALKED = {"tests/settings.py", "tests/activities/test_toy.py", "tests/architecture"}


def run() -> dict[str, object]:
    files = sorted(SRC.rglob("*.py"))
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in files}
    graph = grimp.build_graph("folkmoot", cache_dir=None)
    return {
        "toy_files_outside": len(toy_files_outside()),
        "activity_imports_above": len(imports_above(graph)),
        "register_functions": sum(1 for tree in trees.values() for _ in registering(tree)),
        "circles": len(circles(graph)),
        "src_lines": sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files),
        "duplicate_runs": duplicate_runs(files),
        "bare_strings": len(bare()),
        "cy_missing_participant": missing_in("cy"),
    }


def missing_in(language: str) -> int:
    """Messages that participants can meet and the language's catalogue does not say."""
    return len(missing(read(path_of(language, LOCALE), language), extract()))


def toy_files_outside() -> list[str]:
    named = re.compile(r"\btests[./]toy\b|[\"']toy[\"':]")
    return [
        place
        for folder in ("src", "tests", "packages", "benchmarks")
        for file in sorted((ROOT / folder).rglob("*"))
        if file.suffix in {".py", ".html", ".toml", ".js"} and file != Path(__file__)
        for place in [str(file.relative_to(ROOT))]
        if not place.startswith(("tests/toy/", *WALKED))
        if named.search(file.read_text(encoding="utf-8"))
    ]


def imports_above(graph: grimp.ImportGraph) -> set[str]:
    found = set()
    for declared in SRC.glob("*/declaration.py"):
        top = f"folkmoot.{declared.parent.name}"
        inside = {top, *graph.find_descendants(top)}
        found |= {
            f"{importer} -> {module}"
            for module in inside
            for importer in graph.find_modules_that_directly_import(module)
            if importer not in inside and importer.split(".")[1] not in MAY_IMPORT
        }
    return found


def registering(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("register"):
            yield node


def circles(graph: grimp.ImportGraph) -> list[set[str]]:
    """Strongly connected groups of two modules or more (Tarjan 1972), packages being modules."""
    place: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[set[str]] = []

    def visit(module: str) -> None:
        place[module] = low[module] = len(place)
        stack.append(module)
        for other in graph.find_modules_directly_imported_by(module):
            if other not in place:
                visit(other)
                low[module] = min(low[module], low[other])
            elif other in stack:
                low[module] = min(low[module], place[other])
        if low[module] == place[module]:
            group = set(stack[stack.index(module) :])
            del stack[stack.index(module) :]
            if len(group) > 1:
                found.append(group)

    for module in sorted(graph.modules):
        if module not in place:
            visit(module)
    return found


def duplicate_runs(files: list[Path]) -> int:
    """Longest runs only: one that is part of a longer one is not counted again."""
    lines = {
        file: [
            line.strip()
            for line in file.read_text(encoding="utf-8").splitlines()
            if line.strip() and not line.strip().startswith(("#", "import ", "from "))
        ]
        for file in files
        if "migrations" not in file.parts
    }
    stands: dict[tuple[str, ...], set[tuple[Path, int]]] = defaultdict(set)
    for file, held in lines.items():
        for start in range(len(held) - RUN + 1):
            stands[tuple(held[start : start + RUN])].add((file, start))
    pairs = {
        (*one, *other)
        for places in stands.values()
        for one in places
        for other in places
        if one < other and _room(one[0]) != _room(other[0])
    }
    return sum((a, i - 1, b, j - 1) not in pairs for a, i, b, j in pairs)


def _room(file: Path) -> str:
    return file.relative_to(SRC).parts[0]
