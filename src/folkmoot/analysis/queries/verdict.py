"""What may be said of opinion groups, in words: one place for pages, guides and citations."""

from folkmoot.analysis.queries.result import Opinions

STEADY, MODERATE = 0.8, 0.65  # of an adjusted Rand index (Steinley, 2004)

ONE_CROWD = (
    "No opinion groups: the votes show no more pattern than chance would give, so people are "
    "read as one crowd."
)
A_LINE = (
    "No opinion groups: people disagree along one line more than chance would give, but they do "
    "not fall into groups that would hold if others had taken part."
)


def groups_in_words(opinions: Opinions) -> str:
    """The verdict as a sentence; empty where nothing was tested, and the note says why."""
    if opinions.verdict == "one crowd":
        return ONE_CROWD
    if opinions.verdict == "a line":
        return A_LINE
    if opinions.verdict == "groups":
        return (
            f"{opinions.people:,} people vote as {len(opinions.groups)} groups, more clearly "
            f"apart than chance would give. {steadiness(opinions)}"
        )
    return ""


def steadiness(opinions: Opinions) -> str:
    """How far the groups hang on who took part."""
    if opinions.stability is None or not opinions.tries:
        return ""
    return (
        f"In {opinions.tries} tries with a fifth of the people left out, the groups came out "
        f"{how_alike(opinions.stability)}."
    )


def how_alike(stability: float) -> str:
    """One of three words for the mean agreement."""
    if stability >= STEADY:
        return "nearly the same"
    return "much the same" if stability >= MODERATE else "different"


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
    if bridges:
        return f"{split}, and most of every group agree on {some}."
    if opinions.hidden:
        return f"{split}; of the ideas whose shares may be shown, most of every group share none."
    return f"{split}, and no idea yet has most of every group behind it."


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
        f"The groups are not those of run {letters_of} any more: their number changed, or more "
        "than one person in twenty is now sorted differently. A letter here need not mean what it "
        "meant there."
    )
