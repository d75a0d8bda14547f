"""The challenge questions: what the sponsors ask, and when each opens."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.core.revisions import claim
from folkmoot.core.text import clean_text, usable_line
from folkmoot.programmes.models import Activity
from folkmoot.workshops import acts, policy
from folkmoot.workshops.models import ChallengeQuestion


@transaction.atomic
def add_question(
    *,
    actor: Actor,
    activity: Activity,
    text: str,
    at: datetime,
    help_text: str = "",
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
) -> ChallengeQuestion:
    """The last question of the activity; without dates it is open whenever the activity is."""
    _permitted(actor, activity, at)
    _dates(opens_at, closes_at)
    Activity.objects.select_for_update().get(pk=activity.pk)  # two presses take turns
    said = {"text": usable_line(text, 300), "help_text": clean_text(help_text)[:600]}
    if pressed_before := activity.questions.filter(**said).first():
        return pressed_before
    last = activity.questions.order_by("-position").values_list("position", flat=True).first()
    question = ChallengeQuestion.objects.create(
        activity=activity,
        **said,
        position=0 if last is None else last + 1,
        opens_at=opens_at,
        closes_at=closes_at,
    )
    record_audit(actor, acts.QUESTION_ADDED, at, question.text, programme=activity.programme)
    return question


@transaction.atomic
def edit_question(  # noqa: PLR0913 - the fields of one question
    *,
    actor: Actor,
    question: ChallengeQuestion,
    text: str,
    at: datetime,
    help_text: str = "",
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    revision: str | None = None,
) -> ChallengeQuestion:
    """Change words and dates; once people have answered, the words stand."""
    _permitted(actor, question.activity, at)
    _dates(opens_at, closes_at)
    wanted = usable_line(text, 300)
    if wanted != question.text and question.ideas.filter(author__is_practice=False).exists():
        raise DomainError(
            _("People have answered this question, so its words stand. Add a new question instead.")
        )
    help_text = clean_text(help_text)[:600]
    dates = {"opens_at": opens_at, "closes_at": closes_at}
    if not claim(question, revision, text=wanted, help_text=help_text, **dates):
        return question
    question.text, question.help_text = wanted, help_text
    question.opens_at, question.closes_at = opens_at, closes_at
    question.save()
    record_audit(
        actor, acts.QUESTION_EDITED, at, question.text, programme=question.activity.programme
    )
    return question


@transaction.atomic
def move_question(
    *,
    actor: Actor,
    question: ChallengeQuestion,
    step: int,
    at: datetime,
    place: int | None = None,
) -> None:
    """One place up (-1) or down (+1); at an end nothing moves.

    ``place`` is where the page showed it, from 0: a second press moves it no further.
    """
    _permitted(actor, question.activity, at)
    ordered = list(question.activity.questions.select_for_update().order_by("position", "id"))
    here = next(i for i, other in enumerate(ordered) if other.pk == question.pk)
    if place not in {None, here}:
        return
    there = min(max(here + (1 if step > 0 else -1), 0), len(ordered) - 1)
    ordered.insert(there, ordered.pop(here))
    for position, other in enumerate(ordered):
        other.position = position
    ChallengeQuestion.objects.bulk_update(ordered, ["position"])


@transaction.atomic
def remove_question(*, actor: Actor, question: ChallengeQuestion, at: datetime) -> None:
    """Only one that nobody has answered; a rehearsal's answers go with it."""
    _permitted(actor, question.activity, at)
    practised = question.ideas.filter(author__is_practice=True)
    if question.ideas.exclude(pk__in=practised.values("pk")).exists():
        raise DomainError(_("People have answered this question. Close it by a date instead."))
    record_audit(
        actor, acts.QUESTION_REMOVED, at, question.text, programme=question.activity.programme
    )
    question.delete()


def copy_questions(from_activity_id: UUID, to_activity_id: UUID) -> None:
    """What staff wrote, for a programme that starts from an earlier one; dates do not travel."""
    ChallengeQuestion.objects.bulk_create(
        ChallengeQuestion(
            activity_id=to_activity_id,
            text=question.text,
            help_text=question.help_text,
            position=question.position,
        )
        for question in ChallengeQuestion.objects.filter(activity_id=from_activity_id)
    )


def _permitted(actor: Actor, activity: Activity, at: datetime) -> None:
    if not policy.can_set_questions(actor.roles, activity.programme.stage(at)):
        raise NotAllowed(
            _(
                "Questions can be changed by facilitators and administrators "
                "until the programme closes."
            )
        )


def _dates(opens_at: datetime | None, closes_at: datetime | None) -> None:
    if opens_at and closes_at and opens_at >= closes_at:
        raise DomainError(_("The question must open before it closes."))
