"""Two people write at the same thing: the second is told, and nothing is overwritten unseen.

A form carries the *revision* of what it showed: a few characters of a hash of the very values
that can be edited. A service that replaces them asks here whether they are still the same,
holding the row. No counter and no time is kept: a revision tells nothing but "still so".
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from folkmoot.core.errors import Stale

Row = TypeVar("Row", bound=models.Model)


def revision_of(current: Mapping[str, Any]) -> str:
    """The same for the same values, whatever their order.

    >>> revision_of({"name": "Nights", "days": 3}) == revision_of({"days": 3, "name": "Nights"})
    True
    """
    told = json.dumps(dict(current), sort_keys=True, default=_plain)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def shown(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """What a form shows of a row."""
    return {name: getattr(row, name) for name in names}


def check(current: Mapping[str, Any], revision: str | None, wanted: Mapping[str, Any]) -> bool:
    """Raise Stale unless ``revision`` is of ``current``; whether anything is to change.

    Who wants just what is stored overwrites nothing: a button pressed twice is no conflict.
    None is for acts that looked at no page: those of the command line, and of other services.
    """
    now = revision_of(current)
    is_news = now != revision_of(wanted)
    if is_news and revision is not None and revision != now:
        raise Stale(_("Somebody changed this while you were writing."))
    return is_news


def claim(row: Row, revision: str | None, **wanted: Any) -> bool:
    """Hold a row until the transaction ends; its fields must be as the page showed them.

    False where it holds just what is wanted: a second press does, and records, nothing.
    """
    fresh = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    return check(shown(fresh, wanted), revision, wanted)


def _plain(value: Any) -> str:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).isoformat()
    return str(value)
