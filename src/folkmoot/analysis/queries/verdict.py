"""What may be said of opinion groups, in words: one place for pages, guides and citations."""

import math

from folkmoot.analysis.queries.result import Opinions

LISTED = 40  # ideas that divide, in results of earlier versions
STEADY, MODERATE = 0.8, 0.65  # of an adjusted Rand index (Steinley, 2004)

ONE_CROWD = (
    "No opinion groups: the votes show no more pattern than chance would give, so people are "
    "read as one crowd."
)
A_LINE = (
    "No opinion groups: people disagree along one line more than chance would give, but they do "
    "not fall into groups that would hold if others had taken part."
)


GAP = "Between the groups stand fewer people than in them: there is a gap."
NO_GAP = (
    "There is no gap between the groups: people stand everywhere between them. These votes cannot "
    "tell whether there are camps, or one crowd that is spread out and was cut. Read the groups as "
    "sides of one crowd."
)


def groups_in_words(opinions: Opinions) -> str:
    """The verdict as a sentence; empty where nothing was tested, and the note says why."""
    if opinions.verdict == "one crowd":
        return ONE_CROWD
    if opinions.verdict == "a line":
        close = " It was close: a few people more or less could have made groups of them."
        return A_LINE + (close if _is_close(opinions) else "")
    if opinions.verdict == "groups":
        close = " It was close: a few people more or less could have made a line of them."
        told = [
            f"{opinions.people:,} people vote as {len(opinions.groups)} groups, more clearly "
            "apart than chance would give.",
            steadiness(opinions) + (close if _is_close(opinions) else ""),
            gap_in_words(opinions),
        ]
        return " ".join(part for part in told if part)
    return ""


def gap_in_words(opinions: Opinions) -> str:
    """Whether groups are camps; empty where an earlier version did not look."""
    if opinions.gap is None or opinions.verdict != "groups":
        return ""
    return GAP if opinions.gap else NO_GAP


def steadiness(opinions: Opinions) -> str:
    """How far the groups hang on who took part."""
    if opinions.stability is None or not opinions.tries:
        return ""
    return (
        f"In {opinions.tries} tries with a fifth of the people left out, the groups came out "
        f"{alike_with_error(opinions)}, on a scale from 0 (as by chance) to 1 (the same each time)."
    )


def alike_with_error(opinions: Opinions) -> str:
    """Words and the number they stand for; empty where nothing was measured."""
    if opinions.stability is None:
        return ""
    told = f"{how_alike(opinions)}: {opinions.stability:.2f}"
    error = opinions.stability_error
    if error is None:
        return told
    # Two standard errors, rounded up: what nineteen in twenty other sets of tries keep to.
    return f"{told}, give or take {math.ceil(round(200 * error, 6)) / 100:.2f}"


def how_alike(opinions: Opinions) -> str:
    """One of three words for the mean agreement; two of them where its error lies across."""
    if opinions.stability is None:
        return ""
    reach = 2 * (opinions.stability_error or 0.0)
    low, high = _alike(opinions.stability - reach), _alike(opinions.stability + reach)
    return low if low == high else f"between {low} and {high}"


def _alike(stability: float) -> str:
    if stability >= STEADY:
        return "nearly the same"
    return "much the same" if stability >= MODERATE else "different"


def _is_close(opinions: Opinions) -> bool:
    """The steadiness is within its error of what would have made another verdict."""
    if opinions.stability is None or opinions.stability_bar is None:
        return False
    reach = 2 * (opinions.stability_error or 0.0)
    return abs(opinions.stability - opinions.stability_bar) <= reach


def headline(opinions: Opinions) -> str:
    """The verdict within the answer at the top of the page, begun with a space."""
    told = {
        "one crowd": " The votes show no more pattern than chance would give: no groups.",
        "a line": " People disagree along one line, without falling into groups.",
    }
    if opinions.verdict != "groups":
        return told.get(opinions.verdict, "")
    bridges = len(opinions.bridges)
    some = "one idea" if bridges == 1 else f"{bridges} ideas"
    some = f"at least {some}" if bridges >= 10 or opinions.hidden else some
    split = f" People vote as {len(opinions.groups)} groups"
    if opinions.gap is False:
        split += " without a gap between them"
    if bridges:
        return f"{split}, and most of every group agree on {some}."
    if opinions.hidden:
        return f"{split}; of the ideas whose shares may be shown, most of every group share none."
    return f"{split}, and no idea yet has most of every group behind it."


def widest_in_words(opinions: Opinions) -> str:
    """That the list of what divides stops before its end; empty where it does not."""
    listed = len(opinions.divides)
    if opinions.divides_in_all > listed:
        return (
            f"These are the {listed} widest of {opinions.divides_in_all:,} ideas that divide the "
            "groups by 20 points or more."
        )
    if not opinions.divides_in_all and listed >= LISTED:
        return f"These are the {listed} widest; there may be more."
    return ""


def hidden_in_words(opinions: Opinions, smallest_group: int) -> str:
    """How many ideas a group's share is hidden on, and why; empty where on none."""
    if not opinions.hidden:
        return ""
    ideas = "1 idea" if opinions.hidden == 1 else f"{opinions.hidden:,} ideas"
    return (
        f"On {ideas} a group's share is hidden because fewer than {smallest_group} of it voted, or "
        "because the total would give such a number away. Those ideas may bring groups together "
        "or divide them, too."
    )


def letters_in_words(opinions: Opinions, letters_of: object) -> str:
    """Whether letters mean what they meant in the run before; empty where they do."""
    if not opinions.letters_changed:
        return ""
    return (
        f"The groups are not those of run {letters_of} any more: their number changed, more than "
        "one person in twenty has another letter now, or who was in them is not known any more. "
        "A letter here need not mean what it meant there."
    )
