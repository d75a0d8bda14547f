"""Everything that reads a workshop, shaped for the page or analysis that asked."""

from folkmoot.workshops.queries.questions import what_is_missing
from folkmoot.workshops.queries.sources import WorkshopSource, ideas_by_id
from folkmoot.workshops.queries.voices import said_by

__all__ = ["WorkshopSource", "ideas_by_id", "said_by", "what_is_missing"]
