"""What staff do with ideas and comments. Every act is audited; no words are ever lost."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.registry import Act
from folkmoot.accounts.services import record_audit
from folkmoot.core.errors import DomainError, NotAllowed, Stale
from folkmoot.core.revisions import check
from folkmoot.core.text import clean_text, usable_line, usable_text
from folkmoot.programmes.models import Activity
from folkmoot.workshops import acts, policy
from folkmoot.workshops.models import Comment, Idea
from folkmoot.workshops.services.author_messages import announce_status, tell_hidden, tell_shown
from folkmoot.workshops.services.publishing import count_comments

STATUS_SET = {
    Idea.Status.NEW: acts.STATUS_NEW,
    Idea.Status.HEARD: acts.STATUS_HEARD,
    Idea.Status.EXPLORING: acts.STATUS_EXPLORING,
    Idea.Status.PLANNED: acts.STATUS_PLANNED,
    Idea.Status.DONE: acts.STATUS_DONE,
    Idea.Status.NOT_NOW: acts.STATUS_NOT_NOW,
}


class ReasonMissing(DomainError):
    pass


@transaction.atomic
def set_status(
    *,
    actor: Actor,
    idea: Idea,
    status: Idea.Status,
    at: datetime,
    reason: str = "",
    revision: str | None = None,
) -> Idea:
    """Tell everybody what became of an idea; "not now" needs a reason people can read."""
    activity = idea.question.activity
    if not policy.can_set_status(actor.roles, activity.programme.stage(at)):
        raise NotAllowed(
            _("Only a facilitator or an administrator can answer ideas with a status.")
        )
    reason = usable_text(reason, 600) if clean_text(reason) else ""
    if status == Idea.Status.NOT_NOW and not reason:
        raise ReasonMissing(_("Say why not now: the people behind the idea will read it."))
    current = {"status": idea.status, "reason": idea.status_reason}
    if revision is not None:
        fresh = Idea.objects.select_for_update().get(pk=idea.pk)
        current = {"status": fresh.status, "reason": fresh.status_reason}
    if not check(current, revision, {"status": Idea.Status(status).value, "reason": reason}):
        return idea
    idea.status, idea.status_reason = Idea.Status(status), reason
    idea.save(update_fields=["status", "status_reason"])
    announce_status(idea, at)
    _audit(actor, idea, STATUS_SET[idea.status], reason, at)
    return idea


@transaction.atomic
def pin_idea(*, actor: Actor, idea: Idea, at: datetime, is_pinned: bool = True) -> Idea:
    """Show an idea first to everybody, marked as put there by the facilitators."""
    activity = idea.question.activity
    if not policy.can_pin(actor.roles, activity.programme.stage(at)):
        raise NotAllowed(
            _("Only a facilitator or an administrator can pin ideas while it is open.")
        )
    idea.is_pinned = is_pinned
    if not Idea.objects.filter(pk=idea.pk, is_pinned=not is_pinned).update(is_pinned=is_pinned):
        return idea
    act = acts.IDEA_PINNED if is_pinned else acts.IDEA_UNPINNED
    _audit(actor, idea, act, "", at)
    return idea


@transaction.atomic
def hide_idea(*, actor: Actor, idea: Idea, reason: str, at: datetime) -> Idea:
    """Take an idea off every page. Its words are kept for the record, its author told why."""
    _may_hide(actor, idea.question.activity, at)
    reason = _reason(reason)
    shown = Idea.objects.filter(pk=idea.pk, is_hidden=False, is_withdrawn=False)
    if not shown.update(is_hidden=True, hidden_reason=reason):
        fresh = Idea.objects.get(pk=idea.pk)
        _check_same(fresh.hidden_reason, reason)
        return fresh
    idea.is_hidden, idea.hidden_reason = True, reason
    _audit(actor, idea, acts.IDEA_HIDDEN, idea.hidden_reason, at)
    tell_hidden(idea, at)
    return idea


@transaction.atomic
def show_idea(*, actor: Actor, idea: Idea, at: datetime) -> Idea:
    """Put a hidden idea back, with the votes and comments it had."""
    _may_hide(actor, idea.question.activity, at)
    hidden = Idea.objects.filter(pk=idea.pk, is_hidden=True, is_withdrawn=False)
    idea.is_hidden, idea.hidden_reason = False, ""
    if hidden.update(is_hidden=False, hidden_reason=""):
        _audit(actor, idea, acts.IDEA_SHOWN, "", at)
        tell_shown(idea, at)
    return idea


@transaction.atomic
def hide_comment(*, actor: Actor, comment: Comment, reason: str, at: datetime) -> None:
    activity = comment.idea.question.activity
    _may_hide(actor, activity, at)
    reason = _reason(reason)
    shown = Comment.objects.filter(pk=comment.pk, is_hidden=False, is_withdrawn=False)
    if not shown.update(is_hidden=True, hidden_reason=reason):
        _check_same(Comment.objects.get(pk=comment.pk).hidden_reason, reason)
    else:
        count_comments(Idea.objects.filter(pk=comment.idea_id))
        _audit(actor, comment.idea, acts.COMMENT_HIDDEN, reason, at)
        comment.is_hidden, comment.hidden_reason = True, reason
        tell_hidden(comment, at)


@transaction.atomic
def show_comment(*, actor: Actor, comment: Comment, at: datetime) -> None:
    activity = comment.idea.question.activity
    _may_hide(actor, activity, at)
    shown = Comment.objects.filter(pk=comment.pk, is_hidden=True, is_withdrawn=False)
    if shown.update(is_hidden=False, hidden_reason=""):
        count_comments(Idea.objects.filter(pk=comment.idea_id))
        _audit(actor, comment.idea, acts.COMMENT_SHOWN, "", at)
        comment.is_hidden, comment.hidden_reason = False, ""
        tell_shown(comment, at)


def _may_hide(actor: Actor, activity: Activity, at: datetime) -> None:
    if not policy.can_hide(actor.roles, activity.programme.stage(at)):
        raise NotAllowed(_("Only a moderator, facilitator or administrator can hide or show this."))


def _check_same(current: str, reason: str) -> None:
    """Somebody hid it first. The same reason is a second press; another one is not lost unseen."""
    if current != reason:
        raise Stale(
            _("It is not shown any more. The reason that was given: “%(reason)s”")
            % {"reason": current}
            if current
            else _("It is not shown any more. Its author took it back.")
        )


def _reason(reason: str) -> str:
    return usable_line(
        reason,
        300,
        refusal=ReasonMissing,
        empty=_("Give a reason: it is told to the author and kept for the record."),
    )


def _audit(actor: Actor, idea: Idea, act: Act, reason: str, at: datetime) -> None:
    """Names the idea by its reference: its words are its author's to take back, even here."""
    detail = f"{idea.ref}: {reason}" if reason else idea.ref
    record_audit(actor, act, at, detail, programme=idea.question.activity.programme)
