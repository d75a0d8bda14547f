"""Find ideas by words as people type them: accents, case and width do not matter.

Databases fold differently (SQLite knows no capital É), so that texts are compared here: a
question's ideas are thousands, and reading them costs tens of milliseconds.
"""

from django.db.models import QuerySet

from folkmoot.core.text import fold
from folkmoot.workshops.models import Idea

MOST_FOUND = 30_000  # ids in one query: within what any database takes


def holding(ideas: QuerySet[Idea], *words: str) -> QuerySet[Idea]:
    """Those that hold every one of these; % and _ are the signs they are. One query more."""
    wanted = [needle for needle in map(fold, words) if needle]
    if not wanted:
        return ideas
    texts = ideas.order_by().values_list("pk", "text").iterator(chunk_size=5000)
    found = [key for key, text in texts if _holds(fold(text), wanted)]
    return ideas.filter(pk__in=found[:MOST_FOUND])


def _holds(folded: str, wanted: list[str]) -> bool:
    return all(needle in folded for needle in wanted)
