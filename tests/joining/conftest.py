"""Programmes that are joined in each way, launched through the real service."""

from datetime import timedelta

import pytest
from django.utils import timezone

from folkmoot.accounts.policy import Role
from folkmoot.joining import access, services
from folkmoot.members.models import Invitee, Member
from folkmoot.programmes.services import launch
from folkmoot.workshops.models import ChallengeQuestion
from tests.opening import ready_to_open


@pytest.fixture(autouse=True)
def fresh_limits():
    access.JOINING.forget()
    access.VISITS.forget()
    access.WRONG_KEYS.forget()
    access.WRONG_CODES.forget()


@pytest.fixture(autouse=True)
def keys_here(tmp_path, settings):
    settings.KEYS = tmp_path / "keys"
    return tmp_path / "keys"


@pytest.fixture
def now():
    return timezone.localtime()  # its day is the day that people have


@pytest.fixture
def runner(actor):
    return actor(Role.FACILITATOR)


@pytest.fixture
def set_up(draft_programme, runner, now):
    """``set_up(Mode.ANONYMOUS, questions=...)``: a draft with a mode, ready to be launched."""
    from folkmoot.programmes.models import Activity, MandateVersion

    def make(mode, questions=()):
        MandateVersion.objects.create(
            programme=draft_programme, number=1, promise="We answer.", edited_at=now
        )
        workshop = Activity.objects.create(
            programme=draft_programme, kind="workshop", title="The workshop"
        )
        ChallengeQuestion.objects.create(activity=workshop, text="What would help?")
        services.choose_mode(actor=runner, programme=draft_programme, mode=mode, at=now)
        ready_to_open(draft_programme, runner, now)
        for text, options in questions:
            services.add_question(
                actor=runner, programme=draft_programme, text=text, options=options, at=now
            )
        return draft_programme

    return make


@pytest.fixture
def launched(set_up, runner, now):
    def make(mode, questions=()):
        programme = set_up(mode, questions)
        launch(
            actor=runner,
            programme=programme,
            opens_at=now - timedelta(days=1),
            closes_at=now + timedelta(days=30),
            at=now,
        )
        return programme

    return make


@pytest.fixture
def invite(organisation):
    """``invite(programme, 3)``: that many invited people; their ids."""

    def make(programme, number, attributes=None):
        ids = []
        for place in range(number):
            member = Member.objects.create(
                organisation=organisation, address=f"person{place}@example.org"
            )
            invitee = Invitee.objects.create(
                programme=programme, member=member, attributes=attributes
            )
            ids.append(invitee.pk)
        return ids

    return make
