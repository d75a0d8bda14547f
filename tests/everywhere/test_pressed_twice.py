"""Every button of every page, pressed twice: the second press does, counts and refuses nothing.

What a person sees is the answer to the last press: it must not deny what the first one did.
"""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from folkmoot.accounts.policy import Role
from folkmoot.frameworks import services as frameworks
from folkmoot.members.models import Invitee, Member
from folkmoot.outreach.services import campaigns
from folkmoot.workshops.models import ChallengeQuestion, Comment, Idea
from tests.conftest import NOON
from tests.everywhere.crawling import walk

STAFF, FRONT = "/staff/northmoor/safer-wards/", "/p/northmoor/safer-wards/"
TYPED = {
    "addresses": "ana@example.org",
    "address": "ana@example.org",
    "email": "ana@example.org",
    "domain": "northmoor.example.org",
    "code": "canteen",
    "options": "Nurse\nPorter",
    "rows": "Nurse,30\nPorter,20",
    "opens_at": "",
    "closes_at": "",
    "colour": "#112233",
    "destroy_on": "",
    "release_on": "",
    "erase_on": "",
}
# Their second press is told that there is one of the name already, which is so.
NAMES_WHAT_IS_THERE = {
    "programmes:activity_add",
    "programmes:channels",
    "programmes:people",
    "outreach:kits",
    "frameworks:start",
    "analysis:analyse",
    "members:domain-add",
    "joining:question-add",
    # Carry the revision of the order: the second is asked to look again, and moves nothing.
    "frameworks:move-section",
    "frameworks:move-statement",
}
# One form with several buttons, or several forms of one address: each is pressed.
BY_ITS_VALUE = {"outreach:new", "workshops:vote", "workshops:hide", "mailbox:close"}


@pytest.fixture
def world(programme, question, idea, join, facilitator, actor, settings, tmp_path):
    settings.HOME, settings.KEYS = tmp_path, tmp_path / "keys"
    ChallengeQuestion.objects.create(activity=question.activity, text="And at night?", position=1)
    Comment.objects.create(
        idea=idea, author=idea.author, text="At night too", said_on=NOON.date(), position=1
    )
    Idea.objects.update(comment_count=1)
    member = Member.objects.create(organisation=programme.organisation, address="bo@example.org")
    Invitee.objects.create(programme=programme, member=member)
    campaigns.draft_campaign(
        actor=facilitator,
        programme=programme,
        kind="news",
        subject="News",
        text="There is news: {link}",
        at=NOON,
    )
    framework = frameworks.create_framework(
        actor=facilitator, programme=programme, from_analysis=False, at=NOON
    )
    for title in ("Calm", "Light"):
        section = frameworks.add_section(
            actor=facilitator, framework=framework, title=title, at=NOON
        )
        for text in ("A quiet hour.", "A quiet night."):
            frameworks.add_statement(actor=facilitator, section=section, text=text, at=NOON)
    return programme


def rows():
    """How many rows each table holds, the record of acts among them; in one question."""
    tables = {
        model.__name__: connection.ops.quote_name(model._meta.db_table)
        for model in apps.get_models()
        if model._meta.app_label not in {"sessions", "contenttypes", "auth"}
    }
    with connection.cursor() as cursor:
        counts = ", ".join(f"(SELECT COUNT(*) FROM {table})" for table in tables.values())
        cursor.execute(f"SELECT {counts}")
        return dict(zip(tables, cursor.fetchone(), strict=True))


def data_of(press):
    return {
        name: TYPED.get(name, value) if value == "x" or name in TYPED else value
        for name, value in press.items()
    }


def press_twice(client, form, press):
    """The two answers, and which tables the second press changed."""
    another = Client()
    another.cookies = client.cookies.copy()
    with transaction.atomic():
        first = another.post(form.action, data_of(press))
        between = rows()
        second = another.post(form.action, data_of(press))
        after = rows()
        transaction.set_rollback(True)
    return first, second, {name for name in after if after[name] != between[name]}


def tried(client, start):
    """What went wrong, and the buttons that did something."""
    wrong, done, pressed = [], set(), set()
    for page, _, reader in walk(client, start, within=start, most=60):
        for form in reader.forms if reader else []:
            if form.method != "post" or not form.action.startswith(start):
                continue
            name = resolve(form.action.partition("?")[0]).view_name
            for press in form.presses():
                if (name, kind := tuple(sorted(press))) in pressed and name not in BY_ITS_VALUE:
                    continue
                pressed.add((name, kind))
                first, second, changed = press_twice(client, form, press)
                if first.status_code != 302:
                    continue
                done.add(name)
                is_told = second.status_code == 422 and name in NAMES_WHAT_IS_THERE
                if changed or not (second.status_code == 302 or is_told):
                    wrong.append(f"{page}: {name} {press} {second.status_code} {changed}")
    return wrong, done


@pytest.mark.parametrize("stage", ["draft", "open", "closed"])
def test_every_button_of_staff_may_be_pressed_twice(stage, world, signed_in):
    now, day = timezone.now(), timedelta(days=1)
    world.is_launched = stage != "draft"
    world.closes_at = now - day if stage == "closed" else now + 9 * day
    world.save()
    wrong, done = tried(signed_in(*Role), STAFF)

    assert len(done) > 20
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("is_author", [True, False])
def test_every_button_of_those_who_take_part_may_be_pressed_twice(
    is_author, world, voice, join, idea
):
    wrong, done = tried(voice(idea.author if is_author else join()), FRONT)

    assert len(done) > 4
    assert not wrong, "\n".join(wrong)
