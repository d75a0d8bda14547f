"""The facilitator's list: what needs an answer first, however many ideas there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThanOrEqual

from folkmoot.activities.models import ShownTo
from folkmoot.core.ids import from_ref, to_ref
from folkmoot.core.paging import Paged
from folkmoot.programmes.models import Activity
from folkmoot.workshops.models import Comment, Idea
from folkmoot.workshops.queries.searching import holding
from insight.ranking import CAMP, FEWEST

PAGE = 50
COMMENTS = 100  # of one idea on a page
TALLIES = ("agrees", "disagrees", "passes")
SORTS = ("attention", "newest", "support", "contested")
SHOWS = ("shown", "unanswered", "commented", "pinned", "hidden")


@dataclass(frozen=True, slots=True)
class IdeaFilter:
    """What a facilitator asked to see; unknown words fall back to the first of each list."""

    show: str = "shown"
    sort: str = "attention"
    search: str = ""
    question_id: int | None = None
    after: str = ""


@dataclass(frozen=True, slots=True)
class StaffIdeaPage:
    ideas: Sequence[Idea]
    after: str
    total: int


def staff_ideas(*, activity: Activity, choice: IdeaFilter) -> StaffIdeaPage:
    """One page of the list, two queries, continuing after a row and not after a number."""
    ideas = _shown(activity, choice)
    total = ideas.count()
    ideas = ideas.annotate(weight=_weight(choice.sort)).order_by("-weight", "-pk")
    place = _read_place(choice.after)
    if place:
        weight, pk = place
        ideas = ideas.filter(Q(weight__lt=weight) | Q(weight=weight, pk__lt=pk))
    rows = list(ideas.select_related("question")[: PAGE + 1])
    after = ""
    if len(rows) > PAGE:
        last = rows[PAGE - 1]
        after = f"{last.weight}_{to_ref(last.pk)}"
    return StaffIdeaPage(rows[:PAGE], after, total)


def _shown(activity: Activity, choice: IdeaFilter) -> QuerySet[Idea]:
    ideas = Idea.objects.filter(
        question__activity=activity, is_withdrawn=False, shown_to__gte=ShownTo.STAFF
    )
    ideas = ideas.filter(is_hidden=choice.show == "hidden")
    if choice.show == "unanswered":
        ideas = ideas.filter(status=Idea.Status.NEW)
    elif choice.show == "commented":
        ideas = ideas.filter(comment_count__gt=0)
    elif choice.show == "pinned":
        ideas = ideas.filter(is_pinned=True)
    if choice.question_id:
        ideas = ideas.filter(question_id=choice.question_id)
    if choice.search:
        ideas = holding(ideas, *choice.search[:80].split())
    return ideas


def _weight(sort: str) -> Case | F:
    """A whole number to sort by, large first. Attention: unanswered, then the most said."""
    said = F("agrees") + F("disagrees") + F("passes") + 3 * F("comment_count")
    if sort == "newest":
        # Days since the epoch, in SQL that both databases share: year, month and day.
        day = F("said_on__year") * 10_000 + F("said_on__month") * 100 + F("said_on__day")
        return Case(When(pk__isnull=False, then=day), output_field=IntegerField())
    if sort == "support":
        return Case(
            When(pk__isnull=False, then=F("agrees") - F("disagrees")), output_field=IntegerField()
        )
    if sort == "contested":
        return _contested()
    return Case(
        When(status=Idea.Status.NEW, then=said + 1), default=Value(0), output_field=IntegerField()
    )


def _contested() -> Case:
    """The rule and the order of ``insight.ranking.rank_ideas`` (``most_contested``), in SQL.

    Contested are ideas with enough votes and a camp on each side. They come first; within both
    kinds the controversy decides, here in millionths.
    """
    agrees, disagrees, passes = (Cast(F(n), BigIntegerField()) for n in TALLIES)
    votes = agrees + disagrees + passes
    even = 4_000_000 * agrees * disagrees / ((votes + 2) * (votes + 2))
    enough = Q(GreaterThanOrEqual(votes, FEWEST))
    for side in (agrees, disagrees):
        enough &= Q(GreaterThanOrEqual(10 * side, CAMP * votes))
    return Case(
        When(enough, then=even + 10_000_000),
        default=even,
        output_field=BigIntegerField(),
    )


def _read_place(after: str) -> tuple[int, int] | None:
    weight, _, ref = after.partition("_")
    try:
        return (int(weight), from_ref(ref)) if len(weight) < 12 else None
    except ValueError:
        return None


def staff_comments(idea: Idea, after: int = 0) -> Paged[Comment]:
    """In the order they stand in; every one is on some page, each page at its place in the thread.

    Hidden ones, too: they may have to be shown again. Three queries, however many.
    """
    comments = idea.comments.filter(is_withdrawn=False, shown_to__gte=ShownTo.STAFF)
    found = list(comments.filter(position__gt=after).order_by("position")[: COMMENTS + 1])
    shown = tuple(found[:COMMENTS])
    return Paged(
        shown,
        total=comments.count(),
        first=comments.filter(position__lte=after).count() + 1,
        after=shown[-1].position if len(found) > len(shown) else None,
    )


def page_of_comment(comment: Comment) -> int:
    """The place after which a page begins that has this comment on it."""
    earlier = Comment.objects.filter(
        idea=comment.idea_id,
        is_withdrawn=False,
        shown_to__gte=ShownTo.STAFF,
        position__lt=comment.position,
    )
    full = earlier.count() // COMMENTS * COMMENTS
    if not full:
        return 0
    return earlier.order_by("position").values_list("position", flat=True)[full - 1]


def figures(activity: Activity) -> dict[str, int]:
    """What the page says first: how many ideas, how many wait for an answer, how many hidden."""
    here = Idea.objects.filter(
        question__activity=activity, is_withdrawn=False, shown_to__gte=ShownTo.STAFF
    )
    return here.aggregate(
        shown=Count("pk", filter=Q(is_hidden=False)),
        waiting=Count("pk", filter=Q(is_hidden=False, status=Idea.Status.NEW)),
        hidden=Count("pk", filter=Q(is_hidden=True)),
    )
