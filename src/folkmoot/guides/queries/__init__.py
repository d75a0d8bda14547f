"""Everything that reads guides."""

from folkmoot.guides.queries.document import GuideDocument, from_json, to_json, to_public_json
from folkmoot.guides.queries.guides import (
    current_document,
    current_guide,
    document_of,
    published_guides,
)

__all__ = [
    "GuideDocument",
    "current_document",
    "current_guide",
    "document_of",
    "from_json",
    "published_guides",
    "to_json",
    "to_public_json",
]
