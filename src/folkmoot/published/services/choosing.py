"""Choosing when others see what people write."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.core.errors import NotAllowed
from folkmoot.core.revisions import check
from folkmoot.programmes.models import Programme
from folkmoot.programmes.services import lock
from folkmoot.published import acts, policy


@transaction.atomic
def choose_texts_appear(
    *,
    actor: Actor,
    programme: Programme,
    choice: Programme.TextsAppear,
    at: datetime,
    revision: str | None = None,
) -> Programme:
    """Refused once the programme has been launched: people have been told."""
    programme = lock(programme.pk, no_key=True)
    if not policy.can_choose(actor.roles, programme.stage(at)):
        raise NotAllowed(_("When others see what people write is fixed at the launch."))
    if check({"choice": programme.texts_appear}, revision, {"choice": choice.value}):
        programme.texts_appear = choice
        programme.save(update_fields=["texts_appear"])
        record_audit(actor, acts.TEXTS_APPEAR, at, lambda: str(choice.label), programme=programme)
    return programme
