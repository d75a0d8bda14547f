"""Figures of opinion groups: each beside its base, and all groups together the crowd."""

import re
from re import Match

from benchmarks._reading import CLOSE, OPEN, SAID, N, P
from benchmarks._truth import Truth, number, share


def _size(truth: Truth, m: Match[str]) -> bool:
    return truth.group_sizes.get(m[1]) == number(m[2])


def _a_group(truth: Truth, m: Match[str]) -> bool:
    return number(m[1]) in truth.group_sizes.values()


def _how_many(truth: Truth, m: Match[str]) -> bool:
    return number(m[1]) == len(truth.group_sizes) > 1


def _everybody(truth: Truth, m: Match[str]) -> bool:
    """Everybody who voted is in a group."""
    return number(m[1]) == sum(truth.group_sizes.values()) == truth.counts["voted"]


def _voted_as(truth: Truth, m: Match[str]) -> bool:
    return _everybody(truth, m) and number(m[2]) == len(truth.group_sizes)


def _drawn(truth: Truth, m: Match[str]) -> bool:
    return number(m[1]) == truth.drawn <= number(m[2]) == truth.counts["voted"]


def _hidden(truth: Truth, m: Match[str]) -> bool:
    return number(m[1]) == truth.hidden


def _map_row(truth: Truth, m: Match[str]) -> bool:
    size, whole = number(m[2]), sum(truth.group_sizes.values())
    return truth.group_sizes.get(m[1]) == size and int(m[3]) == share(size, whole)


def _belief(truth: Truth, m: Match[str]) -> bool:
    """The group and everybody else are the crowd."""
    words, p, stance, n, of, p2, n2, of2 = m.groups()
    said, voted, said2, voted2 = map(number, (n, of, n2, of2))
    if (int(p), int(p2)) != (share(said, voted), share(said2, voted2)):
        return False
    return any(
        said + said2 == (t.agrees if stance == "agree" else t.disagrees)
        and voted + voted2 == t.votes
        for t in truth.of(words)
    )


def _cells(text: str) -> list[tuple[int, int, int]]:
    found = re.findall(rf"{P} \({N} of {N}\)", text)
    return [(int(p), number(n), number(of)) for p, n, of in found]


def _are_the_crowd(truth: Truth, words: str, cells: list[tuple[int, int, int]], all_: bool) -> bool:
    """All groups that are told, and nothing hidden: then their sums are the idea's own."""
    if any(p != share(n, of) for p, n, of in cells):
        return False
    agreed, voted = sum(n for _, n, _ in cells), sum(of for _, _, of in cells)
    return any(
        (agreed, voted) == (t.agrees, t.votes) if all_ else agreed <= t.agrees and voted <= t.votes
        for t in truth.of(words)
    )


def _across(truth: Truth, m: Match[str]) -> bool:
    words, told, last = m.groups()
    cells = _cells(told)
    others = re.search(rf"^(\d+) points? from everybody else.s {P} \({N} of {N}\)$", last.strip())
    if others and len(cells) == 1:
        rest = (int(others[2]), number(others[3]), number(others[4]))
        apart = abs(cells[0][0] - rest[0]) == int(others[1])
        return apart and _are_the_crowd(truth, words, [*cells, rest], True)
    if not _are_the_crowd(truth, words, cells, "hidden" not in told):
        return False
    if gap := re.fullmatch(r"(\d+) points?", last.strip()):
        shown = [p for p, _, _ in cells]
        return int(gap[1]) == max(shown) - min(shown)
    return truth.bridges.get(words) == last.strip()


def _table_groups(truth: Truth, m: Match[str]) -> bool:
    return _are_the_crowd(truth, m[1], _cells(m[2]), "hidden" not in m[2])


def _csv_groups(truth: Truth, m: Match[str]) -> bool:
    found = re.findall(r"agreeing %: (\d+) \| group \w agree: (\d+) \| group \w votes: (\d+)", m[2])
    cells = [(int(p), int(n), int(of)) for p, n, of in found]
    return _are_the_crowd(truth, m[1], cells, m[2].count("votes:") == len(cells))


def _consensus_detail(truth: Truth, m: Match[str]) -> bool:
    """Without the idea's words in reach: sums that some idea has."""
    cells = _cells(m[0])
    return any(_are_the_crowd(truth, words, cells, True) for words in truth.ideas)


def _least_share(truth: Truth, m: Match[str]) -> bool:
    told = min(n / of for _, n, of in _cells(m[1]))
    return abs(told - float(m[3])) < 1e-9


def _least(truth: Truth, m: Match[str]) -> bool:
    """Of each of the groups at least so many agree: no more than of the crowd, and a majority."""
    start = m[2].rstrip("… ")
    return any(
        50 <= int(m[1]) <= share(t.agrees, t.votes)
        for words, tallies in truth.ideas.items()
        if words.startswith(start)
        for t in tallies
    )


RULES = (
    (
        r"figure: .* of each agree .*? detail: (.*?)"
        r"(?P<figures>\| share: ([\d.]+) \| low:  \| high: ?)$",
        _least_share,
    ),
    (
        rf"{SAID} [✓✕] {P} (agree|disagree) \({N} of {N}\) in the group; {P} of everybody else "
        rf"\({N} of {N}\)",
        _belief,
    ),
    (
        rf"^Idea: {SAID} ((?:\| \w agree: [^|]*)+)\| (?:Beyond the divide|Gap): (.*)$",
        _across,
    ),
    (rf"Idea: {SAID}[^|]*\|.*?(?P<figures>(?:\| Group \w agree: [^|]*)+)$", _table_groups),
    (
        rf"(?<=idea: ){OPEN}([^{CLOSE}]*){CLOSE}(?= \|).*?"
        r"(?P<figures>(?:\| group \w (?:agreeing %|agree|votes):[^|]*)+)$",
        _csv_groups,
    ),
    (rf"(?:group \w: {P} \({N} of {N}\)(?:; )?)+", _consensus_detail),
    (rf"All {N} (?=opinion groups)", _how_many),
    (rf"opinion groups: at least {P} of each agree that “(.*?)”", _least),
    (rf"^\w Group (\w): {N}$", _size),
    (rf"Group (\w): {N}(?=,|$)", _size),
    (rf"^Group: \w: Group (\w) \| People: {N} \| Share: {P}$", _map_row),
    (rf"^{N} people$", _a_group),
    (rf"^{N} people in {N} groups: near", _voted_as),
    (rf"{N} of the {N} people who voted are drawn", _drawn),
    (rf"On {N} ideas? a group.s share is hidden", _hidden),
    (rf"{N} people vote as {N} groups", _voted_as),
    (rf"vote as {N} groups", _how_many),
    (rf"(?:A map of )?{N} people,? placed ", _everybody),
    (rf"each stands where {N} people", lambda truth, m: number(m[1]) == truth.smallest),
    (
        r"agree on (?:at least )?(\d+) ideas",
        lambda truth, m: number(m[1]) == len(truth.bridges),
    ),
    (r"by 20 points or more", lambda truth, m: True),
)
