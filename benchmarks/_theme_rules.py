"""Figures of themes: how many texts, of how many, under which question, in which language."""

import re
import unicodedata
from re import Match

from benchmarks._reading import SAID, N, P
from benchmarks._truth import Truth, number, share, wilson
from insight.text.language import language_of

NAME = r"\u201c([^\u201d]*)\u201d"


def _texts(truth: Truth) -> int:
    return truth.counts["ideas"] + truth.counts["comments"]


def _size(truth: Truth, name: str) -> int:
    return truth.themes.get(name.strip(), {"": -1})[""]


def _about(truth: Truth, m: Match[str]) -> bool:
    return (number(m[1]), number(m[2])) == (_size(truth, m[3]), _texts(truth))


def _card(truth: Truth, m: Match[str]) -> bool:
    n, of = number(m[1]), number(m[2])
    sizes = {counts[""] for counts in truth.themes.values()}
    return n in sizes and of == _texts(truth) and int(m[3]) == share(n, of)


def _about_it(truth: Truth, m: Match[str]) -> bool:
    sizes = {counts[""] for counts in truth.themes.values()}
    return number(m[1]) in sizes and number(m[2]) == _texts(truth)


def _share_alone(truth: Truth, m: Match[str]) -> bool:
    sizes = {counts[""] for counts in truth.themes.values()}
    return int(m[1]) in {share(n, _texts(truth)) for n in sizes}


def _row(truth: Truth, m: Match[str]) -> bool:
    here = truth.themes.get(re.sub(r"[\u27e6\u27e7]| Proposed$", "", m[1]).strip())
    if here is None or number(m[4]) != here[""]:
        return False
    for name, told in re.findall(r"\| ([^|]*?): (none|under 1%|\d+%)(?= \||$)", m[2]):
        asked = truth.questions.get(name)
        base = asked["ideas"] + asked["comments"] if asked else 0
        if told != _cell(here.get(name, 0), base):
            return False
    return m[3] == _cell(here[""], _texts(truth))


def _cell(n: int, base: int) -> str:
    if not base:
        return "none"
    return "under 1%" if 0 < 100 * n / base < 1 else f"{share(n, base)}%"


def _bases(truth: Truth, m: Match[str]) -> bool:
    told = dict(re.findall(r"\| ([^|]*?): ([\d,]+)(?= \||$)", m[0]))
    for name, asked in truth.questions.items():
        if name in told and number(told.pop(name)) != asked["ideas"] + asked["comments"]:
            return False
    return all(number(n) == _texts(truth) for n in told.values())


def _narrower(truth: Truth, m: Match[str]) -> bool:
    return _size(truth, m[1]) == number(m[2])


def _left_out(truth: Truth, m: Match[str]) -> bool:
    """The reasons together are all that were left out."""
    reasons = [number(n) for n in re.findall(rf"(?:[:;,.]|and) {N} ", m["figures"])]
    return not reasons or sum(reasons) == number(m[1])


def _no_theme(truth: Truth, m: Match[str]) -> bool:
    return (number(m[1]), number(m[2])) == (_size(truth, "In no theme"), _texts(truth))


def _all(truth: Truth, m: Match[str]) -> bool:
    return number(m[1]) == _texts(truth)


def _accepted(truth: Truth, m: Match[str]) -> bool:
    return (number(m[1]), number(m[2])) == (truth.accepted, truth.broad)


def _proposed(truth: Truth, m: Match[str]) -> bool:
    return number(m[1]) == truth.broad and (m[2] == "none" or number(m[2]) == truth.accepted)


def _figure_share(truth: Truth, m: Match[str]) -> bool:
    """The columns of the file are the figure beside them, unrounded."""
    n, of, _, told, low, high = m.groups()
    if abs(float(told) - number(n) / number(of)) > 1e-9:
        return False
    if not low:
        return not high
    ends = wilson(number(n), number(of), truth.confidence)
    return abs(float(low) - ends[0] / 100) < 6e-5 and abs(float(high) - ends[1] / 100) < 6e-5


SCRIPTS = {
    "Chinese": "CJK", "Korean": "HANGUL", "Arabic": "ARABIC", "Greek": "GREEK",
    "Hebrew": "HEBREW", "Hindi": "DEVANAGARI", "Thai": "THAI", "Russian": "CYRILLIC",
}  # fmt: skip
CODES = {
    "Dutch": "nl", "French": "fr", "German": "de", "Italian": "it", "Japanese": "ja",
    "Polish": "pl", "Portuguese": "pt", "Spanish": "es", "Swedish": "sv", "Welsh": "cy",
}  # fmt: skip


def _in_language(truth: Truth, name: str) -> int:
    """How many texts: by the names of their letters, or by small words where those tell nothing."""
    if name not in SCRIPTS:
        return sum(language_of(text) == CODES.get(name, "?") for text in truth.texts)
    found = 0
    for text in truth.texts:
        letters = [unicodedata.name(char, "") for char in text if char.isalpha()]
        here = sum(letter.startswith(SCRIPTS[name]) for letter in letters)
        kana = any(letter.startswith(("HIRAGANA", "KATAKANA")) for letter in letters)
        found += here > 0.3 * len(letters) and not (name == "Chinese" and kana)
    return found


def _all_in(truth: Truth, m: Match[str]) -> bool:
    return number(m[1]) == _texts(truth) == len(truth.texts) == _in_language(truth, m[2])


def _some_in(truth: Truth, m: Match[str]) -> bool:
    told = re.findall(rf"{N} in (\w+)", m[2])
    return number(m[1]) == _texts(truth) and all(
        number(n) == _in_language(truth, name) for n, name in told
    )


RULES = (
    (rf"All {N} texts are in (\w+)\.", _all_in),
    (rf"Of {N} texts at least ((?:{N} in \w+(?: and )?)+)\.", _some_in),
    (
        rf"figure: (\d[\d,]*) of {N} (?:agree|texts).*"
        r"(?P<figures>\| share: ([\d.]+) \| low: ([\d.]*) \| high: ([\d.]*)$)",
        _figure_share,
    ),
    (rf"{N} of {N} texts (?:is|are) mainly about {NAME}", _about),
    (rf"{N} of {N} texts \({P}\)", _card),
    (rf"{N} of {N} texts (?:is|are) mainly about it", _about_it),
    (rf"{P} of ideas and comments", _share_alone),
    (rf"^(?:Theme|row): Texts in all(?: \| [^|]*: {N})+$", _bases),
    (rf"^Theme: ([^|]*?)((?: \| .*)?) \| All questions: ([^|]+) \| Texts: {N}$", _row),
    (rf"{SAID} \({N}\)", _narrower),
    (rf"{N} of {N} texts (?:fitted|that fit) no theme", _no_theme),
    (
        rf"{N} of {N} texts (?:that )?(?:is|are) in no theme(?P<figures>(?:[:;,.] {N} [^;]*)*)",
        _left_out,
    ),
    (rf"{N} of {N} texts (?:that )?(?:is|are) in no theme", _no_theme),
    (rf"The machine read {N} texts", _all),
    (rf"{N} of {N} are accepted", _accepted),
    (
        rf"machine proposes {N} themes? in what they wrote; people have accepted (none|\d+) of",
        _proposed,
    ),
    (
        rf"falls into {N} themes? that people accepted",
        lambda truth, m: number(m[1]) == truth.accepted == truth.broad,
    ),
)
