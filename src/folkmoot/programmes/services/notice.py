"""Who answers for people's data; and the act of saying that copied words still hold."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.core.revisions import check, shown
from folkmoot.core.text import clean_line
from folkmoot.programmes import acts, policy, registry
from folkmoot.programmes.models import CarriedOver, Notice, Programme
from folkmoot.programmes.queries import proposed_notice
from folkmoot.programmes.services.locking import lock

PARTS = ("controller", "contact", "basis", "reason", "source")


@transaction.atomic
def set_notice(  # noqa: PLR0913 - the fields of one notice
    *,
    actor: Actor,
    programme: Programme,
    controller: str,
    contact: str,
    basis: str,
    at: datetime,
    reason: str = "",
    source: str = "",
    revision: str | None = None,
) -> Notice:
    """Tell people who holds what they give, why that is lawful, and whom to ask."""
    if not policy.can_set_up(actor.roles, programme.stage(at)):
        raise NotAllowed(_("Facilitators say who answers for people's data, until it closes."))
    if registry.invites(programme) and not source.strip():
        raise DomainError(_("Say where the addresses of the people you invite come from."))
    controller, contact = clean_line(controller)[:200], clean_line(contact)[:200]
    reason, source = clean_line(reason)[:300], clean_line(source)[:300]
    lock(programme.pk)
    said = dict(zip(PARTS, (controller, contact, basis, reason, source), strict=True))
    check(shown(proposed_notice(programme), PARTS), revision, said)
    was_carried = forget_carried(programme, "notice")
    existing = Notice.objects.filter(programme=programme, **said).first()
    if existing is not None and not was_carried:
        return existing
    notice = Notice.objects.update_or_create(programme=programme, defaults=said)[0]
    record_audit(actor, acts.NOTICE_CHANGED, at, controller, programme=programme)
    return notice


@transaction.atomic
def confirm_carried(*, actor: Actor, programme: Programme, what: str, at: datetime) -> None:
    """Somebody has read words of an earlier programme again, and says that they still hold."""
    if not policy.can_edit_mandate(actor.roles, programme.stage(at)):
        raise NotAllowed(_("Sponsors and facilitators say what still holds, before it opens."))
    if forget_carried(programme, what):
        record_audit(actor, acts.COPY_CONFIRMED, at, what.partition(":")[0], programme=programme)


def mark_carried(programme_id: UUID, what: str) -> None:
    """Inside the copy: nobody has read these words since they were written for another crowd."""
    CarriedOver.objects.get_or_create(programme_id=programme_id, what=what)


def forget_carried(programme: Programme, what: str) -> bool:
    """Whoever writes the words anew has read them."""
    gone = CarriedOver.objects.filter(programme=programme, what=what).delete()[0]
    return bool(gone)
