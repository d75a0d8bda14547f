"""How many, as pages may tell it: from the last batch."""

from typing import TypeVar
from uuid import UUID

from folkmoot.programmes.models import Programme
from folkmoot.published.models import PublishedState
from folkmoot.published.registry import Figure

Value = TypeVar("Value")


def told(programme: Programme, figure: Figure[Value]) -> Value:
    """One query for all figures of a page. Before the launch, and of what was imported, as it is
    now: nobody's act is told by it."""
    try:
        stored = programme.published_state.figures
    except PublishedState.DoesNotExist:
        return figure.work_out(programme)
    if figure.name not in stored:  # of a room that came since the last batch
        return figure.work_out(programme)
    return figure.back(stored[figure.name])


def waits_for_batches(programme_id: UUID) -> bool:
    """Whether what the crowd does is told in batches: from the launch on."""
    return PublishedState.objects.filter(pk=programme_id).exists()
