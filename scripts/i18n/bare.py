"""Sentences that people read and that no translation is asked for.

In templates: text, the attributes that are read aloud or shown, and words handed to filters and
to included templates. In Python: every text that reads as prose, and single words where a name
is given to something (``label=``, ``name=``, a choice's second half); apart stand docstrings,
logs, patterns, SQL, values of headers, and errors that only a programmer meets.

What is read before the settings are, and with them the language, is counted apart (`early`): the
errors of the settings themselves, and the options that ``--help`` lists even where they are wrong.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.i18n import SRC
from scripts.i18n.extraction import CALLS, TEMPLATES

WORD = re.compile(r"[A-Za-z]{2,}")
NAMES = {"Folkmoot"}  # the product's own name is the same in every language
BLOCKS = re.compile(
    r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->"
    r"|<(?:script|style)\b.*?</(?:script|style)>"
    r"|{%\s*block body_class\s*%}.*?{%\s*endblock\b[^%]*%}",  # names for the stylesheet
    re.DOTALL,
)
TRANSLATED = re.compile(
    r"{%\s*(?:blocktranslate|blocktrans)\b.*?{%\s*end(?:blocktranslate|blocktrans)\s*%}", re.DOTALL
)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
SHOWN = re.compile(
    r"\b(aria-label|aria-description|placeholder|title|alt|label|value|data-[\w-]+)="
    r"""(?:"([^"]*)"|'([^']*)')"""
)
LITERAL = re.compile(r"""(_\(\s*)?("[^"]*"|'[^']*')""")
# Tags whose quoted words are names of files, addresses and states, not words for people.
MACHINE_TAGS = re.compile(
    r"{%\s*(?:url|static|extends|load|if|elif|block|partial|partialdef|ifchanged|regroup"
    r"|translate|trans|get_\w+|csrf_token|cycle)\b"
)
PROSE = re.compile(r"[A-Za-z][\w\u2019'-]*[,:;]? +[\w\u201c\u2018(%{\u2019'-]*[A-Za-z]{2,}")
ONE_WORD = re.compile(r"[A-Z][a-z]{2,}[.!?:…]?")
QUERY = re.compile(r"\?\w+=")  # of an address
HOLE = re.compile(r"%(?:\(\w+\))?[sd]|{\w*}")
# A word before or after a hole, as in "from {} to {}".
BESIDE_A_SPACE = re.compile(r" [A-Za-z]{2,}\b|\b[A-Za-z]{2,} ")
ASIDE = re.compile(r"#\s*not for people:\s*\w+")  # says why a text is no sentence of ours
EARLY = re.compile(r"#\s*before translation:\s*\w+")  # says why no language is known yet
# What invented people wrote for the demonstration is content, as what anybody writes is: it has
# the one language that they wrote it in. What the product says beside it comes from the product.
CONTENT = ("demo/",)


@dataclass(frozen=True, slots=True)
class Bare:
    file: str
    line: int
    text: str
    is_early: bool = False


def bare(folder: Path = SRC) -> list[Bare]:
    return [found for found in _all(folder) if not found.is_early]


def early(folder: Path = SRC) -> list[Bare]:
    """Sentences that are read before there is a language to say them in."""
    return [found for found in _all(folder) if found.is_early]


def _all(folder: Path) -> Iterator[Bare]:
    for file in sorted(folder.rglob("*")):
        place = file.relative_to(folder).as_posix()
        if not {"migrations", "locale"} & set(file.parts) and not place.startswith(CONTENT):
            yield from _in(file, place)


def _in(file: Path, place: str) -> Iterator[Bare]:
    if file.suffix == ".py":
        source = file.read_text(encoding="utf-8")
        yield from (Bare(place, line, text) for line, text in bare_in_python(source))
        yield from (Bare(place, line, text, True) for line, text in early_in_python(source))
    elif file.suffix in TEMPLATES and "templates" in file.parts:
        source = file.read_text(encoding="utf-8")
        yield from (Bare(place, line, text) for line, text in bare_in_template(source))


