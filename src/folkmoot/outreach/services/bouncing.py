"""Addresses that came back: told by the mail server, or in a list that somebody pastes."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.members import services as members
from folkmoot.members.models import Member
from folkmoot.outreach import acts, policy
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.queries import addressees
from folkmoot.programmes.models import Programme

ADDRESS = re.compile(r"[^\s<>\"'(),;:@]{1,64}@[A-Za-z0-9.-]{1,253}")
LONGEST = 2_000_000  # characters


@dataclass(frozen=True, slots=True)
class Bounces:
    """``found`` different addresses in the list; ``marked`` of them were ours and not marked."""

    found: int
    marked: int


def note_bounce(campaign_id: UUID, address: str, on: date) -> None:
    """The mail server said that there is no such mailbox. Of letters that go to whoever has not
    joined, or has asked, it is not noted: the mark, which staff see, would say that this one did.
    """
    campaigns = Campaign.objects.select_related("programme__organisation")
    campaign = campaigns.filter(pk=campaign_id).first()
    if campaign is not None and not addressees.tells_secrets(campaign):
        here = campaign.programme.organisation
        members.mark_address_bounced(organisation=here, address=address)


def ignore_bounce(programme_id: UUID, address: str, on: date) -> None:
    """Of a link that was sent once more: to somebody who asked. The next letter to all tells."""


@transaction.atomic
def record_bounces(*, actor: Actor, programme: Programme, text: str, at: datetime) -> Bounces:
    """Every address in the text, whatever stands around it (a CSV, a report by a mail server)."""
    if not policy.can_report_bounces(actor.roles):
        raise NotAllowed(_("Bounced addresses are reported by facilitators and administrators."))
    if len(text) > LONGEST:
        raise DomainError(_("That is more than two million characters. Give it in parts."))
    found = sorted({address.lower().rstrip(".") for address in ADDRESS.findall(text)})
    if not found:
        raise DomainError(_("There is no e-mail address in it."))
    marked = 0
    for start in range(0, len(found), 500):
        marked += Member.objects.filter(
            organisation=programme.organisation,
            address__in=found[start : start + 500],
            has_bounced=False,
        ).update(has_bounced=True)
    record_audit(
        actor,
        acts.BOUNCES_REPORTED,
        at,
        lambda: (
            _("%(found)s in the list, %(marked)s marked") % {"found": len(found), "marked": marked}
        ),
        programme=programme,
    )
    return Bounces(found=len(found), marked=marked)
