"""What a reader is told where a method of ``insight`` cannot work: the product's own sentences.

The library speaks to programmers, and names its arguments. Here each of its errors has a plain
sentence that says what happened and what to do next; what the crowd cannot mend is a fault of
the program, and says so.
"""

from insight.errors import InsightError

GROUPS, THEMES = "opinion groups", "themes"

_TOLD = {
    "TooFewVoters": "Too few people have voted. Invite more people to vote, then analyse again.",
    "TooFewIdeas": "Votes are needed on at least two ideas. Analyse again once there are some.",
    "NoDifferences": (
        "Everybody voted alike, so there is nothing to tell people apart by. Analyse again once "
        "more people have voted on more ideas."
    ),
    "TooFewTextsError": (
        "Too few different texts have been written. Analyse again once more people have written."
    ),
    "ExtraMissingError": (
        "The part of the program that reads texts is not installed. Ask whoever runs this "
        "installation to install the “text” extra, then analyse again."
    ),
    "ModelFileError": (
        "The files of the language model are not complete. Ask whoever runs this installation "
        "to install them anew, then analyse again."
    ),
}
_FAULT = (
    "This is a fault in the program, not in what people said. Nothing was lost. Analyse again; "
    "if it stops again, tell whoever runs this installation."
)


def plainly(error: InsightError, about: str) -> str:
    """Why there are no groups or themes, in words that no library wrote."""
    known = (kind.__name__ for kind in type(error).__mro__ if kind.__name__ in _TOLD)
    found = next((_TOLD[name] for name in known), "")
    return f"No {about} could be found. {found or _FAULT}"
