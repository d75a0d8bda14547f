"""Fill an empty installation by way of the product's own services, dated in the past."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.accounts.models import Organisation, User
from folkmoot.accounts.policy import Actor, Role, command_line
from folkmoot.accounts.services import add_person, create_organisation
from folkmoot.analysis.services import analyse_now
from folkmoot.core.days import day_of, start_of
from folkmoot.demo import showing, stages
from folkmoot.demo.crowd import SEED
from folkmoot.demo.publishing import publish

SLUG = "harrowmere"
Progress = Callable[[str, int], None]

STAFF = {
    "admin": ("Demo administrator", {Role.ADMINISTRATOR}),
    "facilitator": ("Demo facilitator", {Role.FACILITATOR}),
    "analyst": ("Demo analyst", {Role.ANALYST}),
    "sponsor": ("Demo sponsor", {Role.SPONSOR}),
    "moderator": ("Demo moderator", {Role.MODERATOR}),
}


def seed_demo(*, password: str, at: datetime, progress: Progress) -> Organisation:
    """Four programmes, one in every state; what the crowd said is simulated, the rest is real."""
    midnight = start_of(day_of(at))
    with transaction.atomic():
        progress(_("People and their roles"), 2)
        organisation = create_organisation(name="Harrowmere Health", slug=SLUG)
        people = _staff(organisation, password, midnight - timedelta(days=60))
        progress(_("A programme that has run its course"), 8)
        finished = stages.finished(people, midnight)
        progress(_("A programme that opened yesterday"), 30)
        stages.just_opened(people, midnight)
        progress(_("One that is about to open, one still being written"), 35)
        stages.to_come(people, midnight)
    progress(_("Analysing what the crowd said"), 40)
    closed = midnight - timedelta(days=8)
    run = analyse_now(actor=people["analyst"], programme=finished, at=closed, seed=SEED)
    if run.problem:
        raise RuntimeError(run.problem)
    progress(_("Naming themes"), 84)
    showing.name_themes(people["analyst"], finished, closed + timedelta(days=1))
    progress(_("Drafting the framework and publishing the guide"), 85)
    with transaction.atomic():
        publish(people, finished, closed + timedelta(days=2))
    progress(_("Done"), 100)
    return organisation


def _staff(organisation: Organisation, password: str, at: datetime) -> dict[str, Actor]:
    actors = {}
    for key, (name, roles) in STAFF.items():
        user: User = add_person(
            actor=command_line(organisation),
            email=f"{key}@example.org",
            name=name,
            password=password,
            roles=roles,
            at=at,
        )
        actors[key] = Actor(organisation=organisation, user=user, roles=frozenset(roles))
    return actors
