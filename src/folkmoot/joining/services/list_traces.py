"""What the list of the invited keeps of people while they join: nothing that dates one of them.

One backup would otherwise narrow people down without any key. How often somebody was reminded,
or on which day they were written to, says between which days they joined, and voices have days;
what the list says of their work or place leads on to the answers of a voice. So, where people
join confidentially, the day is one for everybody and reminders are not counted; whoever is
marked as joined is like all others who are; and of those who are not marked, among whom is
whoever joined since, each combination of attributes that is left is shared by k or by nobody.
"""

from collections import defaultdict
from uuid import UUID

import numpy as np
from django.db import transaction
from django.db.models import Min

from folkmoot.joining.models import Mode
from folkmoot.joining.queries.joining_settings import mode_of
from folkmoot.joining.services.generalisation import shortened
from folkmoot.members.models import Invitee
from folkmoot.participants.queries import UNSAID
from folkmoot.programmes.models import Programme

AT_ONCE = 500


@transaction.atomic
def forget_traces(programme: Programme) -> bool:
    """A second time, and in other modes, finds nothing to do, and says False."""
    if mode_of(programme.pk) != Mode.CONFIDENTIAL:
        return False
    listed = Invitee.objects.filter(programme=programme)
    written = listed.filter(invited_on__isnull=False)
    first = written.aggregate(day=Min("invited_on"))["day"]
    changed = listed.filter(reminders__gt=0).update(reminders=0)
    changed += written.exclude(invited_on=first).update(invited_on=first)
    changed += listed.filter(has_joined=True, attributes__isnull=False).update(attributes=None)
    if listed.filter(has_joined=True).exists():
        changed += _shorten(programme.pk, programme.organisation.smallest_group)
    return bool(changed)


def _shorten(programme_id: UUID, k: int) -> int:
    """Attributes of those who were written to and are not marked; how many lost one."""
    left = Invitee.objects.filter(
        programme_id=programme_id, has_joined=False, invited_on__isnull=False
    )
    people = list(left.values_list("pk", "attributes"))
    values: dict[str, dict[str, int]] = defaultdict(dict)
    for _, held in people:
        for name, value in (held or {}).items():
            values[name].setdefault(value, len(values[name]))
    names = sorted(values, key=lambda name: (len(values[name]), name))  # the finest goes first
    codes = np.full((len(people), len(names)), UNSAID, np.int16)
    for row, (_, held) in enumerate(people):
        for column, name in enumerate(names):
            if held and name in held:
                codes[row, column] = values[name][held[name]]
    after = shortened(codes, k)
    kept: dict[tuple[tuple[str, str], ...], list[int]] = defaultdict(list)
    for row in np.flatnonzero((after != codes).any(axis=1)).tolist():
        pk, held = people[row]
        stay = {name for place, name in enumerate(names) if after[row, place] != UNSAID}
        told = tuple(pair for pair in (held or {}).items() if pair[0] in stay)
        kept[told].append(pk)
    for told, ids in kept.items():
        for start in range(0, len(ids), AT_ONCE):
            some = Invitee.objects.filter(pk__in=ids[start : start + AT_ONCE])
            some.update(attributes=dict(told) or None)
    return sum(map(len, kept.values()))
