"""The mandate: written together, talked about, signed."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.core.errors import DomainError, NotAllowed, Stale
from folkmoot.core.text import clean_line, clean_text, usable_text
from folkmoot.programmes import acts, policy
from folkmoot.programmes.models import (
    MandateComment,
    MandateSignature,
    MandateVersion,
    Programme,
    Stage,
)
from folkmoot.programmes.queries import newest_version
from folkmoot.programmes.services.notice import forget_carried


@transaction.atomic
def edit_mandate(  # noqa: PLR0913 - the fields of one mandate
    *,
    actor: Actor,
    programme: Programme,
    pain_points: str,
    promise: str,
    invited: str,
    answers_for: str,
    based_on: int,
    at: datetime,
) -> MandateVersion:
    """Keep the mandate as a new version; ``based_on`` is the number the editor started from.

    Raises Stale when somebody else saved in between: nothing is overwritten. Saving the
    same words again keeps the version, and with it the signatures.
    """
    stage = programme.stage(at)
    if not policy.can_edit_mandate(actor.roles, stage):
        raise NotAllowed(
            _(
                "The mandate can be edited by sponsors and facilitators until the opening is "
                "scheduled."
            )
            if stage in {Stage.DRAFT, Stage.PRACTICE}
            else _("The promise has been published, so the mandate can no longer be changed.")
        )
    words = {
        "pain_points": clean_text(pain_points),
        "promise": clean_text(promise),
        "invited": clean_text(invited),
        "answers_for": clean_text(answers_for),
    }
    newest = newest_version(programme)
    if newest is not None and all(getattr(newest, key) == words[key] for key in words):
        forget_carried(programme, "mandate")
        return newest
    if based_on != (newest.number if newest else 0):
        raise Stale(_("Somebody else saved the mandate while you were writing."))
    try:
        with transaction.atomic():
            version = MandateVersion.objects.create(
                programme=programme,
                number=based_on + 1,
                edited_by=actor.user,
                edited_at=at,
                **words,
            )
    except IntegrityError:
        raise Stale(_("Somebody else saved the mandate at the same moment.")) from None
    forget_carried(programme, "mandate")
    record_audit(actor, acts.MANDATE_EDITED, at, lambda: _in_words(version), programme=programme)
    return version


@transaction.atomic
def comment_on_mandate(
    *, actor: Actor, programme: Programme, text: str, at: datetime
) -> MandateComment:
    if not policy.can_comment_on_mandate(actor.roles, programme.stage(at)):
        raise NotAllowed(_("The mandate can be talked about until the opening is scheduled."))
    text = usable_text(text, 2000, empty=_("Write your comment first."))
    newest = newest_version(programme)
    last = programme.mandate_comments.order_by("at", "pk").last()
    writer = actor.user.pk if actor.user else None
    if last is not None and last.text == text and last.author_id == writer:
        return last  # the button was pressed twice
    comment = MandateComment.objects.create(
        programme=programme,
        number=newest.number if newest else 0,
        author=actor.user,
        text=text,
        at=at,
    )
    record_audit(actor, acts.MANDATE_COMMENTED, at, programme=programme)
    return comment


@transaction.atomic
def sign_mandate(
    *, actor: Actor, programme: Programme, number: int, job_title: str, at: datetime
) -> MandateSignature:
    """Sign the version that was read: a signature never moves to words nobody signed."""
    if not policy.can_sign_mandate(actor.roles, programme.stage(at)):
        raise NotAllowed(_("Only a sponsor can sign the mandate, and only before it opens."))
    if actor.user is None:
        raise NotAllowed(_("A signature needs a person who is signed in."))
    newest = newest_version(programme)
    if newest is None or not newest.promise.strip():
        raise DomainError(_("There is no promise to sign yet."))
    if newest.number != number:
        raise Stale(_("The mandate has changed since you read it. Read it again, then sign."))
    signature, is_new = MandateSignature.objects.get_or_create(
        version=newest,
        sponsor=actor.user,
        defaults={"job_title": clean_line(job_title)[:120], "at": at},
    )
    if is_new:
        record_audit(actor, acts.MANDATE_SIGNED, at, lambda: _in_words(newest), programme=programme)
    return signature


def _in_words(version: MandateVersion) -> str:
    return _("version %(number)s") % {"number": version.number}
