"""What one participant said in workshops, with what became of it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.activities.registry import Said
from folkmoot.core.own_rows import Owner
from folkmoot.published.presenting import when_texts_appear
from folkmoot.workshops.models import Comment, Idea
from folkmoot.workshops.queries.comments import comment_anchor
from folkmoot.workshops.queries.own_rows import comments_of, ideas_of, votes_of


def said_by(owner: Owner) -> list[Said]:
    """Ideas, comments and votes of a participant, the latest day first in each kind."""
    return [*_ideas(owner), *_comments(owner), *_votes(owner)]


def _ideas(owner: Owner) -> list[Said]:
    ideas = ideas_of(owner)
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
        return _hidden(idea.hidden_reason)
    if idea.waits:
        return when_texts_appear(idea.question.activity.programme)
    told = [_agreeing(idea)]
    if idea.status != Idea.Status.NEW:
        told.append(_("%(status)s.") % {"status": idea.get_status_display()})
        told += [idea.status_reason] if idea.status_reason else []
    return " ".join(told)


def _hidden(reason: str) -> str:
    return _("Hidden: %(reason)s") % {"reason": reason}


def _agreeing(idea: Idea) -> str:
    if not idea.votes_cast:
        return _("No votes on it have been added up yet.")
    return ngettext(
        "%(agree)s of %(count)s person agree.",
        "%(agree)s of %(count)s people agree.",
        idea.votes_cast,
    ) % {"agree": idea.agrees, "count": idea.votes_cast}


def _comments(owner: Owner) -> list[Said]:
    comments = comments_of(owner).select_related(
        "idea__question__activity__programme__organisation"
    )
    return [
        Said(
            kind="comment",
            text=comment.text,
            day=comment.said_on,
            url=_address("idea", comment.idea, comment.idea_id)
            + comment_anchor(comment, comment.idea.comment_count),
            outcome=_of_comment(comment),
            withdraw_url=_address("withdraw-comment", comment.idea, comment.pk),
            id=comment.pk,
        )
        for comment in comments.order_by("-said_on", "pk")
    ]


def _of_comment(comment: Comment) -> str:
    if comment.is_hidden:
        return _hidden(comment.hidden_reason)
    return when_texts_appear(comment.idea.question.activity.programme) if comment.waits else ""


def _votes(owner: Owner) -> list[Said]:
    votes = (
        votes_of(owner)
        .filter(idea__is_hidden=False, idea__is_withdrawn=False)
        .select_related("idea__question__activity__programme__organisation")
    )
    return [
        Said(
            kind="vote",
            text=_("%(stance)s: %(idea)s")
            % {"stance": vote.get_stance_display(), "idea": vote.idea.text},
            day=vote.cast_on,
            url=_address("idea", vote.idea, vote.idea_id),
            outcome="" if vote.idea.status == Idea.Status.NEW else _outcome(vote.idea),
            withdraw_url=_address("withdraw-vote", vote.idea, vote.idea_id),
        )
        for vote in votes.order_by("-cast_on", "idea_id")
    ]


def _with_programme(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    return ideas.select_related("question__activity__programme__organisation")


def _address(name: str, idea: Idea, pk: int) -> str:
    programme = idea.question.activity.programme
    return programme.address(f"workshops:{name}", pk)
