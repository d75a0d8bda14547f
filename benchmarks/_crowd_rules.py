"""Figures of the whole crowd: people, questions, days, attention, and settings."""

from calendar import month_name
from datetime import date
from re import Match

from benchmarks._reading import CLOSE, OPEN, SAID, N
from benchmarks._truth import LONGEST, Check, Truth, number

MONTHS = list(month_name)[1:]


def _count(name: str) -> Check:
    return lambda truth, m: all(number(g) == truth.counts[name] for g in m.groups() if g)


def _people(name: str) -> Check:
    return lambda truth, m: number(m[1]) == truth.counts[name] >= truth.smallest


def _both(first: str, second: str) -> Check:
    return lambda truth, m: (
        (number(m[1]), number(m[2]))
        == (
            truth.counts[first],
            truth.counts[second],
        )
    )


def _smallest(truth: Truth, m: Match[str]) -> bool:
    return number(m[1]) == truth.smallest


def _whole_groups(truth: Truth, m: Match[str]) -> bool:
    """People by month and by link are counted in steps."""
    told = [number(m[1]), number(m[2])]
    most = [truth.counts["joined"], truth.counts["took_part"]]
    return all(n % truth.smallest == 0 and n <= of for n, of in zip(told, most, strict=True))


def _people_in_groups(name: str) -> Check:
    """While a programme is open."""
    return lambda truth, m: number(m[1]) == truth.counts[name] // truth.smallest * truth.smallest


def _more_quotes(truth: Truth, m: Match[str]) -> bool:
    return number(m[1]) == truth.quotes.get(m[2], 0) - 2


def _question_row(truth: Truth, m: Match[str]) -> bool:
    words, ideas, comments, votes, voters = m.groups()
    asked = truth.questions.get(words)
    if asked is None:
        return False
    k = truth.smallest
    whole = asked["voters"] // k * k
    told = number(voters.removesuffix(" or more").removeprefix("under "))
    is_right = told == (whole or k) and voters.startswith("under ") == (not whole)
    return is_right and tuple(map(number, (ideas, comments, votes))) == (
        asked["ideas"],
        asked["comments"],
        asked["votes"],
    )


def _question_bar(truth: Truth, m: Match[str]) -> bool:
    words, total, ideas, comments, votes, *again = m.groups()
    if again and again != [total, ideas, comments, votes]:
        return False
    asked = truth.questions.get(words.strip(OPEN + CLOSE))
    told = tuple(map(number, (ideas, comments, votes)))
    return (
        asked is not None
        and told == (asked["ideas"], asked["comments"], asked["votes"])
        and number(total) == sum(told)
    )


def _question_figure(truth: Truth, m: Match[str]) -> bool:
    ideas, comments, votes, words = m.groups()
    told = tuple(map(number, (ideas, comments, votes)))
    start = words.rstrip("… ")
    return any(
        told == (asked["ideas"], asked["comments"], asked["votes"])
        for name, asked in truth.questions.items()
        if " ".join(name.split()).startswith(start)
    )


def _export_question(truth: Truth, m: Match[str]) -> bool:
    asked = truth.questions.get(m[1])
    return asked is not None and asked["ideas"] == number(m[2])


def _day(truth: Truth, m: Match[str]) -> bool:
    return truth.days.get(m[1], 0) == number(m[2])


def _short_day(truth: Truth, m: Match[str]) -> bool:
    here = {n for day, n in truth.days.items() if day.startswith(f"{m[1]} ")}
    return number(m[2]) in (here or {0}) or (len(_dates(truth)) > 1 and number(m[2]) == 0)


def _dates(truth: Truth) -> list[date]:
    return sorted(date_of(day) for day in truth.days)


def date_of(day: str) -> date:
    """The day, or the first of all days where the calendar has no such day."""
    number_, month, year = day.split()
    try:
        return date(int(year), 1 + MONTHS.index(month), int(number_))
    except ValueError:  # the thirty-first of November: no day that a page may tell
        return date.min


