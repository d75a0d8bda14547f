"""The day's deliveries."""

from datetime import timedelta

from django.utils import timezone

from folkmoot.core.jobs import job
from folkmoot.core.schedule import every
from folkmoot.mailbox import services


@job("mailbox.deliver")
def deliver() -> None:
    """Answers of yesterday reach their authors; then those who wish are told, once."""
    now = timezone.now()
    services.deliver_announcements(at=now)
    services.tell_by_email(at=now)


every(timedelta(days=1), "mailbox.deliver")
