"""Letters are written in the background."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from folkmoot.core.jobs import enqueue, job
from folkmoot.core.schedule import every
from folkmoot.outreach.services import answering_requests, queueing


@job("outreach.queue")
def queue(campaign_id: str) -> None:
    queueing.queue_campaign(campaign_id=UUID(campaign_id), at=timezone.now())


@job("outreach.due")
def due() -> None:
    for campaign_id in queueing.due(at=timezone.now()):
        enqueue("outreach.queue", campaign_id)


@job("outreach.asked")
def asked() -> None:
    answering_requests.answer_all_requests(at=timezone.now())


@job("outreach.again")
def new_codes() -> None:
    answering_requests.send_new_codes_everywhere(at=timezone.now())


every(timedelta(hours=1), "outreach.again")
every(timedelta(minutes=1), "outreach.asked")
every(timedelta(minutes=1), "outreach.due")
