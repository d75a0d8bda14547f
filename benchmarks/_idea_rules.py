"""Figures of single ideas: in charts, tables, files and quotes."""

from re import Match

from benchmarks._reading import CLOSE, OPEN, SAID, N, P
from benchmarks._truth import Truth, interval, lower_end, number


def _support_bar(truth: Truth, m: Match[str]) -> bool:
    words, p, n, of, low, high, p2, n2, of2 = m.groups()
    if (p, n, of) != (p2, n2, of2):
        return False
    return any(
        (t.agrees, t.votes) == (number(n), number(of))
        and interval(truth, t, (int(p), int(low), int(high)))
        for t in truth.of(words)
    )


def _support_row(truth: Truth, m: Match[str]) -> bool:
    words, p, low, high, n, of = m.groups()
    return any(
        (t.agrees, t.votes) == (number(n), number(of))
        and interval(truth, t, (int(p), int(low), int(high)))
        for t in truth.of(words.strip(OPEN + CLOSE))
    )


def _idea_row(truth: Truth, m: Match[str]) -> bool:
    words, p, low, high, n, of, passes, disagrees, comments = m.groups()
    return any(
        (t.agrees, t.votes) == (number(n), number(of))
        and (t.passes, t.disagrees) == (number(passes), number(disagrees))
        and t.comments == number(comments)
        and interval(truth, t, (int(p), int(low), int(high)))
        for t in truth.of(words)
    )


def _rank(truth: Truth, m: Match[str]) -> bool:
    """By the lower end of the interval; where ends are equal, any order will do."""
    every = [lower_end(truth, t) for all_ in truth.ideas.values() for t in all_]
    for t in truth.of(m[2]):
        here = lower_end(truth, t)
        above = sum(low > here + 1e-9 for low in every)
        level = sum(abs(low - here) <= 1e-9 for low in every)
        if above < number(m[1]) <= above + level:
            return True
    return False


def _csv_idea(truth: Truth, m: Match[str]) -> bool:
    g = m.groupdict()
    for t in truth.of(g["words"]):
        counts = (g["agree"], g["pass"], g["disagree"], g["comments"])
        if tuple(map(int, counts)) != (t.agrees, t.passes, t.disagrees, t.comments):
            continue
        camps = 10 * min(t.agrees, t.disagrees) >= 3 * t.votes >= 15
        if (g["contested"] == "yes") != camps:
            continue
        if not t.votes:
            return not g["share"]
        if interval(truth, t, tuple(map(float, (g["share"], g["low"], g["high"]))), 1):
            return True
    return False


def _export_idea(truth: Truth, m: Match[str]) -> bool:
    words, agrees, disagrees, passes, comments = m.groups()
    told = tuple(map(int, (agrees, passes, disagrees, comments)))
    return any((t.agrees, t.passes, t.disagrees, t.comments) == told for t in truth.of(words))


def _stack(truth: Truth, m: Match[str]) -> bool:
    words, a, p, d, a2, of = m.groups()
    return a == a2 and any(
        (t.agrees, t.passes, t.disagrees, t.votes) == tuple(map(number, (a, p, d, of)))
        and 10 * min(t.agrees, t.disagrees) >= 3 * t.votes >= 15
        for t in truth.of(words)
    )


def _stack_row(truth: Truth, m: Match[str]) -> bool:
    words, *told = m.groups()
    return any(
        [t.agrees, t.passes, t.disagrees, t.votes] == list(map(number, told))
        for t in truth.of(words.strip(OPEN + CLOSE))
    )


def _seen(truth: Truth, m: Match[str]) -> bool:
    """Imports know no showings: votes stand in, and elsewhere an idea voted on was seen."""
    words, seen, votes = m.groups()
    return any(t.votes == number(votes) == number(seen) for t in truth.of(words))


def _quoted_support(truth: Truth, m: Match[str]) -> bool:
    n, of, words = m.groups()
    return any((t.agrees, t.votes) == (number(n), number(of)) for t in truth.of(words))


def _quote(truth: Truth, m: Match[str]) -> bool:
    words, n, of = m.groups()
    told = (number(n), number(of))
    return any((t.agrees, t.votes) == told for t in truth.of(words))


def _some_idea(truth: Truth, m: Match[str]) -> bool:
    """Without its words in reach."""
    told = (number(m[1]), number(m[2]))
    return any((t.agrees, t.votes) == told for all_ in truth.ideas.values() for t in all_)


def _support_detail(truth: Truth, m: Match[str]) -> bool:
    p, confidence, low, high, passes, disagrees = m.groups()
    if abs(float(confidence) - 100 * truth.confidence) > 1e-9:
        return False
    return any(
        (t.passes, t.disagrees) == (number(passes), number(disagrees))
        and interval(truth, t, (int(p), int(low), int(high)))
        for all_ in truth.ideas.values()
        for t in all_
    )


RULES = (
    (
        rf"^rank: {N}(?= \| idea: {OPEN}([^{CLOSE}]*){CLOSE})",
        _rank,
    ),
    (rf"^Rank: {N}(?= \| Idea: {OPEN}([^{CLOSE}]*){CLOSE})", _rank),
    # Ideas: charts, their tables, the ranked table, files, quotes.
    (
        rf"{SAID} {P} \({N} of {N}\), between (\d+) and (\d+)% {P} ?{N} of {N}",
        _support_bar,
    ),
    (rf"row: (.*?) \| %: (\d+) \| From: (\d+) \| To: (\d+) \| Base: {N} of {N}", _support_row),
    (
        rf"{SAID}.*? \| Agree: {P} \| From: {P} \| To: {P} \| Base: {N} of {N} "
        rf"\| Not sure: {N} \| Disagree: {N} \| Comments: {N}",
        _idea_row,
    ),
    (
        rf"idea: {OPEN}(?P<words>[^{CLOSE}]*){CLOSE} \| challenge question: .*? "
        r"\| agree: (?P<agree>\d+) \| not sure: (?P<pass>\d+) \| disagree: (?P<disagree>\d+) "
        r"\| comments: (?P<comments>\d+) \| agreeing %: (?P<share>[\d.]*) "
        r"\| at least %: (?P<low>[\d.]*) \| at most %: (?P<high>[\d.]*) "
        rf"\| contested: {OPEN}(?P<contested>yes|no){CLOSE}",
        _csv_idea,
    ),
    (
        rf"text: {SAID} \| month: \S+ \| source: [^|]*? ?\| agrees: (\d+) "
        r"\| disagrees: (\d+) \| not_sure: (\d+) \| comments: (\d+)",
        _export_idea,
    ),
    (rf"{SAID} {N} agree, {N} not sure, {N} disagree {N} of {N} agree", _stack),
    (
        rf"row: (.*?) \| Agree: {N} \| Not sure: {N} \| Disagree: {N} \| Votes: {N}",
        _stack_row,
    ),
    (rf"{SAID} seen {N} times?, {N} votes?", _seen),
    (
        rf"{P} agree; (\d[\d.]*)% interval {P} to {P}; {N} not sure, {N} disagree",
        _support_detail,
    ),
    (rf"{N} of {N} agree: \u201c(.*?)\u201d(?=\.?(?:{CLOSE}| \||$))", _quoted_support),
    (rf"{SAID} Somebody, answering .*?; {N} of {N} agree", _quote),
    (rf"^{N} of {N} agree$", _some_idea),
    (rf"words: {SAID} \| support: {N} of {N} agree", _quote),
)
