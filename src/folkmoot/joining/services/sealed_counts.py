"""How many gave which answers, counted so that no two copies of the database tell whose.

A count that rose in the transaction that wrote a voice would say what that voice answered,
kept or not: equal answers raise equal counts. So what the latest few said waits in one sealed
row, always as long and sealed anew whoever joins, and reaches the counts for k people at once.
"""

import struct
from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.db.models import F

from folkmoot.joining import keys
from folkmoot.joining.models import GatewayQuestion, SegmentCell, WaitingAnswers
from folkmoot.joining.queries.joined import (
    HEAD,
    ONE,
    RUN,
    Counted,
    as_one,
    cell_of,
    waiting_answers,
)
from folkmoot.programmes.models import Programme

Said = tuple[UUID, str]
LONGEST = HEAD.size + 8 * 12  # bytes of what one person said: six runs and six answers
PAGE = 1024


def count(programme: Programme, said: Sequence[Said]) -> int:
    """Count these answers (perhaps none); how many of them, from the first, k have given.

    Inside the transaction that makes the voice, which holds the programme.
    """
    cells = _cells(programme, said)
    waiting = waiting_answers(programme)
    met = Counter(dict(SegmentCell.objects.filter(pk__in=cells).values_list("pk", "met")))
    met.update(as_one(waiting))
    _keep(programme, [*waiting, Counted(1, tuple(cells))] if cells else waiting)
    k = programme.organisation.smallest_group
    runs = cells[: len(said)]
    return max((place for place, cell in enumerate(runs, 1) if met[cell] + 1 >= k), default=0)


def uncount(programme: Programme, said: Sequence[Said]) -> None:
    """Somebody takes back what they said."""
    waiting, cells = waiting_answers(programme), _cells(programme, said)
    _keep(programme, [*waiting, Counted(-1, tuple(cells))] if cells else waiting)


def _cells(programme: Programme, said: Sequence[Said]) -> list[int]:
    """The rows that count these answers: every run from the first, then each by itself."""
    runs = [cell_of(programme, RUN, said[:length]) for length in range(1, len(said) + 1)]
    return runs + [cell_of(programme, ONE, [one]) for one in said]


def _keep(programme: Programme, waiting: list[Counted]) -> None:
    """Seal what waits, or count it where there are k of them."""
    if not GatewayQuestion.objects.filter(programme=programme).exists():
        return
    k = programme.organisation.smallest_group
    if len(waiting) >= k:
        _add(programme, as_one(waiting))
        waiting = []
    packed = b"".join(
        HEAD.pack(one.sign, len(one.cells)) + struct.pack(f">{len(one.cells)}q", *one.cells)
        for one in waiting
    )
    size = -(-(HEAD.size + LONGEST * k) // PAGE) * PAGE
    sealed = keys.seal_words(programme.pk, 0, packed.ljust(size, b"\0"))
    WaitingAnswers.objects.update_or_create(programme=programme, defaults={"sealed": sealed})


def _add(programme: Programme, change: Counter[int]) -> None:
    SegmentCell.objects.bulk_create(
        [SegmentCell(id=cell, programme=programme) for cell in sorted(change)],
        ignore_conflicts=True,
    )
    for number in sorted(set(change.values()) - {0}):
        cells = SegmentCell.objects.filter(pk__in=[c for c, n in change.items() if n == number])
        if number < 0:  # never below nothing, whatever an older version counted
            cells.filter(met__lt=-number).update(met=0)
            cells = cells.filter(met__gte=-number)
        cells.update(met=F("met") + number)
