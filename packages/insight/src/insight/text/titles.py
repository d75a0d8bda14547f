"""What names look like: with a capital, taken once only, a broad one made of its parts."""

from collections.abc import Sequence

from .phrases import family
from .tokens import words

MIXED, QUOTED = "mixed: ", "saying "


def untaken(text: str, spare: list[str], taken: set[str]) -> str:
    """Add phrases, then a number, until no other theme is called so."""
    while titled(text) in taken and spare:
        text = f"{text}, {spare.pop(0)}"
    whole, number = text, 2
    while titled(text) in taken:
        text, number = f"{whole} {number}", number + 1
    return text


def broad_name(names: Sequence[str], taken: set[str]) -> str:
    """A broad theme is called after its largest narrower themes (plain names, largest first)."""
    clear = [name for name in names if not name.startswith((MIXED, QUOTED))]
    heads: list[str] = []
    for name in clear or names:
        head = name.removeprefix(MIXED).split(" and ")[0].split(", ")[0]
        known = {family(word) for shown in heads for word in words(shown)}
        if not known & {family(word) for word in words(head)}:
            heads.append(head)
    if len(heads) == 1 and (more := _others(names, heads[0])):
        heads.append(more)
    *before, last = heads[:3]
    text = titled(f"{', '.join(before)} and {last}" if before else last)
    return f"{text} (all)" if text in taken else text


def _others(names: Sequence[str], head: str) -> str:
    """The first phrase of these names that says something else than ``head``."""
    said = {family(word) for word in words(head)}
    for name in names:
        for part in name.removeprefix(MIXED).replace(" and ", ", ").split(", "):
            if not said & {family(word) for word in words(part)}:
                return part
    return ""


def titled(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]
