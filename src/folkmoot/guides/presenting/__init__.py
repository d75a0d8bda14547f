"""A guide in words: the document that is published, and what became of what somebody said."""

from folkmoot.guides.presenting.building import build_document
from folkmoot.guides.presenting.outcomes import outcomes

__all__ = ["build_document", "outcomes"]