def _all_days(truth: Truth, m: Match[str]) -> bool:
    """Of more than 400 days the fullest 400 are drawn."""
    total, days, most = map(number, m.groups())
    dates, whole = _dates(truth), sum(truth.days.values())
    span = (dates[-1] - dates[0]).days + 1
    drawn = total == whole if span <= LONGEST else total <= whole
    return drawn and days == min(span, LONGEST) and most == max(truth.days.values())


def _outside_days(truth: Truth, m: Match[str]) -> bool:
    return number(m[1]) < sum(truth.days.values()) and number(m[2]) == LONGEST


def _opening(truth: Truth, m: Match[str]) -> bool:
    """An import opens with its first contribution and closes with its last."""
    dates, day = _dates(truth), date_of(m[1])
    return (dates[0] - day).days in {-1, 0, 1} or (day - dates[-1]).days in {0, 1}


def _ends(truth: Truth, m: Match[str]) -> bool:
    first, last = (date_of(day) for day in m.groups())
    dates = _dates(truth)
    if (dates[-1] - dates[0]).days < LONGEST:
        return (first, last) == (dates[0], dates[-1])
    return (last - first).days == LONGEST - 1 and dates[0] <= first <= last <= dates[-1]


def _most_on(truth: Truth, m: Match[str]) -> bool:
    most = max(truth.days.values())
    days = [day for day, n in truth.days.items() if n == most]
    return number(m[1]) == most and any(day.startswith(f"{m[2]} ") for day in days)


def _busiest(truth: Truth, m: Match[str]) -> bool:
    most = max(truth.days.values())
    days = [day for day, n in truth.days.items() if n == most]
    return number(m[2]) == most and any(day.startswith(f"{m[1]} ") for day in days)


