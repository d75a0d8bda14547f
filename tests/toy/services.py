from functools import partial

from django.db import transaction

from folkmoot.activities.models import ShownTo
from folkmoot.core.days import day_of
from folkmoot.core.errors import NotAllowed
from folkmoot.core.own_rows import row_number, untied_number
from folkmoot.core.text import usable_text
from folkmoot.participants.services import lock_voice
from folkmoot.programmes.queries import acts_now
from tests.toy import queries
from tests.toy.models import Rating, Remark, Scale
from tests.toy.policy import Act


@transaction.atomic
def answer(*, scale, participant, text, value, at):
    if acts_now(activity=scale.activity, at=at) < {Act.RATE, Act.REMARK}:
        raise NotAllowed("This cannot be answered now.")
    lock_voice(participant)
    words = usable_text(text, 500)
    Rating.objects.update_or_create(
        scale=scale, participant=participant, defaults={"value": value, "rated_on": day_of(at)}
    )
    return Remark.objects.create(
        scale=scale,
        author=participant,
        text=words,
        said_on=day_of(at),
        shown_to=ShownTo.at_first(scale.activity.programme),
    )


def acts(programme_id):
    remarks = Remark.objects.filter(
        scale__activity__programme_id=programme_id, author__isnull=False
    )
    ratings = Rating.objects.filter(scale__activity__programme_id=programme_id)
    return [
        *remarks.values_list("author_id", "pk"),
        *ratings.values_list("participant_id", "scale_id", "value"),
    ]


def set_totals(programme_id):
    """There are none beside what is rated."""


def show_staff(programme_id):
    _move(programme_id, ShownTo.AUTHOR, ShownTo.STAFF)


def show_everybody(programme_id):
    _move(programme_id, ShownTo.STAFF, ShownTo.EVERYBODY)


def _move(programme_id, earlier, later):
    here = Remark.objects.filter(scale__activity__programme_id=programme_id)
    here.filter(shown_to=earlier).update(shown_to=later)


def copy(earlier, activity_id):
    for scale in Scale.objects.filter(activity_id=earlier):
        Scale.objects.create(activity_id=activity_id, text=scale.text)


@transaction.atomic
def withdraw(owner, at):
    gone = queries.ratings_of(owner).delete()[0]
    own = queries.remarks_of(owner)
    return gone + own.update(text="", is_withdrawn=True, author=None)


@transaction.atomic
def erase_practice(programme_id):
    here = {"scale__activity__programme_id": programme_id}
    Remark.objects.filter(author__is_practice=True, **here).delete()
    Rating.objects.filter(participant__is_practice=True, **here).delete()


@transaction.atomic
def untie(programme_id, keys):
    renumber_all(
        Rating.objects.filter(scale__activity__programme_id=programme_id),
        Remark.objects.filter(scale__activity__programme_id=programme_id, author__isnull=False),
        partial(untied_number, keys),
    )


@transaction.atomic
def renumber(owner, key):
    renumber_all(
        queries.ratings_of(owner),
        queries.remarks_of(owner),
        lambda voice, kind, row: row_number(key, kind, row),
    )


def renumber_all(ratings, remarks, new):
    rows = list(ratings)
    ratings.delete()
    for row in rows:
        row.participant_id = new(row.participant_id, "rating", row.scale_id)
    Rating.objects.bulk_create(rows)
    for pk, author in list(remarks.values_list("pk", "author_id")):
        Remark.objects.filter(pk=pk).update(author=new(author, "remark", pk))


def import_ratings(activity_id, rows, people, at, report):
    scales = {scale.text: scale for scale in Scale.objects.filter(activity_id=activity_id)}
    taken = 0
    for number, row in rows:
        if row["scale"] not in scales or row["rating"] not in {"1", "2", "3", "4", "5"}:
            report.refuse("ratings", number, "a rating is from 1 to 5, on a scale that is there")
            continue
        Rating.objects.update_or_create(
            scale=scales[row["scale"]],
            participant_id=people[row["person"]],
            defaults={"value": int(row["rating"]), "rated_on": day_of(at)},
        )
        taken += 1
    return taken
