import numpy as np
from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse

from folkmoot.activities.models import ShownTo
from folkmoot.activities.registry import (
    NO_STANCES,
    CastCounts,
    Labels,
    LiveCounts,
    Ratings,
    Reading,
    Said,
    Speaker,
    Standing,
    Table,
    Text,
    TextKind,
    Texts,
)
from folkmoot.core.exports import month_of
from folkmoot.core.ids import in_tables
from folkmoot.participants.models import Participant
from tests.toy.models import Rating, Remark, Scale

REAL = ~Q(author__is_practice=True)


def shown_remarks():
    return Remark.objects.filter(
        REAL, is_hidden=False, is_withdrawn=False, shown_to=ShownTo.EVERYBODY
    )


def ratings():
    practised = Participant.objects.filter(is_practice=True)
    return Rating.objects.exclude(participant__in=practised.values("pk"))


def missing(activity_id):
    return [] if Scale.objects.filter(activity_id=activity_id).exists() else ["Add a question."]


def texts(activity_id):
    rows = list(
        shown_remarks()
        .filter(scale__activity_id=activity_id)
        .order_by("pk")
        .values_list("pk", "text", "scale_id", "author_id", "said_on")
    )
    return Texts(
        ids=np.array([row[0] for row in rows], np.int64),
        texts=[row[1] for row in rows],
        questions=np.array([row[2] for row in rows], np.int64),
        authors=np.array([row[3] or 0 for row in rows], np.int64),
        parents=np.zeros(len(rows), np.int64),
        days=np.array([row[4].toordinal() for row in rows], np.int64),
        kinds=np.full(len(rows), TextKind.ANSWER, np.int64),
        speakers=np.array(
            [Speaker.PERSON if row[3] else Speaker.UNKNOWN for row in rows], np.int64
        ),
        sources=[""] * len(rows),
        question_names=dict(
            Scale.objects.filter(activity_id=activity_id).values_list("pk", "text")
        ),
    )


def rated(activity_id):
    here = ratings().filter(scale__activity_id=activity_id)
    rows = list(here.values_list("participant_id", "scale_id", "value"))
    people, items, values = np.array(rows, np.int64).reshape(len(rows), 3).T
    scales = list(Scale.objects.filter(activity_id=activity_id).values_list("pk", "text"))
    ids = np.array([key for key, _ in scales], np.int64)
    return Ratings(
        participants=people,
        items=items,
        values=values,
        judged=np.ones(len(rows), np.int64),
        labels=Labels(ids, [text for _, text in scales], ids),
        lows=np.full(len(scales), 1),
        highs=np.full(len(scales), 5),
    )


def live(programme):
    remarks = shown_remarks().filter(scale__activity__programme=programme)
    rows = [
        (pk, scale, 0, 0, 0, 0) for pk, scale in remarks.order_by("pk").values_list("pk", "scale")
    ]
    said = remarks.order_by().values_list("said_on").annotate(n=Count("pk"))
    return LiveCounts(
        questions=tuple(
            Scale.objects.filter(activity__programme=programme).values_list("pk", "text")
        ),
        ideas=np.array(rows, np.int64).reshape(len(rows), 6),
        without_author=remarks.filter(author=None).count(),
        days=tuple(said),
    )


def cast(programme):
    rated = ratings().filter(scale__activity__programme=programme).order_by()
    days = rated.values_list("rated_on").annotate(n=Count("*"))
    return CastCounts(days=tuple((day.isoformat(), number) for day, number in days))


def spoke():
    wrote = Remark.objects.filter(author=OuterRef("pk"), is_hidden=False, is_withdrawn=False)
    return Q(Exists(wrote)) | Q(Exists(Rating.objects.filter(participant=OuterRef("pk"))))


def first_days(programme_id):
    here = {"scale__activity__programme_id": programme_id}
    wrote = shown_remarks().filter(author__isnull=False, **here).values_list("author_id")
    rated = ratings().filter(**here).values_list("participant_id")
    found = {}
    for person, day in [
        *wrote.annotate(day=Min("said_on")).order_by(),
        *rated.annotate(day=Min("rated_on")).order_by(),
    ]:
        found[person] = min(day, found.get(person, day))
    return found


