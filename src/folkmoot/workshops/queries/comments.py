"""The comments on an idea, a page at a time: threads by position, each with its replies."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from folkmoot.activities.models import ShownTo
from folkmoot.core.ids import from_ref, to_ref
from folkmoot.participants.models import Participant
from folkmoot.programmes.models import Programme
from folkmoot.workshops.models import Comment, Idea
from folkmoot.workshops.queries.own_rows import COMMENT

COMMENTS_ON_A_PAGE = 100
LARGEST_POSITION = 2**31 - 1

Place = tuple[int, int]
"""Where a comment stands: the position of its thread's first comment, and its own."""


@dataclass(frozen=True, slots=True)
class CommentLine:
    id: int
    text: str
    said_on: date
    is_mine: bool
    is_gone: bool
    hidden_reason: str
    waits: bool  # for a batch: only its author reads it here
    is_repeated: bool = False  # stood on the page before; here only for the replies under it
    replies: list["CommentLine"] = field(default_factory=list)

    @property
    def ref(self) -> str:
        return to_ref(self.id)


@dataclass(frozen=True, slots=True)
class CommentPage:
    threads: list[CommentLine]
    after: str  # the next page's address part; empty on the last
    is_first: bool
    ids: frozenset[int]


def comment_page(
    *, idea: Idea, participant: Participant, after: str = "", showing: int | None = None
) -> CommentPage:
    """Comments after a place, and the place to go on from. Three queries at most.

    ``showing`` is a comment that must be on the page: where it is not, the page starts at its
    thread. A gone comment keeps its place only for its replies.
    """
    start = _place(after)
    page = _page(idea, participant, start)
    if showing is None or showing in page.ids:
        return page
    wanted = _readable(idea, participant, Q(pk=showing)).first()
    return _page(idea, participant, (_place_of(wanted)[0], -1)) if wanted else page


def _readable(idea: Idea, participant: Participant, where: Q) -> QuerySet[Comment]:
    """In the order of threads; a gone reply says nothing to anybody but its author."""
    gone = Q(is_hidden=True) | Q(is_withdrawn=True)
    return (
        Comment.objects.filter(~gone | Q(parent=None) | _by(participant, idea), idea=idea)
        .filter(Q(shown_to=ShownTo.EVERYBODY) | _by(participant, idea))
        .select_related("parent")
        .annotate(thread=Coalesce(F("parent__position"), F("position")))
        .filter(where)
        .order_by("thread", "position")
    )


def _by(participant: Participant, idea: Idea) -> Q:
    owner, rows = participant.owner, list[int]()
    if owner.key is not None:
        rows = list(Comment.objects.filter(idea=idea, is_hidden=True).values_list("pk", flat=True))
    return Q(author__in=owner.numbers(COMMENT, rows))


def _place_of(comment: Comment) -> Place:
    return (comment.parent or comment).position, comment.position


def _page(idea: Idea, participant: Participant, start: Place) -> CommentPage:
    later = Q(thread__gt=start[0]) | Q(thread=start[0], position__gt=start[1])
    found = list(_readable(idea, participant, later)[: COMMENTS_ON_A_PAGE + 1])
    shown = found[:COMMENTS_ON_A_PAGE]
    lines: dict[int, CommentLine] = {}
    threads: list[CommentLine] = []
    first = shown[0] if shown else None
    if first is not None and first.parent is not None:
        above = lines[first.parent.pk] = _line(first.parent, participant, is_repeated=True)
        threads.append(above)
    for comment in shown:
        line = lines[comment.pk] = _line(comment, participant)
        (lines[comment.parent_id].replies if comment.parent_id else threads).append(line)
    last = shown[-1] if len(found) > len(shown) else None
    return CommentPage(
        threads=[line for line in threads if not line.is_gone or line.is_mine or line.replies],
        after="{}-{}".format(*_place_of(last)) if last else "",
        is_first=start == (-1, -1),
        ids=frozenset(comment.pk for comment in shown),
    )


def _line(comment: Comment, participant: Participant, *, is_repeated: bool = False) -> CommentLine:
    is_mine = participant.owner.owns(COMMENT, comment.pk, comment.author_id)
    is_gone = comment.is_hidden or comment.is_withdrawn
    return CommentLine(
        id=comment.pk,
        text=comment.text if is_mine or not is_gone else "",
        said_on=comment.said_on,
        is_mine=is_mine,
        is_gone=is_gone,
        hidden_reason=comment.hidden_reason if is_mine else "",
        waits=comment.waits,
        is_repeated=is_repeated,
    )


def _place(after: str) -> Place:
    """An address part back to a place; the beginning where it makes no sense."""
    parts = after.split("-")
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() for part in parts):
        return -1, -1
    if any(len(part) > 10 or int(part) > LARGEST_POSITION for part in parts):
        return -1, -1
    return int(parts[0]), int(parts[1])


def comment_anchor(comment: Comment, comments: int) -> str:
    """What follows the address of its idea: the page it is on, where there are several."""
    page = f"?comment={comment.ref}" if comments > COMMENTS_ON_A_PAGE else ""
    return f"{page}#comment-{comment.ref}"


def address_of(programme: Programme, kind: str, ref: str) -> str:
    """Where an author sees what a conversation is about, and may say it anew; or nothing."""
    try:
        pk = from_ref(ref)
    except ValueError:
        return ""
    if kind == "idea":
        return programme.address("workshops:idea", pk)
    comment = Comment.objects.filter(pk=pk, idea__question__activity__programme=programme).first()
    if comment is None:
        return ""
    idea = programme.address("workshops:idea", comment.idea_id)
    return f"{idea}?comment={ref}#comment-{ref}"
