"""From draft to practice, open, closed, and sometimes back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.core.errors import DomainError, NotAllowed, Stale
from folkmoot.core.formats import closing, opening
from folkmoot.core.revisions import check
from folkmoot.programmes import acts, policy, registry
from folkmoot.programmes.models import Programme, Stage
from folkmoot.programmes.presenting import Problem, problems, revision_of_facts
from folkmoot.programmes.services.locking import lock

A_MOMENT = timedelta(minutes=10)  # between two presses of one button
CHANGED = gettext_lazy(
    "What cannot be changed after this is not what you read: somebody changed it meanwhile. Read "
    "it once more, then open. Nothing is open yet."
)


class NotReady(DomainError):
    """Something is missing before people can be let in; ``problems`` holds all of it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.text for problem in self.problems))


@transaction.atomic
def start_practice(*, actor: Actor, programme: Programme, at: datetime) -> Programme:
    """Let staff rehearse: they may join and say things, which the launch erases."""
    _check_may_practise(actor, programme, at)
    if not programme.activities.exists():
        raise DomainError(_("Add an activity first: there is nothing yet to practise with."))
    if not programme.is_practising:
        programme.is_practising = True
        programme.save(update_fields=["is_practising"])
        record_audit(actor, acts.PRACTICE_STARTED, at, programme=programme)
    return programme


@transaction.atomic
def stop_practice(*, actor: Actor, programme: Programme, at: datetime) -> Programme:
    """Back to draft. What was said in practice stays for the next rehearsal, until the launch."""
    _check_may_practise(actor, programme, at)
    if programme.is_practising:
        programme.is_practising = False
        programme.save(update_fields=["is_practising"])
        record_audit(actor, acts.PRACTICE_STOPPED, at, programme=programme)
    return programme


@transaction.atomic
def launch(
    *,
    actor: Actor,
    programme: Programme,
    opens_at: datetime,
    closes_at: datetime,
    at: datetime,
    revision: str | None = None,
) -> Programme:
    """Publish the front page; people can take part from ``opens_at`` to ``closes_at``.

    The rehearsal's voices, and everything they said, are erased in the same transaction.
    Raises NotReady with everything that is missing, and Stale where what the page said cannot
    be changed later (``revision``) has changed since somebody read it.
    """
    _lock(programme)
    if _is_launched_so(programme, opens_at, closes_at) and policy.can_launch(
        actor.roles, Stage.DRAFT
    ):
        return programme
    if not policy.can_launch(actor.roles, programme.stage(at)):
        raise NotAllowed(
            _("Only a facilitator or an administrator can open a programme, and only once.")
        )
    if revision is not None and revision != revision_of_facts(programme, at=at):
        raise Stale(CHANGED)
    if opens_at >= closes_at or closes_at <= at:
        raise DomainError(_("The programme must open before it closes, and close in the future."))
    programme.opens_at, programme.closes_at = opens_at, closes_at
    missing = problems(programme, at=at)
    if missing:
        raise NotReady(missing)
    registry.before_launch(programme.pk)
    programme.is_launched, programme.is_practising = True, False
    programme.save()
    registry.launched(programme, at)
    record_audit(
        actor,
        acts.PROGRAMME_LAUNCHED,
        at,
        lambda: (
            _("from %(opens)s to %(closes)s")
            % {"opens": opening(opens_at), "closes": closing(closes_at)}
        ),
        programme=programme,
    )
    return programme


@transaction.atomic
def call_off(*, actor: Actor, programme: Programme, at: datetime) -> Programme:
    """Take a scheduled opening back to draft; nobody has been let in yet."""
    _lock(programme)
    if not policy.can_call_off(actor.roles, programme.stage(at)):
        raise NotAllowed(_("Only an opening that is still to come can be called off."))
    programme.is_launched = False
    programme.save(update_fields=["is_launched"])
    record_audit(actor, acts.OPENING_CANCELLED, at, programme=programme)
    return programme


@transaction.atomic
def move_closing(
    *,
    actor: Actor,
    programme: Programme,
    closes_at: datetime,
    at: datetime,
    revision: str | None = None,
) -> Programme:
    """Close now, extend, or reopen: the one date that may move while a programme runs."""
    _lock(programme)
    if programme.stage(at) in {Stage.DRAFT, Stage.PRACTICE}:
        raise DomainError(_("The programme has not been launched yet."))
    if not policy.can_change_dates(actor.roles, programme.stage(at)):
        raise NotAllowed(_("Only a facilitator or an administrator can change the closing date."))
    if programme.opens_at and closes_at <= programme.opens_at:
        raise DomainError(_("The programme cannot close before it opens."))
    if closes_at < at:
        raise DomainError(_("That moment has passed. Choose a later one, or use “Close now”."))
    if not check({"closes_at": programme.closes_at}, revision, {"closes_at": closes_at}):
        return programme
    programme.closes_at = closes_at
    programme.save(update_fields=["closes_at"])
    record_audit(
        actor,
        acts.CLOSING_MOVED,
        at,
        lambda: _("to %(day)s") % {"day": closing(closes_at)},
        programme=programme,
    )
    registry.closing_moved(programme, at)
    return programme


def close_now(
    *, actor: Actor, programme: Programme, at: datetime, revision: str | None = None
) -> Programme:
    """Nobody can add anything from this moment; everything stays readable."""
    if programme.stage(at) is not Stage.OPEN:
        raise DomainError(_("The programme is not open, so there is nothing to close."))
    return move_closing(actor=actor, programme=programme, closes_at=at, at=at, revision=revision)


def _check_may_practise(actor: Actor, programme: Programme, at: datetime) -> None:
    _lock(programme)
    if not policy.can_practise(actor.roles, programme.stage(at)):
        raise NotAllowed(_("Practice is for facilitators, before the programme opens."))


def _is_launched_so(programme: Programme, opens_at: datetime, closes_at: datetime) -> bool:
    """By an earlier press of the same button; "now" was a moment ago then."""
    launched = programme.opens_at if programme.is_launched else None
    return (
        launched is not None
        and closes_at == programme.closes_at
        and abs(opens_at - launched) < A_MOMENT
    )


def _lock(programme: Programme) -> None:
    """Two people may press at once: decide on the row as it is now, not as the page saw it."""
    fresh = lock(programme.pk)
    for name in ("is_launched", "is_practising", "opens_at", "closes_at"):
        setattr(programme, name, getattr(fresh, name))
