"""Who may do what, and when: every role, in every stage, at every act of outreach."""

from datetime import timedelta

import pytest
from django.db import transaction

from folkmoot.accounts.models import AuditEntry
from folkmoot.accounts.policy import Actor, Role
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.outreach.models import Ambassador, Campaign
from folkmoot.outreach.services import bouncing, campaigns, links, population_figures
from folkmoot.programmes.models import Channel, Programme, Stage
from tests.conftest import NOON
from tests.opening import asks
from tests.outreach.conftest import TEXT

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
RUNNERS = {Role.ADMINISTRATOR, Role.FACILITATOR}
EVER = set(Stage)
STAGES = {
    Stage.DRAFT: {},
    Stage.PRACTICE: {"is_practising": True},
    Stage.SCHEDULED: {"is_launched": True, "opens_at": NOON + DAY, "closes_at": NOON + 9 * DAY},
    Stage.OPEN: {"is_launched": True, "opens_at": NOON - DAY, "closes_at": NOON + 9 * DAY},
    Stage.CLOSED: {"is_launched": True, "opens_at": NOON - 9 * DAY, "closes_at": NOON - DAY},
}


def letter(kind):
    return lambda programme: Campaign.objects.get(programme=programme, kind=kind)


def schedule(kind):
    def act(actor, programme):
        campaigns.schedule_campaign(
            actor=actor, campaign=letter(kind)(programme), on=NOON.date(), at=NOON
        )

    return act


def on_letter(service, **given):
    def act(actor, programme):
        campaign = letter("news")(programme)
        getattr(campaigns, service)(actor=actor, campaign=campaign, at=NOON, **given)

    return act


def draft(actor, programme):
    campaigns.draft_campaign(
        actor=actor, programme=programme, kind="news", subject="S", text=TEXT, at=NOON
    )


def bounce(actor, programme):
    bouncing.record_bounces(actor=actor, programme=programme, text="a@example.org", at=NOON)


def short(actor, programme):
    channel = Channel.objects.get(programme=programme, code="poster")
    links.make_short(actor=actor, channel=channel, at=NOON)


def add_ambassador(actor, programme):
    links.add_ambassador(actor=actor, programme=programme, name="B", at=NOON)


def end_ambassador(actor, programme):
    ambassador = Ambassador.objects.get(programme=programme)
    links.end_ambassador(actor=actor, ambassador=ambassador, at=NOON)


def population(actor, programme):
    population_figures.set_population(
        actor=actor, programme=programme, attribute="A", numbers={"B": 1}, at=NOON
    )


def tiles(actor, programme):
    asks(programme, "A", ["Wales"])
    population_figures.set_tiles(
        actor=actor, programme=programme, attribute="A", file=None, at=NOON
    )


UNTIL_CLOSED = EVER - {Stage.CLOSED}
ACTS = {
    # act: (how, which roles, in which stages)
    "draft": (draft, RUNNERS, EVER),
    "change": (on_letter("change_campaign", subject="S", text=TEXT), RUNNERS, EVER),
    "remove": (on_letter("remove_campaign"), RUNNERS, EVER),
    "stop": (on_letter("stop_campaign"), RUNNERS, EVER),
    "test": (on_letter("send_test"), RUNNERS, EVER),
    "schedule an invitation": (schedule("invitation"), RUNNERS, {Stage.SCHEDULED, Stage.OPEN}),
    "schedule a reminder": (schedule("reminder"), RUNNERS, {Stage.OPEN}),
    "schedule news": (schedule("news"), RUNNERS, {Stage.SCHEDULED, Stage.OPEN, Stage.CLOSED}),
    "report bounces": (bounce, RUNNERS, EVER),
    "make a short link": (short, RUNNERS, UNTIL_CLOSED),
    "add an ambassador": (add_ambassador, RUNNERS, UNTIL_CLOSED),
    "end an ambassador": (end_ambassador, RUNNERS, UNTIL_CLOSED),
    "describe the population": (population, RUNNERS | {Role.SPONSOR}, EVER),
    "choose the map": (tiles, RUNNERS | {Role.SPONSOR}, EVER),
}


class Undo(Exception):
    pass


def is_permitted(act, actor, programme):
    """Whether role and stage permit it; a refusal for another reason permits it."""
    try:
        with transaction.atomic():
            act(actor, programme)
            raise Undo
    except NotAllowed:
        return False
    except (Undo, DomainError):
        return True


@pytest.fixture(params=list(STAGES), ids=str)
def programme_at(request, organisation):
    programme = Programme.objects.create(
        organisation=organisation,
        name="P",
        slug="p",
        created_on=NOON.date(),
        **STAGES[request.param],
    )
    for kind in Campaign.Kind.values:
        Campaign.objects.create(
            programme=programme, kind=kind, subject="S", text=TEXT, created_on=NOON.date()
        )
    Channel.objects.create(programme=programme, name="Poster", code="poster")
    own = Channel.objects.create(programme=programme, name="A", code="a")
    Ambassador.objects.create(programme=programme, name="A", channel=own)
    return request.param, programme


@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_only_the_right_roles_act_and_only_in_the_right_stages(
    role, programme_at, staff, organisation
):
    stage, programme = programme_at
    roles = frozenset({role} if role else ())
    actor = Actor(organisation=organisation, user=staff(*roles), roles=roles)

    permitted = {name for name, (act, _, _) in ACTS.items() if is_permitted(act, actor, programme)}

    assert permitted == {
        name for name, (_, by, stages) in ACTS.items() if role in by and stage in stages
    }


@pytest.mark.parametrize(
    "name", ["draft", "remove", "report bounces", "add an ambassador", "end an ambassador",
             "describe the population", "choose the map", "schedule an invitation"],
)  # fmt: skip
def test_acts_leave_a_trace_that_names_no_address(programme, staff, organisation, name):
    for kind in ("news", "invitation"):
        Campaign.objects.create(
            programme=programme, kind=kind, subject="Before", text=TEXT, created_on=NOON.date()
        )
    own = Channel.objects.create(programme=programme, name="A", code="a")
    Ambassador.objects.create(programme=programme, name="A", channel=own)
    user = staff(Role.FACILITATOR)
    roles = frozenset({Role.FACILITATOR})

    ACTS[name][0](Actor(organisation=organisation, user=user, roles=roles), programme)

    entry = AuditEntry.objects.get()
    assert "@" not in entry.detail
    assert entry.programme_slug == programme.slug
