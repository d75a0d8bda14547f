"""What every act on a framework does before and after."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.registry import Act
from folkmoot.accounts.services import record_audit
from folkmoot.core.errors import DomainError, NotAllowed, Stale
from folkmoot.core.formats import number
from folkmoot.core.text import clean_text
from folkmoot.frameworks import policy
from folkmoot.frameworks.models import Framework, Section, Statement

WHO = _("An analyst, a facilitator or an administrator can change the framework.")
MOVED_ON = _(
    "Somebody changed this while you had it open. What you typed is kept below; "
    "what stands now is beside it. Save again to replace it with yours."
)


def check(actor: Actor, framework: Framework) -> None:
    """The right role, in the organisation the framework belongs to."""
    here = framework.programme.organisation_id == actor.organisation.pk
    if not here or not policy.can_edit(actor.roles):
        raise NotAllowed(WHO)


def record(actor: Actor, framework: Framework, act: Act, detail: str, at: datetime) -> None:
    Framework.objects.filter(pk=framework.pk).update(revision=F("revision") + 1)
    framework.refresh_from_db(fields=["revision"])
    record_audit(actor, act, at, detail, programme=framework.programme)


def claim(row: Framework | Section | Statement, revision: int, **wanted: object) -> bool:
    """Refuse a form opened before somebody else's edit; one of two writers wins, never both.

    False where the row reads just so already: a button pressed twice is nobody else's edit.
    """
    rows = type(row)._default_manager.filter(pk=row.pk, revision=revision)
    if rows.update(revision=F("revision") + 1):
        row.revision = revision + 1
        return True
    if wanted and type(row)._default_manager.filter(pk=row.pk, **wanted).exists():
        return False
    raise Stale(MOVED_ON)


def said(text: str, longest: int, too_long: object, *, missing: object = "") -> str:
    """Text as typed, without what nobody can see; ``missing`` refuses an empty one."""
    cleaned = clean_text(text)
    if missing and not cleaned:
        raise DomainError(missing)
    if len(cleaned) > longest:
        raise DomainError(
            str(too_long) % {"longest": number(longest), "count": number(len(cleaned))}
        )
    return cleaned
