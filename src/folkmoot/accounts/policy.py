"""Who staff are, and what their roles permit in an organisation."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.models import Organisation, User

# How few people a number may tell of. In steps, because two looks at sizes that lie close to
# each other (10, then 11) would narrow a number to fewer people than either.
LEAST_GROUP, GROUP_STEP, MOST_GROUP = 5, 5, 100


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    SPONSOR = "sponsor"
    FACILITATOR = "facilitator"
    MODERATOR = "moderator"
    ANALYST = "analyst"
    RESPONDER = "responder"
    AMBASSADOR = "ambassador"

    @property
    def label(self) -> str:
        """As people read it, inside a sentence."""
        return str(ROLE_NAMES[self])


ROLE_NAMES = {
    Role.ADMINISTRATOR: _("administrator"),
    Role.SPONSOR: _("sponsor"),
    Role.FACILITATOR: _("facilitator"),
    Role.MODERATOR: _("moderator"),
    Role.ANALYST: _("analyst"),
    Role.RESPONDER: _("responder"),
    Role.AMBASSADOR: _("ambassador"),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A person of staff together with the roles they hold where they are acting.

    ``user`` is None for the command line, which acts with every role.
    """

    organisation: Organisation
    user: User | None
    roles: frozenset[Role]

    @property
    def name(self) -> str:
        return str(self.user) if self.user else str(_("the command line"))

    @property
    def can_manage_people(self) -> bool:
        return can_manage_people(self.roles)

    @property
    def can_change_organisation(self) -> bool:
        return can_change_organisation(self.roles)

    @property
    def can_read_audit(self) -> bool:
        return can_read_audit(self.roles)


def command_line(organisation: Organisation) -> Actor:
    return Actor(organisation=organisation, user=None, roles=frozenset(Role))


def can_manage_people(roles: frozenset[Role]) -> bool:
    return Role.ADMINISTRATOR in roles


def can_change_organisation(roles: frozenset[Role]) -> bool:
    return Role.ADMINISTRATOR in roles


def can_read_audit(roles: frozenset[Role]) -> bool:
    return bool(roles & {Role.ADMINISTRATOR, Role.SPONSOR})
