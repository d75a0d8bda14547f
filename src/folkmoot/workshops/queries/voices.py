"""What one participant said in workshops, with what became of it."""

from django.db.models import QuerySet
from django.urls import reverse

from folkmoot.activities.registry import Said
from folkmoot.core.ids import from_ref
from folkmoot.programmes.models import Programme
from folkmoot.workshops.models import Comment, Idea, Vote
from folkmoot.workshops.queries.comments import comment_anchor


def said_by(participant_id: int) -> list[Said]:
    """Ideas, comments and votes of a participant, the latest day first in each kind."""
    return [*_ideas(participant_id), *_comments(participant_id), *_votes(participant_id)]


def _ideas(participant_id: int) -> list[Said]:
    ideas = Idea.objects.filter(author_id=participant_id)
    return [
        Said(
            kind="idea",
            text=idea.text,
            day=idea.said_on,
            url=_address("idea", idea, idea.pk),
            outcome=_outcome(idea),
            withdraw_url=_address("withdraw-idea", idea, idea.pk),
            id=idea.pk,
        )
        for idea in _with_programme(ideas).order_by("-said_on", "pk")
    ]


def _outcome(idea: Idea) -> str:
    if idea.is_hidden:
        return f"Hidden: {idea.hidden_reason}"
    words = "Nobody has voted on it yet."
    if idea.votes_cast:
        words = f"{idea.agrees} of {_people(idea.votes_cast)} agree."
    if idea.status != Idea.Status.NEW:
        reason = f" {idea.status_reason}" if idea.status_reason else ""
        words += f" {idea.get_status_display()}.{reason}"
    return words


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _comments(participant_id: int) -> list[Said]:
    comments = Comment.objects.filter(author_id=participant_id).select_related(
        "idea__question__activity__programme__organisation"
    )
    return [
        Said(
            kind="comment",
            text=comment.text,
            day=comment.said_on,
            url=_address("idea", comment.idea, comment.idea_id)
            + comment_anchor(comment, comment.idea.comment_count),
            outcome=f"Hidden: {comment.hidden_reason}" if comment.is_hidden else "",
            withdraw_url=_address("withdraw-comment", comment.idea, comment.pk),
            id=comment.pk,
        )
        for comment in comments.order_by("-said_on", "pk")
    ]


def _votes(participant_id: int) -> list[Said]:
    votes = Vote.objects.filter(
        participant_id=participant_id, idea__is_hidden=False, idea__is_withdrawn=False
    ).select_related("idea__question__activity__programme__organisation")
    return [
        Said(
            kind="vote",
            text=f"{vote.get_stance_display()}: {vote.idea.text}",
            day=vote.cast_on,
            url=_address("idea", vote.idea, vote.idea_id),
            outcome="" if vote.idea.status == Idea.Status.NEW else _outcome(vote.idea),
            withdraw_url=_address("withdraw-vote", vote.idea, vote.idea_id),
        )
        for vote in votes.order_by("-cast_on", "idea_id")
    ]


def address_of(programme: Programme, kind: str, ref: str) -> str:
    """Where an author sees what a conversation is about, and may say it anew; or nothing."""
    try:
        pk = from_ref(ref)
    except ValueError:
        return ""
    place = [programme.organisation.slug, programme.slug]
    if kind == "idea":
        return reverse("workshops:idea", args=[*place, pk])
    comment = Comment.objects.filter(pk=pk, idea__question__activity__programme=programme).first()
    if comment is None:
        return ""
    idea = reverse("workshops:idea", args=[*place, comment.idea_id])
    return f"{idea}?comment={ref}#comment-{ref}"


def _with_programme(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    return ideas.select_related("question__activity__programme__organisation")


def _address(name: str, idea: Idea, pk: int) -> str:
    programme = idea.question.activity.programme
    return reverse(f"workshops:{name}", args=[programme.organisation.slug, programme.slug, pk])
