"""Find a thing and check this request may have it; otherwise it does not exist."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from folkmoot.accounts.access import StaffRequest
from folkmoot.accounts.policy import Actor
from folkmoot.activities.models import ShownTo
from folkmoot.core.ids import from_any_ref, from_ref, to_ref
from folkmoot.joining.access import ParticipantRequest, cookie_home
from folkmoot.programmes.access import staff_programme_for
from folkmoot.programmes.models import Activity, Programme
from folkmoot.workshops import policy

# Views name these types, and get them from here because they never open a table.
from folkmoot.workshops.models import ChallengeQuestion as ChallengeQuestion
from folkmoot.workshops.models import Comment as Comment
from folkmoot.workshops.models import Idea as Idea
from folkmoot.workshops.queries.own_rows import COMMENT, IDEA

DEALT_FOR = 7 * 24 * 60 * 60


def activity_for(request: ParticipantRequest, activity_id: UUID) -> Activity:
    return get_object_or_404(_activities(request.programme), pk=activity_id)


def question_for(request: ParticipantRequest, question_id: int) -> ChallengeQuestion:
    questions = ChallengeQuestion.objects.select_related("activity").prefetch_related(
        "activity__phases"
    )
    question = get_object_or_404(
        questions, pk=question_id, activity__programme=request.programme, activity__kind="workshop"
    )
    question.activity.programme = request.programme
    return question


def idea_for(request: ParticipantRequest, idea_id: int) -> Idea:
    """Hidden and withdrawn ones too: pages say that they are gone instead of pretending."""
    ideas = Idea.objects.select_related("question__activity").prefetch_related(
        "question__activity__phases"
    )
    theirs = Q(shown_to=ShownTo.EVERYBODY) | Q(author=request.participant)
    idea = get_object_or_404(
        ideas, theirs, pk=idea_id, question__activity__programme=request.programme
    )
    idea.question.activity.programme = request.programme
    return idea


def own_comment_for(request: ParticipantRequest, comment_id: int) -> Comment:
    comments = Comment.objects.select_related("idea__question__activity")
    comment = get_object_or_404(
        comments, pk=comment_id, idea__question__activity__programme=request.programme
    )
    if not request.participant.owner.owns(COMMENT, comment.pk, comment.author_id):
        raise Http404("No such comment of yours.")
    return comment


@dataclass(frozen=True, slots=True)
class StaffActivity:
    activity: Activity
    programme: Programme
    actor: Actor


def staff_activity_for(
    request: StaffRequest, org: str, slug: str, activity_id: UUID
) -> StaffActivity:
    found = staff_programme_for(request, org, slug)
    if not policy.can_read_facilitation(found.actor.roles):
        raise Http404("No such workshop.")
    activity = get_object_or_404(_activities(found.programme), pk=activity_id)
    return StaffActivity(activity=activity, programme=found.programme, actor=found.actor)


def staff_idea_for(found: StaffActivity, idea_id: int) -> Idea:
    ideas = Idea.objects.select_related("question").filter(
        is_withdrawn=False, shown_to__gte=ShownTo.STAFF
    )
    idea = get_object_or_404(ideas, pk=idea_id, question__activity=found.activity)
    idea.question.activity = found.activity
    return idea


def staff_question_for(found: StaffActivity, question_id: int) -> ChallengeQuestion:
    question = get_object_or_404(ChallengeQuestion, pk=question_id, activity=found.activity)
    question.activity = found.activity
    return question


def staff_comment_for(found: StaffActivity, comment_id: int) -> Comment:
    comments = Comment.objects.select_related("idea__question__activity__programme")
    return get_object_or_404(
        comments,
        pk=comment_id,
        idea__question__activity=found.activity,
        shown_to__gte=ShownTo.STAFF,
    )


def assigned_ideas(request: ParticipantRequest, question: ChallengeQuestion) -> list[int]:
    """The ideas this browser was dealt last, so that nothing reshuffles under its reader."""
    kept = request.COOKIES.get(_assigned_name(question), "")[:400]
    ids: list[int] = []
    for ref in kept.split("."):
        try:
            ids.append(from_ref(ref))
        except ValueError:
            continue
    return ids


def remember_assigned(response: HttpResponse, question: ChallengeQuestion, ids: list[int]) -> None:
    response.set_cookie(
        _assigned_name(question),
        ".".join(to_ref(pk) for pk in ids),
        max_age=DEALT_FOR,
        **cookie_home(question.activity.programme),
    )


def _assigned_name(question: ChallengeQuestion) -> str:
    return f"dealt-{question.ref}"


def _activities(programme: Programme) -> QuerySet[Activity]:
    activities = Activity.objects.filter(programme=programme, kind="workshop")
    return activities.select_related("programme__organisation")


def own_idea_for(request: ParticipantRequest, idea_id: int) -> Idea:
    idea = idea_for(request, idea_id)
    if not is_own_idea(request, idea):
        raise Http404("No such idea of yours.")
    return idea


def is_own_idea(request: ParticipantRequest, idea: Idea) -> bool:
    return request.participant.owner.owns(IDEA, idea.pk, idea.author_id)


def hidden_idea_of(
    request: ParticipantRequest, question: ChallengeQuestion, ref: str
) -> Idea | None:
    """A hidden idea of one's own, to be said in other words."""
    if not ref:
        return None
    hidden = Idea.objects.filter(question=question, is_hidden=True, is_withdrawn=False)
    found = hidden.filter(pk=from_any_ref(ref)).first()
    return found if found is not None and is_own_idea(request, found) else None


def hidden_comment_of(request: ParticipantRequest, idea: Idea, ref: str) -> Comment | None:
    if not ref:
        return None
    hidden = Comment.objects.filter(idea=idea, is_hidden=True, is_withdrawn=False)
    found = hidden.filter(pk=from_any_ref(ref)).select_related("parent").first()
    is_own = found and request.participant.owner.owns(COMMENT, found.pk, found.author_id)
    return found if is_own else None


def parent_in(idea: Idea, ref: str) -> Comment | None:
    """The comment a reply goes to; a stale or foreign one makes it a comment on the idea."""
    try:
        comments = Comment.objects.filter(idea=idea, shown_to=ShownTo.EVERYBODY)
        return comments.filter(pk=from_ref(ref)).select_related("parent").first()
    except ValueError:
        return None


def board_address(programme: Programme, question: ChallengeQuestion) -> str:
    return programme.address("workshops:board", question.pk)


def idea_address(programme: Programme, idea: Idea) -> str:
    return programme.address("workshops:idea", idea.pk)