def bare_in_template(source: str) -> Iterator[tuple[int, str]]:
    source = BLOCKS.sub(_blank, source)
    for tag in TAG.finditer(source):
        yield from ((_line(source, tag.start()), text) for text in _in_tag(tag[0]))
    text = QUERY.sub(_blank, TAG.sub(_blank, TRANSLATED.sub(_blank, source)))
    for mark in re.finditer(r"<[^>]*>", text):
        for found in SHOWN.finditer(mark[0]):
            said = found[2] or found[3] or ""
            shows_its_value = re.compile(r"""<input\b.*type=["']?(submit|button)""", re.DOTALL)
            is_button = found[1] == "value" and shows_its_value.match(mark[0])
            if found[1] == "value" and not is_button:
                continue
            if found[1].startswith("data-") and not _is_said(said):
                continue
            if _has_words(said):
                yield _line(source, mark.start() + found.start()), _plain(said)
    for found in re.finditer(r"[^\0]+", re.sub(r"<[^>]*>", _blank, text)):
        if _has_words(re.sub(r"&#?\w+;", "", found[0])):
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            yield _line(source, start), _plain(found[0])


def _blank(found: re.Match[str]) -> str:
    """As long as what it stands for, so that lines keep their numbers."""
    return re.sub(r"[^\n]", "\0", found[0])


def _plain(text: str) -> str:
    return " ".join(re.sub("\0+", "…", text).split())


def _in_tag(tag: str) -> Iterator[str]:
    if re.search(r"\|pluralize\b", tag):
        yield tag  # a sentence glued from pieces: other languages have other plurals
    if MACHINE_TAGS.match(tag):
        return
    for found in LITERAL.finditer(tag):
        said = found[2][1:-1]
        if not found[1] and _has_words(said) and _is_said(said):
            yield said


def _is_said(text: str) -> bool:
    """A sentence, words for people as a list of them, or a piece to be glued to something."""
    is_named = any(ONE_WORD.fullmatch(word) for word in text.split(","))
    return bool(is_named or PROSE.search(text) or " " in (text[:1], text[-1:]))


def _has_words(text: str) -> bool:
    return any(word not in NAMES for word in WORD.findall(text))


def _line(source: str, at: int) -> int:
    return source.count("\n", 0, at) + 1


# What a text is given as decides whether people read it.
READ = {
    "label", "help_text", "empty_label", "meaning", "title", "message", "description", "hint",
    "heading", "caption", "words", "name", "verbose_name", "summary", "finding", "sentence",
}  # fmt: skip
MACHINE_GIVEN = {
    "pattern", "template", "template_name", "route", "href", "sql", "format", "regex", "samesite",
    "content_type", "said_elsewhere",
}  # fmt: skip
MACHINE_CALLS = {
    "debug", "info", "warning", "error", "exception", "critical", "log", "getLogger", "RunSQL",
    "compile", "match", "fullmatch", "search", "sub", "split", "findall", "finditer", "execute",
    "executescript", "strptime", "strftime", "reverse", "path", "import_module", "getattr",
    "hasattr", "setattr", "Regex", "RawSQL", "startswith", "endswith", "removeprefix",
    "removesuffix", "TypeVar", "cast", "CheckConstraint", "RegexValidator", "Index",
    "UniqueConstraint", "sha256", "sha512", "Signer", "salted_hmac", "TimestampSigner", "HKDF",
}  # fmt: skip
# Calls that look something up by a name, such as a header's.
ASKED_FOR = {"get", "pop", "setdefault", "getlist", "has_header", "patch_vary_headers", "index"}
MODELS = {"Model", "Record"}
# Tables that only tests and tools read; and languages, which say their own names.
MACHINE_NAMED = {"__all__", "SAID_ELSEWHERE", "LANGUAGES"}
# Values of headers.
HEADERS = re.compile(
    r"(?:attachment|inline)(?:; .*)?|[a-z]+/[a-z0-9.+-]+; charset=.*"
    r"|(?:public|private|no-cache|no-store|max-age)\b[a-z0-9=, -]*"
)
# Errors that no page shows: a programmer's, and a page that does not exist, whose page says so.
PROGRAMMERS = {
    "AssertionError", "NotImplementedError", "TypeError", "KeyError", "LookupError", "RuntimeError",
    "Http404", "AttributeError", "LogicError", "ValueError",
}  # fmt: skip


SETTINGS_ERRORS = {"BadSetting"}


def bare_in_python(source: str) -> Iterator[tuple[int, str]]:
    return ((line, text) for line, text, is_early in _read_python(source) if not is_early)


