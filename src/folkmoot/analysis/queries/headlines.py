"""The first sentence of a page: what each number in it counts, right for none, one and many.

People who only voted said no idea, and notes of an event were said by nobody we know of: who
took part and what there is are two sentences.
"""

from folkmoot.analysis.queries.live import Live
from folkmoot.analysis.queries.result import Participation
from folkmoot.core.figures import counted, listed


def of_analysis(part: Participation, smallest_group: int) -> str:
    said = _said(part.ideas, part.comments, part.votes)
    if not part.took_part:
        return f"{said}. {_nobody(part.ideas + part.comments)}"
    return " ".join([_people(part, smallest_group), f"{said}.", *_unsigned(part.without_author)])


def of_live(live: Live) -> str:
    joined, spoke = live.joined, live.contributed
    here = live.ideas + live.comments + live.votes
    said = f"{_said(live.ideas, live.comments, live.votes)}."
    if not joined:
        return f"{said} {_nobody(live.ideas + live.comments)}" if here else "Nobody has joined yet."
    if not spoke:
        came = f"{counted(joined, 'voice has', 'voices have')} joined; none has contributed yet."
        return " ".join([came, *([said] if here else []), *_unsigned(live.without_author)])
    if joined == 1:
        told = "The one voice that joined has contributed."
    elif spoke == joined:
        told = f"All {joined:,} voices that joined have contributed."
    else:
        has = "has" if spoke == 1 else "have"
        told = f"{spoke:,} of the {joined:,} voices that joined {has} contributed."
    return " ".join([told, said, *_unsigned(live.without_author)])


def _people(part: Participation, smallest_group: int) -> str:
    """Of a few writers or voters not how many: it would say that ideas have one author."""
    people = counted(part.took_part, "person", "people")
    if not part.voted:
        return f"{people} wrote ideas or comments."
    if not part.wrote:
        return f"{people} voted."
    if part.took_part < smallest_group:
        return f"{people} took part."
    wrote, voted = (
        f"{n:,}" if n >= smallest_group else f"fewer than {smallest_group}"
        for n in (part.wrote, part.voted)
    )
    return f"{people} took part: {wrote} wrote ideas or comments, and {voted} voted."


def _said(ideas: int, comments: int, votes: int) -> str:
    parts = [counted(ideas, "idea")]
    parts += [counted(comments, "comment")] if comments else []
    parts += [counted(votes, "vote")]
    is_or_are = "is" if ideas == 1 else "are"
    return f"There {is_or_are} {listed(parts)}"


def _nobody(texts: int) -> str:
    return "It did not come from a known voice." if texts == 1 else "None came from a known voice."


def _unsigned(texts: int) -> list[str]:
    if not texts:
        return []
    has = "has" if texts == 1 else "have"
    return [f"{texts:,} of the ideas and comments {has} no known author, as with notes of events."]
