"""What a crowd contributed in every kind of activity together: people are counted once."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from uuid import UUID

from django.db.models import Q

from folkmoot.activities.registry import (
    ActivityKind,
    Answers,
    CastCounts,
    Choices,
    LiveCounts,
    Rankings,
    Ratings,
    Stances,
    Standing,
    Table,
    Text,
    Texts,
    kinds,
)
from folkmoot.core.own_rows import AT_ONCE, Owner
from folkmoot.programmes.models import Activity, Programme


def kinds_of(programme_id: UUID) -> list[ActivityKind]:
    """The kinds of activity that a programme holds: nobody else's tables are asked."""
    held = Activity.objects.filter(programme_id=programme_id).order_by()
    known = set(held.values_list("kind", flat=True).distinct())
    return [kind for kind in kinds() if kind.key in known]


@dataclass(frozen=True, slots=True)
class ActivityData:
    """What stands in one activity, by type of data."""

    texts: Texts
    stances: Stances
    ratings: Ratings
    rankings: Rankings
    choices: Choices
    answers: Answers


def contributions(programme: Programme) -> list[ActivityData]:
    """What stands in each activity, in the order of the programme."""
    known = {kind.key: kind.reading for kind in kinds()}
    return [
        ActivityData(
            texts=reading.texts(activity.pk),
            stances=reading.stances(activity.pk),
            ratings=reading.ratings(activity.pk),
            rankings=reading.rankings(activity.pk),
            choices=reading.choices(activity.pk),
            answers=reading.answers(activity.pk),
        )
        for activity in programme.activities.all()
        if (reading := known.get(activity.kind)) is not None
    ]


def live_counts(programme: Programme) -> list[LiveCounts]:
    return [kind.reading.live(programme) for kind in kinds_of(programme.pk)]


def cast_counts(programme: Programme) -> list[CastCounts]:
    return [kind.reading.cast(programme) for kind in kinds_of(programme.pk)]


def spoke() -> Q:
    """Participants who said something that stands, whatever the kind."""
    return _any(kind.reading.spoke() for kind in kinds())


def voted() -> Q:
    return _any(kind.reading.voted() for kind in kinds())


def _any(conditions: Iterable[Q]) -> Q:
    """A person counts once, however many of these hold; nobody does where there are none."""
    found = Q(pk__in=())
    for condition in conditions:
        found |= condition
    return found


def first_days(programme_id: UUID) -> dict[int, date]:
    """By participant's id the first day on which they said something that stands."""
    found: dict[int, date] = {}
    for kind in kinds_of(programme_id):
        for person, day in kind.reading.first_days(programme_id).items():
            found[person] = min(day, found.get(person, day))
    return found


def texts_by_id(
    programme: Programme, ids: Iterable[int], *, comments: bool = True
) -> dict[int, Text]:
    """Texts in the order asked for; hidden and withdrawn ones too: look first."""
    wanted = list(dict.fromkeys(ids))
    found: dict[int, Text] = {}
    for kind in kinds():
        if not (rest := [key for key in wanted if key not in found]):
            break
        for start in range(0, len(rest), AT_ONCE):
            some = rest[start : start + AT_ONCE]
            found |= kind.reading.texts_by_id(programme, some, comments)
    return {key: found[key] for key in wanted if key in found}


def search(programme: Programme, words: Iterable[str], limit: int) -> list[Text]:
    """Visible texts that hold every word, those with most support first."""
    wanted = list(words)
    found = [
        text
        for kind in kinds_of(programme.pk)
        for text in kind.reading.search(programme, wanted, limit)
    ]
    return sorted(found, key=lambda text: (-text.agrees, text.id))[:limit]


def text_ids_of(owner: Owner) -> set[int]:
    """The texts of one voice."""
    return set().union(*(kind.voicing.text_ids(owner) for kind in kinds()))


def standing_of(owner: Owner) -> Standing:
    """What one voice's rows add to counts of people, whatever the kind."""
    found = [kind.voicing.standing(owner) for kind in kinds_of(owner.programme_id)]
    days = [one.first_day for one in found if one.first_day is not None]
    return Standing(min(days, default=None), frozenset().union(*(one.voted for one in found)))


def kept_ids(programme_id: UUID | str) -> set[int]:
    """Every text that was not taken back; what is only hidden is kept for the record."""
    return set().union(*(kind.reading.kept_ids(programme_id) for kind in kinds()))


def words_of(ids: Collection[int]) -> list[str]:
    """Texts by id, whatever became of them."""
    return [text for kind in kinds() for text in kind.reading.words_of(ids)]


def all_words(programme_id: UUID, but: Collection[int]) -> Iterator[str]:
    """Every text of a programme but these, hidden ones too."""
    return chain.from_iterable(kind.reading.all_words(programme_id, but) for kind in kinds())


def hidden_texts(programme: Programme) -> int:
    return sum(kind.reading.hidden(programme) for kind in kinds_of(programme.pk))


def tables(programme: Programme) -> list[Table]:
    """Everything that stands, to take away."""
    return [table for kind in kinds_of(programme.pk) for table in kind.reading.tables(programme)]


def methods(programme: Programme) -> list[str]:
    """What people did in each kind of activity that the programme has."""
    return [str(kind.method) for kind in kinds_of(programme.pk)]


def address_of(programme: Programme, subject: str, ref: str) -> str:
    """Where an author sees what a letter is about; empty where no kind knows the subject."""
    for kind in kinds():
        if subject in kind.subjects:
            return kind.subjects[subject](programme, subject, ref)
    return ""