def _spread(truth: Truth, m: Match[str]) -> bool:
    low, high, what, ideas = m[1], m[2] or m[1], m[3], number(m[4])
    if what.startswith("showing"):
        return ideas <= truth.counts["ideas"]
    every = [t.votes for all_ in truth.ideas.values() for t in all_]
    step = max(1, -(-(max(every) - min(every) + 1) // 8))
    is_a_step = (number(low) - min(every)) % step == 0 and number(high) == number(low) + step - 1
    shown_twice = not m[5] or m[5] == m[4]
    found = sum(number(low) <= votes <= number(high) for votes in every)
    return is_a_step and shown_twice and ideas == found


def _hearing(truth: Truth, m: Match[str]) -> bool:
    def times(word: str) -> int:
        return 1 if word == "once" else number(word.removesuffix(" times"))

    middle, least, most = map(times, m.groups()[1:])
    if m[1] == "shown":
        return least <= middle <= most
    votes = sorted(t.votes for all_ in truth.ideas.values() for t in all_)
    half = sum(v >= middle for v in votes) * 2 >= len(votes)
    return half and (least, most) == (votes[0], votes[-1])


def _always(truth: Truth, m: Match[str]) -> bool:
    return True


TIMES = r"(once|\d[\d,]* times)"
DAY = r"(\d{1,2} [A-Z][a-z]+ \d{4})"
RULES = (
    # Counts.
    (rf"{N} votes? (?:is|are) in no figure", _count("left_out")),
    (rf"{N} votes? on ideas that are hidden", _count("left_out")),
    (rf"{N} of the {N} voices that joined", _both("took_part", "joined")),
    (rf"All {N} voices that joined", _count("joined")),
    (rf"{N} or more people (?:have contributed|took part)", _people_in_groups("took_part")),
    (rf"voices? joined: {N} or more", _people_in_groups("joined")),
    (rf"contributed: {N} or more", _people_in_groups("took_part")),
    (rf"voted: {N} or more", _people_in_groups("voted")),
    (rf"{N} of the ideas and comments ha", _count("without_author")),
    (rf"voices? joined: {N}", _count("joined")),
    (rf"contributed: {N}", _count("took_part")),
    (rf"voted: {N}", _count("voted")),
    (rf"^ideas?: {N}$", _count("ideas")),
    (rf"^comments?: {N}$", _count("comments")),
    (rf"^votes?: {N}$", _count("votes")),
    (rf"{N} (?:people|person) took part", _count("took_part")),
    (rf"{N} wrote ideas or comments", _people("wrote")),
    (rf"{N} voted\.", _people("voted")),
    (rf"(?:people|person) wrote or voted: {N}", _count("took_part")),
    (rf"{N} (?:people|person) wrote or voted", _count("took_part")),
    (rf"{N} people joined", _count("joined")),
    (
        rf"Question: {SAID} \| Ideas: {N} \| Comments: {N} \| Votes: {N} "
        r"\| People voting: (under \d+|[\d,]+ or more)",
        lambda truth, m: _question_row(truth, m),
    ),
    (
        rf"({OPEN}[^{CLOSE}]*{CLOSE}) {N} contributions? \({N} ideas?, {N} comments?, "
        rf"{N} votes?\) {N} contributions? ?{N} ideas?, {N} comments?, {N} votes?",
        _question_bar,
    ),
    (
        rf"row: (.*?) \| contributions: {N} \| Base: {N} ideas?, {N} comments?, {N} votes?",
        _question_bar,
    ),
    (
        rf"{N} ideas?, {N} comments? and {N} votes? on \u201c([^\u201d]*)\u201d",
        _question_figure,
    ),
    (rf"text: {SAID} \| ideas: {N}", _export_question),
    (rf"There (?:is|are) {N} ideas?", _count("ideas")),
    (rf"{N} comments?(?=,| and)", _count("comments")),
    (rf"(?:and |, ){N} votes?\.", _count("votes")),
    (rf"All {N} ideas, ranked", _count("ideas")),
    (rf": {N} ideas? as voted on", _count("ideas")),
    # Days and attention.
    (rf"^{DAY} {DAY}$", _ends),
    (rf"{N} more lies? outside these {N} days", _outside_days),
    (rf"Day: {DAY} \| Contributions: {N}", _day),
    (rf"row: {DAY} \| Contributions: {N}", _day),
    (rf"{N} contributions? in {N} days?, at most {N} in one day", _all_days),
    (
        rf"busiest day was (\d{{1,2}} [A-Z][a-z]+), with {N} contributions?",
        _busiest,
    ),
    (rf"(\d{{1,2}} [A-Z][a-z]+): {N}\b", _short_day),
    (
        rf"{N} on (\d{{1,2}} [A-Z][a-z]+)\b",
        _most_on,
    ),
    (
        rf"(?:{OPEN}|row: ){N}(?: to {N})? (votes?|showings?){CLOSE}? "
        rf"(?:\| ideas: )?{N}(?: ideas? {N} ideas?)?",
        _spread,
    ),
    (
        rf"At least half of the ideas were (voted on|shown) {TIMES} or more; the least "
        rf"{TIMES} and the most {TIMES}",
        _hearing,
    ),
    (
        rf"(?:Open|Clos)(?:ed|s|es) on {DAY} at (?:\d\d?:\d\d|the (?:start|end) of the day)",
        _opening,
    ),
    # Guides.
    (rf"(?:findings?|statements? came of it): {N}$", _count("statements")),
    (rf"{N} joined and {N} contributed", _whole_groups),
    (rf"whole groups of {N}", _smallest),
    (rf"{N} more quotes? for statement (\d+\.\d+)", _more_quotes),
    (rf"Worded by the analysis, and marked so: {N} statements?", _count("statements")),
    # Settings, as they must stand.
    (rf"counted in steps of {N}\b", _smallest),
    (rf"fewer than {N}\b", _smallest),
    (rf"Smallest group shown: {N} people", _smallest),
    (r"SHA-256", _always),
    (rf"{N} ideas? hidden by moderators", _count("hidden_ideas")),
    (rf"All analyses \({N}\)", _count("runs")),
    (r"every 30 seconds", _always),
    (r"(?:its|at|the) 95% (?:interval|confidence)", lambda truth, m: truth.confidence == 0.95),
    (r"with 95% confidence", lambda truth, m: truth.confidence == 0.95),
    (r"more than 100%|exactly 100%", _always),
)
