"""Find a part of a programme's framework, or it does not exist."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from folkmoot.accounts.access import StaffRequest
from folkmoot.accounts.policy import Actor
from folkmoot.frameworks import policy, queries
from folkmoot.frameworks.models import Framework, Section, Statement
from folkmoot.programmes.access import staff_programme_for
from folkmoot.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class FrameworkRequest:
    """Who is at work on which framework; it may not have been begun."""

    programme: Programme
    actor: Actor
    framework: Framework | None

    @property
    def may_edit(self) -> bool:
        return policy.can_edit(self.actor.roles)

    @property
    def begun(self) -> Framework:
        if self.framework is None:
            raise Http404("No framework yet.")
        return self.framework


def framework_for(request: StaffRequest, org: str, slug: str) -> FrameworkRequest:
    found = staff_programme_for(request, org, slug)
    if not policy.can_read(found.actor.roles):
        raise Http404("No such page.")
    return FrameworkRequest(found.programme, found.actor, queries.framework_of(found.programme))


def section_at(found: FrameworkRequest, section_id: UUID) -> Section:
    section = queries.section_in(found.begun, section_id)
    if section is None:
        raise Http404("No such section.")
    return section


def statement_at(found: FrameworkRequest, statement_id: UUID) -> Statement:
    statement = queries.statement_in(found.begun, statement_id)
    if statement is None:
        raise Http404("No such statement.")
    return statement
