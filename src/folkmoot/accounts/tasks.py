"""Wrong tries are counted for a day and no longer."""

from datetime import timedelta

from django.utils import timezone

from folkmoot.accounts.services import attempts
from folkmoot.core.jobs import job
from folkmoot.core.schedule import every


@job("accounts.forget_attempts")
def forget_attempts() -> None:
    attempts.forget(at=timezone.now())


every(timedelta(hours=1), "accounts.forget_attempts")
