"""Nothing is left that nobody calls. A test alone is no caller."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
# By Django or Python.
CALLED_BY_NAME = {
    "app_name", "urlpatterns", "handler400", "handler500", "application", "__all__",
}  # fmt: skip
REGISTERED = re.compile(r"(?:job|when_abandoned)\(|(?:click|command)\.command\(")
FOR_TEMPLATES = re.compile(r"register\.\w+")
KEPT = {
    "folkmoot.activities.registry.data.NO_STANCES": "for kinds of activity without stances",
    "folkmoot.activities.registry.data.NO_TEXTS": "for kinds of activity without texts",
    "folkmoot.config.said_elsewhere.all_said_elsewhere": "a table that a test holds to the pages",
    "folkmoot.core.jobs.names": "a list that tests hold to what is asked for",
    "folkmoot.core.schedule.intervals": "a list that tests hold to what is promised",
    "folkmoot.programmes.acts.PHASE_DATED": "stands in audits of earlier versions",
    "folkmoot.programmes.acts.PHASE_REMOVED": "stands in audits of earlier versions",
    "folkmoot.questions.definitions.canonical.answer_from": "for kinds of activity that ask",
    "folkmoot.questions.definitions.routes.next_question": "for kinds of activity that ask",
    "folkmoot.questions.definitions.routes.why_missing": "for kinds of activity that ask",
}
Name = tuple[str, str]  # of a module, and of what it defines


class Code:
    """What modules define, and what of it they, and each other, use."""

    def __init__(self, sources: Mapping[str, str], packages: set[str], templates: str = "") -> None:
        self.trees = {module: ast.parse(source) for module, source in sources.items()}
        self.packages, self.templates = packages, templates
        self.defined = {
            (module, name): node
            for module, tree in self.trees.items()
            for node in tree.body
            for name in _defines(node)
        }
        self.imported = {
            (module, alias.asname or alias.name): (self._source(module, node), alias.name)
            for module, tree in self.trees.items()
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        self.used: set[Name] = set()
        for module, tree in self.trees.items():
            self._read(module, tree, None)

    def unused(self, within: str) -> list[str]:
        return [
            f"{module}.{name}"
            for (module, name), node in self.defined.items()
            if module.startswith(within)
            and (module, name) not in self.used
            and name not in CALLED_BY_NAME
            and not self._is_registered(node)
        ]

    def _is_registered(self, node: ast.stmt) -> bool:
        decorators = [ast.unparse(one) for one in getattr(node, "decorator_list", [])]
        if any(FOR_TEMPLATES.match(one) for one in decorators):
            given = re.search(r"name='(\w+)'", " ".join(decorators))
            name = given[1] if given else node.name  # type: ignore[attr-defined]
            return bool(re.search(rf"\b{name}\b", self.templates))
        return any(REGISTERED.match(one) for one in decorators)

    def _source(self, module: str, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = module.split(".")
        parts = parts[: len(parts) - node.level + (module in self.packages)]
        return ".".join([*parts, *([node.module] if node.module else [])])

    def _read(self, module: str, node: ast.AST, inside: Name | None) -> None:
        if inside is None:
            names = [name for name in _defines(node) if self.defined.get((module, name)) is node]
            inside = (module, names[0]) if names else None
        meant: Name | None = None
        if isinstance(node, ast.Assign) and _defines(node) == ["__all__"]:
            return
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            meant = self._meant(module, [node.id])
        elif isinstance(node, ast.Attribute) and (names := _dotted(node)):
            meant = self._meant(module, names)
        elif isinstance(node, ast.Constant) and re.fullmatch(r"\w+(\.\w+)+", str(node.value)):
            source, _, name = str(node.value).rpartition(".")  # a path in the settings
            meant = (source, name)
        if meant and meant != inside:  # a function that only calls itself is called by nobody
            self.used.add(meant)
        for child in ast.iter_child_nodes(node):
            self._read(module, child, inside)

    def _meant(self, module: str, names: list[str]) -> Name | None:
        """What a dotted name leads to, through modules and packages that hand it on."""
        for name in names:
            found = (module, name)
            while found not in self.defined and found in self.imported:
                if (found := self.imported[found]) == (module, name):
                    break
            if found in self.defined:
                return found
            module = ".".join(found)
        return None


def _defines(node: ast.AST) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _dotted(node: ast.expr) -> list[str]:
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.insert(0, node.attr)
        node = node.value
    return [node.id, *names] if isinstance(node, ast.Name) else []


def _modules(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob("*.py")):
        parts = file.relative_to(folder).with_suffix("").parts
        yield ".".join(parts[: -1 if parts[-1] == "__init__" else None]), file


def test_nothing_of_the_product_is_called_by_nobody():
    files = dict(_modules(ROOT / "src"))
    files |= {f"{one}.{name}": file for one in ("benchmarks", "scripts")
              for name, file in _modules(ROOT / one)}  # fmt: skip
    sources = {
        module: file.read_text(encoding="utf-8")
        for module, file in files.items()
        if "migrations" not in file.parts
    }
    packages = {module for module, file in files.items() if file.name == "__init__.py"}
    pages = (file.read_text(encoding="utf-8") for file in (ROOT / "src").rglob("templates/**/*.*"))
    tags = " ".join(tag for page in pages for tag in re.findall(r"{[{%].*?[%}]}", page, re.DOTALL))

    left = Code(sources, packages, tags).unused("folkmoot.")
    left = [name for name in left if ".apps." not in name and ".config.settings." not in name]

    assert sorted(left) == sorted(KEPT), "delete it, or say in KEPT what it is for"


def test_what_is_called_by_nobody_is_found():
    found = Code(
        {
            "room.queries": "from .names import handed_on\n__all__ = ['handed_on']\nMOST = 3",
            "room.queries.names": "def handed_on(): return 1\ndef lost(): return lost()",
            "room.views": "from room import queries\nshown = queries.handed_on()\n"
            "NAMED = 'room.views.by_path'\ndef by_path(): return shown, NAMED",
            "room.tags": "@register.filter\ndef told(): ...\n@register.filter\ndef untold(): ...\n"
            "@job('room.tidy')\ndef tidy(): ...",
        },
        packages={"room.queries"},
        templates="{{ x|told }}",
    )

    assert found.unused("room.") == [
        "room.queries.MOST", "room.queries.names.lost", "room.tags.untold",
    ]  # fmt: skip
