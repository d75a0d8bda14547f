"""Tell me what you know of me: the whole answer to the person, the rest to staff.

An administrator who may read a person's own record could read who joined, one person after
another. So the machine writes to the address that the record is about, and staff get what
the promise lets them know.
"""

import json
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from folkmoot.accounts.models import Organisation
from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.members import acts, policy
from folkmoot.members.models import Member
from folkmoot.members.presenting import Known, all_of, known_of
from folkmoot.members.services.inviting import mark_address_bounced
from folkmoot.members.services.people import check_ours
from folkmoot.post import services as post
from folkmoot.post.services import Message
from folkmoot.web.languages import in_language

ANSWERS = "members.answer"


class CannotLeave(DomainError):
    pass


@transaction.atomic
def export_member(*, actor: Actor, member: Member, at: datetime) -> Known:
    """What staff may hand out of what the installation knows of an address."""
    _check(actor, member)
    record_audit(actor, acts.DATA_SHOWN, at)
    return known_of(member)


def answer_member(*, actor: Actor, member: Member, at: datetime) -> None:
    """Post everything that is known of an address to that address, and to nobody else.

    It goes though they asked to be left alone: this letter they asked for.
    """
    _check(actor, member)
    if not settings.EMAIL_IS_CONFIGURED:
        raise CannotLeave(
            _(
                "No mail server is set up, so the letter cannot be sent. Ask whoever runs this "
                "installation."
            )
        )
    batch = post.open_batch(owner=actor.organisation.pk, purpose=ANSWERS, at_most_once=False)
    # Says that more will come, before it does: or the key may go while a letter is sealed.
    post.queue_letters(batch=batch, messages=[], not_before=day_of(at))
    with transaction.atomic():
        with in_language(settings.LANGUAGE_CODE):  # not in the one that the administrator reads
            letter = Message(
                to=member.address,
                subject=_("What %(organisation)s knows of you")
                % {"organisation": actor.organisation.name},
                text=answer_text(all_of(member)),
                headers={"Auto-Submitted": "auto-generated"},
            )
        post.queue_letters(batch=batch, messages=[letter], not_before=day_of(at))
        record_audit(actor, acts.DATA_SENT, at)
    post.complete_batch(batch)


def answer_text(known: Known) -> str:
    """To read from top to bottom, and the same for a machine at the end."""
    as_json = json.dumps(known.as_dict(), indent=1, ensure_ascii=False, default=list)
    return render_to_string("members/answer.txt", {"known": known, "as_json": as_json})


def is_wanted(organisation_id: UUID, address: str) -> bool:
    """Whoever was forgotten meanwhile is known no more, and gets no letter."""
    return bool(Member.objects.filter(organisation=organisation_id, address=address).exists())


def note_bounce(organisation_id: UUID, address: str, on: date) -> None:
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation is not None:
        mark_address_bounced(organisation=organisation, address=address)


def _check(actor: Actor, member: Member) -> None:
    if not policy.can_answer_for_data(actor.roles):
        raise NotAllowed(_("Only an administrator can answer what is known of a person."))
    check_ours(actor, member)
