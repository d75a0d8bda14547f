"""Pages know who is looking: no link leads nowhere, and no form that is shown will be refused.

Each role walks every page that links lead it to, in each stage; each participant in each phase.
Every button is pressed (and undone): what the policy refuses must not have been offered.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from folkmoot.accounts.policy import Role
from folkmoot.core import errors
from folkmoot.programmes.models import Phase
from folkmoot.workshops import policy
from folkmoot.workshops.models import Comment, Idea
from tests.conftest import NOON
from tests.everywhere.crawling import walk

STAFF, FRONT = "/staff/northmoor/safer-wards/", "/p/northmoor/safer-wards/"
STAGES = ("draft", "practice", "scheduled", "open", "closed")
ROLES = (
    Role.ADMINISTRATOR,
    Role.FACILITATOR,
    Role.MODERATOR,
    Role.ANALYST,
    Role.SPONSOR,
)


@pytest.fixture
def world(programme, question, idea, join):
    Comment.objects.create(
        idea=idea, author=join(), text="At night too", said_on=NOON.date(), position=1
    )
    Idea.objects.update(comment_count=1)
    return programme


@pytest.fixture
def in_stage(world):
    def change(stage):
        now, day = timezone.now(), timedelta(days=1)
        world.is_launched = stage in {"scheduled", "open", "closed"}
        world.is_practising = stage == "practice"
        world.opens_at = now + day if stage == "scheduled" else now - 9 * day
        world.closes_at = now - day if stage == "closed" else now + 9 * day
        world.save()
        assert world.stage(now) == stage

    return change


@pytest.fixture
def refused(monkeypatch):
    """What the policy refused, whichever page then told it."""
    said = []
    init = errors.NotAllowed.__init__

    def remember(self, *args):
        said.append(str(args[0]) if args else "")
        init(self, *args)

    monkeypatch.setattr(errors.NotAllowed, "__init__", remember)
    return said


def press_everything(client, start, within, refused):
    """The pages walked, and what of theirs was refused."""
    pages, wrong = [], []
    for page, answer, reader in walk(client, start, within=within):
        pages.append(page)
        if answer.status_code in {403, 404, 405}:
            wrong.append(f"{page} is linked and answers {answer.status_code}")
        for form in reader.forms if reader else []:
            if form.method != "post" or not form.action.startswith(within):
                continue
            for data in form.presses():
                refused.clear()
                status = _press(client, form.action, data)
                if refused or status in {403, 404, 405}:
                    wrong.append(f"{page} offers {form.action}: {status} {refused}")
    return pages, wrong


def _press(client, action, data):
    another = Client()
    another.cookies = client.cookies.copy()
    with transaction.atomic():
        status = another.post(action, data).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("role", ROLES)
def test_staff_are_offered_what_they_may_do(role, stage, signed_in, in_stage, refused):
    in_stage(stage)
    pages, wrong = press_everything(signed_in(role), STAFF, STAFF, refused)

    assert len(pages) > 5
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("stage", ["scheduled", "open", "closed"])
@pytest.mark.parametrize("is_author", [True, False])
def test_participants_are_offered_what_they_may_do(
    stage, is_author, voice, join, idea, in_stage, refused
):
    browser = voice(idea.author if is_author else join())
    in_stage(stage)
    pages, wrong = press_everything(browser, FRONT, FRONT, refused)

    assert len(pages) > 3
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("phase", policy.PHASE_ACTS)
def test_in_each_phase_nothing_is_offered_that_is_refused(
    phase, voice, join, world, workshop, in_stage, refused
):
    browser, now = voice(join()), timezone.now()
    in_stage("open")
    for key in policy.PHASE_ACTS:
        begins = now - timedelta(days=1) if key == phase else now + timedelta(days=2)
        Phase.objects.create(
            activity=workshop, key=key, opens_at=begins, closes_at=begins + timedelta(days=2)
        )
    _, wrong = press_everything(browser, FRONT, FRONT, refused)

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("stage", ["scheduled", "open", "closed"])
def test_strangers_are_offered_what_they_may_do(stage, world, in_stage, refused):
    in_stage(stage)
    _, wrong = press_everything(Client(), FRONT, FRONT, refused)

    assert not wrong, "\n".join(wrong)


class TestSponsors:
    def test_are_told_that_their_signature_is_awaited(self, signed_in, world, in_stage):
        in_stage("draft")
        sponsor = signed_in(Role.SPONSOR)
        overview = sponsor.get(STAFF).content.decode()
        home = sponsor.get("/staff/northmoor/").content.decode()

        assert "Your signature is awaited" in overview
        assert f'href="{STAFF}mandate/#signatures"' in overview
        assert "Your signature is awaited" in home

    def test_are_not_told_so_once_they_have_signed(self, signed_in, world, in_stage):
        in_stage("draft")
        sponsor = signed_in(Role.SPONSOR)
        sponsor.post(f"{STAFF}mandate/sign/", {"number": "1", "job_title": "Chief nurse"})

        for page in (STAFF, "/staff/northmoor/"):
            assert "Your signature is awaited" not in sponsor.get(page).content.decode()

    def test_are_the_only_ones_who_are_told_that_their_signature_is_awaited(
        self, signed_in, world, in_stage
    ):
        in_stage("draft")
        facilitator = signed_in(Role.FACILITATOR)

        for page in (STAFF, "/staff/northmoor/"):
            assert "Your signature is awaited" not in facilitator.get(page).content.decode()
