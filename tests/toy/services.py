from django.db import transaction

from folkmoot.core.days import day_of
from folkmoot.core.errors import NotAllowed
from folkmoot.core.text import usable_text
from folkmoot.participants.services import hold
from folkmoot.programmes.queries import acts_now
from tests.toy.models import Rating, Remark, Scale
from tests.toy.policy import Act


@transaction.atomic
def answer(*, scale, participant, text, value, at):
    if acts_now(activity=scale.activity, at=at) < {Act.RATE, Act.REMARK}:
        raise NotAllowed("This cannot be answered now.")
    hold(participant)
    words = usable_text(text, 500)
    Rating.objects.update_or_create(
        scale=scale, participant=participant, defaults={"value": value, "rated_on": day_of(at)}
    )
    return Remark.objects.create(scale=scale, author=participant, text=words, said_on=day_of(at))


def copy(earlier, activity_id):
    for scale in Scale.objects.filter(activity_id=earlier):
        Scale.objects.create(activity_id=activity_id, text=scale.text)


@transaction.atomic
def withdraw(participant_id, at):
    gone = Rating.objects.filter(participant_id=participant_id).delete()[0]
    own = Remark.objects.filter(author_id=participant_id)
    return gone + own.update(text="", is_withdrawn=True, author=None)


@transaction.atomic
def erase_practice(programme_id):
    here = {"scale__activity__programme_id": programme_id}
    Remark.objects.filter(author__is_practice=True, **here).delete()
    Rating.objects.filter(participant__is_practice=True, **here).delete()
