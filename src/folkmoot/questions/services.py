"""Freezing a definition: from then on it stands, and a change makes another edition."""

from uuid import UUID

from django.db import transaction

from folkmoot.core.errors import DomainError
from folkmoot.programmes.models import Programme
from folkmoot.programmes.services import lock
from folkmoot.questions.definitions import Definition, canonical, problems, sha256_of
from folkmoot.questions.models import Edition
from folkmoot.questions.queries import latest


@transaction.atomic
def freeze(*, programme: Programme, series: UUID, definition: Definition) -> Edition:
    """The edition that new answers point to. The same words as last time: the same edition.

    Raises DomainError with the first thing that keeps it from being opened.
    """
    for problem in problems(definition):
        raise DomainError(problem.words)
    lock(programme.pk, no_key=True)  # numbers are in turn
    text = canonical(definition)
    last = latest(series)
    if last is not None and last.definition == text:
        return last
    return Edition.objects.create(
        programme=programme,
        series=series,
        number=1 if last is None else last.number + 1,
        definition=text,
        sha256=sha256_of(text),
    )