def as_text(remark):
    return Text(
        id=remark.pk,
        text=remark.text,
        question=remark.scale.text,
        is_comment=False,
        is_hidden=remark.is_hidden,
        is_withdrawn=remark.is_withdrawn,
        agrees=0,
        votes=0,
    )


def texts_by_id(programme, ids, comments):
    found = Remark.objects.filter(REAL, pk__in=ids, scale__activity__programme=programme)
    return {remark.pk: as_text(remark) for remark in found.select_related("scale")}


def search(programme, words, limit):
    found = shown_remarks().filter(scale__activity__programme=programme).select_related("scale")
    for word in words:
        found = found.filter(text__icontains=word)
    return [as_text(remark) for remark in found.order_by("pk")[:limit]]


def remarks_of(owner):
    here = Remark.objects.filter(
        scale__activity__programme_id=owner.programme_id, author__isnull=False
    )
    rows = here.values_list("pk", "author_id")
    return here.filter(
        pk__in=[pk for pk, who in rows if owner.everybody or owner.owns("remark", pk, who)]
    )


def ratings_of(owner):
    here = Rating.objects.filter(scale__activity__programme_id=owner.programme_id)
    if owner.everybody:
        return here
    scales = Scale.objects.filter(activity__programme_id=owner.programme_id)
    return here.filter(participant__in=owner.numbers("rating", scales.values_list("pk", flat=True)))


def standing_of(owner):
    remarks = remarks_of(owner).filter(is_hidden=False, is_withdrawn=False)
    days = [
        *remarks.values_list("said_on", flat=True),
        *ratings_of(owner).values_list("rated_on", flat=True),
    ]
    return Standing(min(days, default=None))


def text_ids_of(owner):
    return set(remarks_of(owner).values_list("pk", flat=True))


def kept_ids(programme_id):
    here = Remark.objects.filter(scale__activity__programme_id=programme_id, is_withdrawn=False)
    return set(here.values_list("pk", flat=True))


def words_of(ids):
    return list(Remark.objects.filter(pk__in=ids).values_list("text", flat=True))


def all_words(programme_id, but):
    here = Remark.objects.filter(scale__activity__programme_id=programme_id)
    return here.exclude(pk__in=but).values_list("text", flat=True).iterator()


def hidden(programme):
    here = Remark.objects.filter(scale__activity__programme=programme, is_withdrawn=False)
    return here.filter(is_hidden=True).count()


def tables(programme):
    remarks = shown_remarks().filter(scale__activity__programme=programme)
    rated = ratings().filter(scale__activity__programme=programme)
    return [
        Table(
            "remarks",
            ("remark", "scale", "text", "month"),
            lambda: [
                (in_tables(one.pk), in_tables(one.scale_id), one.text, month_of(one.said_on))
                for one in remarks
            ],
        ),
        Table(
            "ratings",
            ("scale", "value", "month"),
            lambda: [
                (
                    in_tables(one.scale_id),
                    one.value,
                    month_of(one.rated_on),
                )
                for one in rated
            ],
            "value: from 1 to 5",
        ),
    ]


def said(owner):
    remarks = remarks_of(owner).select_related("scale__activity__programme__organisation")
    rated = ratings_of(owner).select_related("scale__activity__programme__organisation")
    return [
        *(
            Said(kind="remark", text=one.text, day=one.said_on, url=home(one.scale), id=one.pk)
            for one in remarks
        ),
        *(
            Said(
                kind="rating",
                text=f"{one.value}: {one.scale}",
                day=one.rated_on,
                url=home(one.scale),
            )
            for one in rated
        ),
    ]


def home(scale):
    programme = scale.activity.programme
    return reverse(
        "toy:home", args=[programme.organisation.slug, programme.slug, scale.activity_id]
    )


READING = Reading(
    texts=texts,
    stances=lambda activity_id: NO_STANCES,
    ratings=rated,
    live=live,
    cast=cast,
    spoke=spoke,
    voted=lambda: Q(pk__in=()),
    first_days=first_days,
    texts_by_id=texts_by_id,
    search=search,
    kept_ids=kept_ids,
    words_of=words_of,
    all_words=all_words,
    hidden=hidden,
    tables=tables,
)
