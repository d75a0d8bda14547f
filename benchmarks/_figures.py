"""Every figure on a page against what it must be, worked out from the raw votes alone.

A rule is a pattern for a piece of a line and a check of the figures in it. Rules are tried in
order, each on what the rules before it left over; a figure that no rule knows is wrong, so that a
page cannot say a number that nobody has recomputed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks import _crowd_rules, _group_rules, _idea_rules, _method_rules, _theme_rules
from benchmarks._reading import CLOSE, NUMBER, OPEN
from benchmarks._truth import Truth

RANK = re.compile(r"rank: (\d+)", re.IGNORECASE)
RULES = [
    (re.compile(pattern), check)
    for rules in (_method_rules, _group_rules, _theme_rules, _idea_rules, _crowd_rules)
    for pattern, check in rules.RULES
]


@dataclass(slots=True)
class Report:
    checked: int = 0
    wrong: list[str] = field(default_factory=list)

    def __add__(self, other: "Report") -> "Report":
        return Report(self.checked + other.checked, self.wrong + other.wrong)


def recount(lines: list[str], truth: Truth) -> Report:
    report = Report()
    for line in lines:
        report += _line(line, truth)
    ranks = sorted(int(found[1]) for line in lines if (found := RANK.match(line)))
    if ranks and ranks != list(range(ranks[0], ranks[0] + len(ranks))):
        report.wrong.append(f"ranks do not follow each other: {ranks}")
    return report


def _line(line: str, truth: Truth) -> Report:
    report, rest = Report(), line
    if line.removeprefix("heading: ") in (*truth.titles, *truth.questions):
        return Report(len(NUMBER.findall(line)))  # figures of a title are words
    for constant in sorted(truth.fixed, key=len, reverse=True):
        if constant in rest:
            report.checked += len(NUMBER.findall(constant)) * rest.count(constant)
            rest = rest.replace(constant, " ~ ")
    for pattern, check in RULES:
        part = "figures" if "figures" in pattern.groupindex else 0
        for match in list(pattern.finditer(rest)):
            report.checked += len(NUMBER.findall(_outside_words(match[part]))) or 1
            if not check(truth, match):
                report.wrong.append(f"{match[0]!r} in {line[:300]!r}")
        for match in reversed(list(pattern.finditer(rest))):
            rest = f"{rest[: match.start(part)]} ~ {rest[match.end(part) :]}"
    left = NUMBER.findall(_outside_words(rest))
    report.checked += len(left)
    report.wrong += [f"nobody recomputed {figure!r} in {line[:300]!r}" for figure in left]
    return report


def _outside_words(text: str) -> str:
    """Blanks in the place of what people wrote, so that figures keep their places."""
    return re.sub(
        rf"{OPEN}[^{CLOSE}]*{CLOSE}|\u201c[^\u201d]*\u201d", lambda m: " " * len(m[0]), text
    )


def mutated(line: str) -> Iterator[str]:
    """The line with each of its figures, in turn, one higher."""
    for found in NUMBER.finditer(_outside_words(line)):
        text = found.group(0)
        digits = len(text.partition(".")[2])
        changed = float(text.replace(",", "")) + 10 ** -min(digits, 4)
        yield f"{line[: found.start()]}{changed:,.{digits}f}{line[found.end() :]}"
