"""A new code for those whose letter never came: to a whole group of them at once, or to none.

One code made between two backups would name the voice that it opens. Whoever asked waits until
at least k people have; nobody who did not ask is sent one to make up the number.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from folkmoot.joining import queries as joining
from folkmoot.joining import services as doors
from folkmoot.members import services as members
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.queries import addressees
from folkmoot.outreach.services import campaigns, queueing
from folkmoot.post import services as post
from folkmoot.programmes.models import Programme

SUBJECT = "Your new code: {programme}"
TEXT = (
    "Hello\n\nYou, or somebody who knows your address, asked for a new joining code because the "
    "first letter had not come.\n\nTake part here: {link}\n\nIt closes on {closes}. If the first "
    "letter turns up after all, please use one of the two codes only: one person, one voice. "
    "This was the one new code that we can send you."
)


def deal_everywhere(*, at: datetime) -> int:
    """To every group that is large enough; how many letters."""
    return sum(deal_again(programme.pk, at=at) for programme in joining.dealing_codes(at=at))


@transaction.atomic
def deal_again(programme_id: UUID, *, at: datetime) -> int:
    """One step: codes drawn, people marked and letters sealed together, or nothing at all."""
    rows = Programme.objects.select_for_update(of=("self",)).select_related("organisation")
    programme = rows.get(pk=programme_id)
    if not joining.can_ask_for_code(programme, at):
        return 0
    if addressees.waiting_for_code(programme) < programme.organisation.smallest_group:
        return 0
    campaign = Campaign.objects.create(
        programme=programme,
        kind=Campaign.Kind.AGAIN,
        subject=SUBJECT,
        text=TEXT,
        channel=campaigns.email_channel(programme),
        scheduled_on=at.date(),
        created_on=at.date(),
        state=Campaign.State.QUEUED,
    )
    people = addressees.next_of(campaign, most=queueing.STEP_WITH_CODES)
    batch = post.open_batch(owner=campaign.pk, purpose=campaigns.PURPOSE, at_most_once=True)
    doors.count_codes_again(programme, len(people), at)
    members.mark_code_dealt(programme, [person.invitee_id for person in people])
    written = queueing.write_letters(campaign, batch, people, at)
    post.complete_batch(batch)
    return written
