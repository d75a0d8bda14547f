"""No ties between the acts of one voice once a programme is over and its key is gone.

Nobody can answer an idea before it is there: who answered whose tells in which order people came.
So each row gets a number of its own, on the day after the close at the earliest, and no sooner than
the key goes. Whoever holds a return key finds their own rows again (core.own_rows).
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from folkmoot.core.days import day_of
from folkmoot.joining import acts, registry
from folkmoot.joining.models import JoiningSettings, Mode
from folkmoot.joining.queries.contributed import to_keep
from folkmoot.joining.queries.joining_settings import mode_of
from folkmoot.joining.services.system_actor import note
from folkmoot.members.models import Invitee
from folkmoot.participants import queries as participants
from folkmoot.participants.models import Participant
from folkmoot.participants.services import untie
from folkmoot.programmes.models import Programme
from folkmoot.programmes.services import lock
from folkmoot.published import services as published


def untie_voices(programme: Programme, at: datetime) -> bool:
    """Once what needs ties is done, or a day after it was asked for; False where it waits still.

    Voices that were all brought in, without return keys, keep their ties: nobody came here, and
    whoever brought them has the file.
    """
    if participants.untied(programme.pk) or not _came_here(programme.pk):
        return False
    published.bring_last(programme.pk, at=at)  # or what is counted now would miss what waits
    here, today = JoiningSettings.objects.filter(programme=programme), day_of(at)
    if here.filter(ties_due_on=None).update(ties_due_on=today):
        registry.before_ties_go(programme, at)
    if here.filter(ties_due_on__gte=today).exists() and not registry.may_untie(programme, at):
        return False
    with transaction.atomic():
        lock(programme.pk, no_key=True)  # whoever takes something back comes before or after
        if not untie(to_keep(programme, today)):
            return False
        if mode_of(programme.pk) == Mode.OPEN:  # in the others they went with the key
            Invitee.objects.filter(programme=programme).update(attributes=None)
        JoiningSettings.objects.filter(programme=programme).update(order_rewritten_on=None)
        note(programme=programme, act=acts.TIES_REMOVED, at=at)
    return True


def _came_here(programme_id: UUID) -> bool:
    """Whether anybody joined here: they have a return key, or had one until it was let go."""
    here = Participant.objects.filter(programme_id=programme_id)
    released = JoiningSettings.objects.filter(pk=programme_id, released_on__isnull=False)
    return here.exists() and (here.exclude(key_hash=None).exists() or released.exists())
