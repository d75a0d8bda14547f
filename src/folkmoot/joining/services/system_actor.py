"""The product itself as an actor, for acts that no person does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.registry import Act
from folkmoot.accounts.services import record_audit
from folkmoot.programmes.models import Programme


@dataclass(frozen=True)
class SystemActor(Actor):
    @property
    def name(self) -> str:
        return _("Folkmoot itself")


def note(
    *, programme: Programme, act: Act, at: datetime, detail: str | Callable[[], str] = ""
) -> None:
    """Audit an act of the machine with its day: a time beside a letter would name a voice."""
    record_audit(
        SystemActor(organisation=programme.organisation, user=None, roles=frozenset()),
        act,
        at,
        detail,
        programme=programme,
        by_day=True,
    )
