"""How groups are found, in words that need no textbook; docs/methods names the methods."""

from django.utils.translation import gettext as _

from folkmoot.analysis.presenting import stored_words
from folkmoot.analysis.queries.earlier_results import NOT_TESTED
from folkmoot.analysis.queries.result import METHOD

# As runs of 2026 stored the same words.
STARTS = "People are placed by how they voted"  # not for people: what runs stored
# Words of a library, as earlier runs stored them.
COMPONENT = "principal component"  # not for people: what runs stored
LIBRARY_WORDS = ("k-means", "silhouette", COMPONENT, "one-factor")


def method_in_words(stored: str) -> str:
    """What a run stored of its method: a name; earlier versions stored words, of a library too."""
    is_known = stored == METHOD or stored.startswith(STARTS)
    return method() if is_known or any(word in stored for word in LIBRARY_WORDS) else stored


def method() -> str:
    return _(
        "People are placed by how they voted, along the two directions in which votes differ most. "
        "They are cut into groups so that everybody is as near as can be to the middle of their "
        "own group; how many groups is chosen so that people are near their own and far from the "
        "next. Who voted too little to be placed is counted with the nearest group. The votes are "
        "then dealt out anew by chance, within each idea, 39 times: groups are told of only where "
        "the real votes have more pattern than every deal, and groups that hold better when a "
        "fifth of the people leave. What sets a group apart is tested on groups made without that "
        "idea, against the same in votes dealt by chance. What bridges is the support that an idea "
        "earns beyond the main divide, among ideas that more than half of every group agree with."
    )


def note_in_words(stored: str) -> str:
    """Why there are no groups: a name where this version says so, else the words that were kept."""
    if stored != NOT_TESTED:
        return stored_words.told(stored)
    return _(
        "This analysis was made by an earlier version, which did not test opinion groups against "
        "chance. Its groups are not shown. Analyse again to learn whether there are any."
    )
