"""People, places and a programme that most specifications start from."""

import gc
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db.models.signals import post_migrate
from django.http import HttpResponse
from django.test import Client

from folkmoot.accounts.models import Appointment, Organisation, User
from folkmoot.accounts.policy import Actor, Role
from folkmoot.joining import services as joining
from folkmoot.joining.access import cookie_name
from folkmoot.joining.access.sealed_cookies import put_cookie
from folkmoot.programmes.models import Activity, MandateVersion, Programme
from folkmoot.workshops.models import ChallengeQuestion, Idea
from tests.editing import Browser
from tests.worked_out_once import worked_out_once

__all__ = ["worked_out_once"]  # a fixture of every test

# The programme below is open both at this moment and on the day the tests run.
NOON = datetime(2030, 5, 1, 12, tzinfo=UTC)
OPENS, CLOSES = datetime(2020, 1, 1, tzinfo=UTC), datetime(2049, 1, 1, tzinfo=UTC)
PASSWORD = "a quiet room at noon"


def pytest_addoption(parser):
    parser.addoption("--database", action="store_true", help="only tests that ask a database")


def pytest_collection_modifyitems(config, items):
    """Whatever is not marked or asks for no such fixture, pytest-django keeps from the database."""
    if config.getoption("--database"):
        asks = [one for one in items if _asks_a_database(one)]
        config.hook.pytest_deselected(items=[one for one in items if not _asks_a_database(one)])
        items[:] = asks


def _asks_a_database(item):
    asked = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


def pytest_collection_finish():
    """What was imported and collected stays to the end: looking for rubbish in it takes time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Tables that a test emptied need no names of rights again: nothing here reads them."""
    post_migrate.receivers = []


@pytest.fixture(autouse=True)
def no_tries_counted():
    """Whoever tried something in another test has the same number as somebody here."""
    cache.clear()


@pytest.fixture
def organisation(db):
    return Organisation.objects.create(name="Northmoor Trust", slug="northmoor")


@pytest.fixture
def staff(organisation):
    """``staff(Role.ANALYST)`` is a signed-up person with those roles in the organisation."""

    def make(*roles, at=organisation):
        names = "-".join(role.value for role in roles) or "nobody"
        user = User(email=f"{names}.{at.slug}@example.org", name=names, created_on=NOON.date())
        user.set_password(PASSWORD)
        user.save()
        for role in roles:
            Appointment.objects.create(organisation=at, user=user, role=role.value)
        return user

    return make


@pytest.fixture
def actor(organisation):
    """``actor(Role.ANALYST)`` acts with just those roles, without signing in."""

    def make(*roles, user=None):
        return Actor(organisation=organisation, user=user, roles=frozenset(roles))

    return make


@pytest.fixture
def facilitator(actor):
    return actor(Role.FACILITATOR)


@pytest.fixture
def signed_in(staff):
    """A browser in which a person with these roles has signed in."""

    def make(*roles):
        client = Browser()
        client.force_login(staff(*roles))
        return client

    return make


@pytest.fixture
def programme(organisation):
    programme = Programme.objects.create(
        organisation=organisation,
        name="Safer wards",
        slug="safer-wards",
        opens_at=OPENS,
        closes_at=CLOSES,
        is_launched=True,
        created_on=OPENS.date(),
    )
    MandateVersion.objects.create(
        programme=programme, number=1, promise="We answer every theme.", edited_at=OPENS
    )
    return programme


@pytest.fixture
def draft_programme(organisation):
    return Programme.objects.create(
        organisation=organisation, name="Not yet", slug="not-yet", created_on=OPENS.date()
    )


@pytest.fixture
def workshop(programme):
    return Activity.objects.create(programme=programme, kind="workshop", title="The workshop")


@pytest.fixture
def question(workshop):
    return ChallengeQuestion.objects.create(activity=workshop, text="What would make wards safer?")


@pytest.fixture
def join(programme):
    """A new voice in the programme."""
    return lambda: joining.join(programme=programme, at=NOON).participant


@pytest.fixture
def voice(programme):
    """``voice(participant)`` is a browser that speaks as the participant."""

    def make(participant):
        client = Client()
        speak_as(client, participant)
        return client

    return make


def speak_as(client, participant):
    given, name = HttpResponse(), cookie_name(participant.programme)
    put_cookie(given, participant.programme, name, str(participant.pk))
    client.cookies[name] = given.cookies[name].value


@pytest.fixture
def idea(question, join):
    return Idea.objects.create(
        question=question, author=join(), text="A quiet hour for rounds", said_on=NOON.date()
    )