def early_in_python(source: str) -> Iterator[tuple[int, str]]:
    return ((line, text) for line, text, is_early in _read_python(source) if is_early)


def _read_python(source: str) -> Iterator[tuple[int, str, bool]]:
    lines = source.splitlines()
    for line, text, is_early in _Reader().read(ast.parse(source)):
        if not ASIDE.search(lines[line - 1]):
            yield line, text, is_early or bool(EARLY.search(lines[line - 1]))


class _Reader(ast.NodeVisitor):
    def read(self, tree: ast.Module) -> list[tuple[int, str, bool]]:
        self.found: list[tuple[int, str, bool]] = []
        self.is_early = False
        self.visit(tree)
        return self.found

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # docstrings
            self.generic_visit(node)

    def visit_Assert(self, node: ast.Assert) -> None:
        pass

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None and ast.unparse(node.target) not in MACHINE_NAMED:
            self.visit(node.value)

    def visit_arg(self, node: ast.arg) -> None:
        pass

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name == "__repr__":
            return
        for part in [*node.decorator_list, node.args, *node.body]:
            self.visit(part)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        is_choices = any("Choices" in ast.unparse(base) for base in node.bases)
        is_model = any(ast.unparse(base).split(".")[-1] in MODELS for base in node.bases)
        for part in node.body:
            if is_model and getattr(part, "name", "") == "__str__":
                continue  # for the shell: pages say what a row is in words of their own
            if is_choices and isinstance(part, ast.Assign) and isinstance(part.value, ast.Tuple):
                self._read(part.value.elts[-1])
            self.visit(part)

    def visit_Compare(self, node: ast.Compare) -> None:
        pass

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)

    def visit_MatchValue(self, node: ast.MatchValue) -> None:
        pass

    def visit_Assign(self, node: ast.Assign) -> None:
        if ast.unparse(node.targets[0]) not in MACHINE_NAMED:
            self.visit(node.value)

    def visit_Dict(self, node: ast.Dict) -> None:
        for key, value in zip(node.keys, node.values, strict=True):
            if getattr(key, "value", "") not in MACHINE_GIVEN:
                self.visit(value)

    def visit_Raise(self, node: ast.Raise) -> None:
        named = ast.unparse(node.exc.func) if isinstance(node.exc, ast.Call) else ""
        if named.split(".")[-1] in PROGRAMMERS:
            return
        if isinstance(node.exc, ast.Call) and named not in SETTINGS_ERRORS:
            for value in node.exc.args:
                if not _is_key(value):  # a code, whose words stand elsewhere
                    self._read(value)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        named = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if named in CALLS or named in MACHINE_CALLS:
            return
        was_early, self.is_early = self.is_early, self.is_early or named in SETTINGS_ERRORS
        if named == "join" and isinstance(node.func, ast.Attribute):
            self._read(node.func.value)  # a list of people's things: `formats.listed` says it
        self.visit(node.func)
        for value in node.args:
            if named not in ASKED_FOR or not isinstance(value, ast.Constant):
                self.visit(value)
        for given in node.keywords:
            if given.arg in READ and not (given.arg == "name" and _is_key(given.value)):
                self._read(given.value)
            if given.arg not in MACHINE_GIVEN:
                is_option = given.arg == "help" and ast.unparse(node.func) == "click.option"
                self.is_early = self.is_early or is_option
                self.visit(given.value)
        self.is_early = was_early

    def visit_Constant(self, node: ast.Constant) -> None:
        if not isinstance(node.value, str):
            return
        text, count = HOLE.subn("{}", node.value)
        if _is_said(text) or (count and BESIDE_A_SPACE.search(text)):
            self._add(node, node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        said = "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
        if PROSE.search(said) or ("{}" in said and BESIDE_A_SPACE.search(said)):
            self._add(node, ast.unparse(node))
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def _read(self, node: ast.expr) -> None:
        """A text given where people read it: one word is enough."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            self._add(node, node.value)

    def _add(self, node: ast.expr, text: str) -> None:
        said = " ".join(text.split())
        found = (node.lineno, said, self.is_early)
        if found not in self.found and _has_words(said) and not HEADERS.fullmatch(said):
            self.found.append(found)


def _is_key(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and bool(re.fullmatch(r"[a-z0-9_.:/-]+", str(node.value)))
