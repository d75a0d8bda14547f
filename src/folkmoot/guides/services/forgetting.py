"""Words that people take back leave stored guides too: the current one and earlier ones.

A guide that was published never drifts; a promise to forget goes before that promise. Nothing
is published anew, and no other word of the document changes.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from folkmoot.activities.queries import text_ids_of
from folkmoot.analysis.queries.visible_texts import redact, words_only_in
from folkmoot.core.own_rows import Owner
from folkmoot.frameworks.services import quotations, without
from folkmoot.guides.models import Guide
from folkmoot.programmes.models import Programme


def forget_words_of(owner: Owner, at: datetime) -> int:
    """Everything a participant said; 0, for the room that holds the contributions counts them."""
    forget_texts(Programme.objects.get(pk=owner.programme_id), text_ids_of(owner), at)
    return 0


@transaction.atomic
def forget_texts(programme: Programme, ids: Collection[int], at: datetime) -> None:
    gone, quoted = set(ids), quotations(ids)
    if not gone:
        return
    stored = Guide.objects.filter(framework__programme=programme).select_for_update()
    for guide in stored.order_by("pk"):
        with programme.in_its_language():
            document = _without(guide.document, gone, quoted)
        lonely = words_only_in(programme, gone, _worded(document))
        document = _redacted(document, lonely) if lonely else document
        if document != guide.document:
            Guide.objects.filter(pk=guide.pk).update(document=document)


def _without(value: Any, gone: set[int], quoted: list[str]) -> Any:
    """Statements, quotes and figures that repeat a text go whole; quotations leave a gap."""
    if isinstance(value, dict):
        return {key: _without(one, gone, quoted) for key, one in value.items()}
    if isinstance(value, list):
        kept = [one for one in value if not (isinstance(one, dict) and one.get("source") in gone)]
        return [_without(one, gone, quoted) for one in kept]
    return without(value, quoted) if isinstance(value, str) else value


THEME = {"name", "detail"}  # the fields of a note on a theme


def _machine_fields(part: dict[str, Any]) -> set[str]:
    """Which strings of a part of a document the machine may have worded after a theme."""
    if part.keys() == THEME:
        return THEME
    if "statements" in part:
        return {"title"}
    if part.get("is_finding"):
        return {"text"}
    return {"words", "detail"} if "share" in part else set()


def _worded(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [one for key, one in value.items() if key in _machine_fields(value)]
        return own + [text for one in value.values() for text in _worded(one)]
    return [text for one in value for text in _worded(one)] if isinstance(value, list) else []


def _redacted(value: Any, lonely: set[str]) -> Any:
    if isinstance(value, dict):
        fields = _machine_fields(value)
        return {
            key: redact(one, lonely) if key in fields else _redacted(one, lonely)
            for key, one in value.items()
        }
    return [_redacted(one, lonely) for one in value] if isinstance(value, list) else value
