"""Where the published guide cites what somebody said, for their own page of what became of it."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from folkmoot.activities.registry import Outcome
from folkmoot.guides.queries.document import PublishedStatement
from folkmoot.guides.queries.guides import current_document
from folkmoot.programmes.models import Programme

SHOWN = 120


def outcomes(programme: Programme, ids: Collection[int]) -> dict[int, tuple[Outcome, ...]]:
    """Statements of the guide that people can read now, by the idea or comment they cite."""
    document = current_document(programme) if ids else None
    if document is None:
        return {}
    page = programme.address("guides:guide")
    found: dict[int, tuple[Outcome, ...]] = {}
    for one in document.statements:
        words = one.text if len(one.text) <= SHOWN else one.text[:SHOWN].rsplit(" ", 1)[0] + " …"
        outcome = Outcome(
            text=_("Cited in statement %(number)s of the guide: “%(words)s”")
            % {"number": one.number, "words": words},
            url=f"{page}#{one.anchor}",
        )
        for id_ in _cited(one) & set(ids):
            found[id_] = (*found.get(id_, ()), outcome)
    return found


def _cited(statement: PublishedStatement) -> set[int]:
    sources = [quote.source for quote in statement.quotes]
    sources += [number.source for number in statement.numbers if number.source is not None]
    return {*sources, *([statement.source] if statement.source is not None else [])}
