"""Everything that reads guides."""

from folkmoot.guides.queries.document import GuideDocument, from_json, to_json, to_public_json
from folkmoot.guides.queries.guides import (
    current_document,
    current_guide,
    published_guides,
    standing_document,
)

__all__ = [
    "GuideDocument",
    "current_document",
    "current_guide",
    "from_json",
    "published_guides",
    "standing_document",
    "to_json",
    "to_public_json",
]
