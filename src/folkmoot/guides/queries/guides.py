"""Published guides, less what was taken back since."""

import dataclasses
from collections.abc import Collection
from uuid import UUID

from folkmoot.activities.queries import texts_by_id
from folkmoot.activities.registry import Text
from folkmoot.guides.models import Guide
from folkmoot.guides.queries.document import GuideDocument, PublishedStatement, from_json
from folkmoot.programmes.models import Programme


def current_guide(programme: Programme) -> Guide | None:
    return (
        Guide.objects.filter(framework__programme=programme, is_current=True)
        .select_related("framework__programme__organisation")
        .first()
    )


def published_guides(programme_ids: Collection[UUID] | None) -> dict[UUID, str]:
    """Where the guides of these programmes are read, or of all (``registry.Lifecycle``)."""
    current = Guide.objects.filter(is_current=True)
    if programme_ids is not None:
        current = current.filter(framework__programme__in=programme_ids)
    found = current.values_list("framework__programme_id", flat=True)
    return dict.fromkeys(found, "guides:guide")


def current_document(programme: Programme) -> GuideDocument | None:
    guide = current_guide(programme)
    return document_of(guide) if guide else None


def document_of(guide: Guide) -> GuideDocument:
    """The guide as published, without words that were hidden, changed or taken back since.

    Everything else never drifts; a promise to forget goes before a promise to stay.
    """
    document = from_json(guide.document)
    wanted = {source for one in document.statements for source in _sources(one)}
    now = texts_by_id(guide.framework.programme, wanted)
    sections = (
        dataclasses.replace(
            section,
            statements=tuple(
                _without_lost_quotes(one, now)
                for one in section.statements
                if _may_be_shown(one.source, now)
            ),
        )
        for section in document.sections
    )
    return dataclasses.replace(document, sections=tuple(s for s in sections if s.statements))


def _sources(statement: PublishedStatement) -> list[int]:
    repeated = [statement.source, *(number.source for number in statement.numbers)]
    return [quote.source for quote in statement.quotes] + [s for s in repeated if s is not None]


def _may_be_shown(source: int | None, now: dict[int, Text]) -> bool:
    return source is None or (source in now and now[source].is_visible)


def _without_lost_quotes(statement: PublishedStatement, now: dict[int, Text]) -> PublishedStatement:
    return dataclasses.replace(
        statement,
        quotes=tuple(
            quote
            for quote in statement.quotes
            if _may_be_shown(quote.source, now) and quote.words in now[quote.source].text
        ),
        numbers=tuple(n for n in statement.numbers if _may_be_shown(n.source, now)),
    )
