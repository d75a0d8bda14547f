"""Everything that reads guides."""

from folkmoot.guides.queries.building import build_document
from folkmoot.guides.queries.document import GuideDocument, from_json, to_json, to_public_json
from folkmoot.guides.queries.guides import (
    current_document,
    current_guide,
    published_guides,
    standing_document,
)
from folkmoot.guides.queries.outcomes import outcomes

__all__ = [
    "GuideDocument",
    "build_document",
    "current_document",
    "current_guide",
    "from_json",
    "outcomes",
    "published_guides",
    "standing_document",
    "to_json",
    "to_public_json",
]
