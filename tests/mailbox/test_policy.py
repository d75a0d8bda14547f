"""Who may write, read, close and answer: one table, and that services and pages keep it."""

from datetime import timedelta

import pytest

from folkmoot.accounts.models import Organisation
from folkmoot.accounts.policy import Actor, Role
from folkmoot.core.errors import NotAllowed
from folkmoot.mailbox import policy, services
from folkmoot.mailbox.models import Note
from folkmoot.programmes.models import Stage
from tests.conftest import CLOSES, NOON, OPENS
from tests.mailbox.conftest import INBOX

KEEPERS = {Role.ADMINISTRATOR, Role.FACILITATOR, Role.MODERATOR}
EVER = set(Stage)
BEGUN = EVER - {Stage.DRAFT}
MOMENT = {
    Stage.SCHEDULED: OPENS - timedelta(days=1),
    Stage.OPEN: NOON,
    Stage.CLOSED: CLOSES + timedelta(days=1),
}


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("role", Role)
def test_by_role_and_stage(role, stage):
    allowed = role in KEEPERS and stage in BEGUN

    assert policy.can_read(frozenset({role})) is (role in KEEPERS)
    assert policy.can_write(frozenset({role}), stage) is allowed
    assert policy.can_answer(stage) is (stage in BEGUN)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("stage", MOMENT)
def test_services_keep_the_table(actor, write, thread, role, stage):
    at, by = MOMENT[stage], actor(role)
    acts = [
        lambda: services.write_in_thread(actor=by, thread=thread, text="One more", at=at),
        lambda: services.close_thread(actor=by, thread=thread, at=at),
        lambda: services.open_thread(actor=by, thread=thread, at=at),
    ]
    for act in acts:
        if role in KEEPERS:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()


def test_nobody_writes_while_the_programme_is_a_draft(programme, write, thread, idea, answer):
    programme.is_launched = False
    programme.save()
    idea.question.activity.programme.refresh_from_db()
    thread.participant.programme.refresh_from_db()

    with pytest.raises(NotAllowed):
        write(idea, "Again")
    with pytest.raises(NotAllowed):
        answer(thread)


def test_a_moderator_of_another_organisation_cannot_write(write, thread, idea):
    other = Organisation.objects.create(name="Elsewhere", slug="elsewhere")
    stranger = Actor(organisation=other, user=None, roles=frozenset(Role))

    with pytest.raises(NotAllowed):
        write(idea, by=stranger)
    with pytest.raises(NotAllowed):
        services.close_thread(actor=stranger, thread=thread, at=NOON)


def test_only_its_author_answers_a_conversation(thread, join):
    with pytest.raises(NotAllowed):
        services.reply(participant=join(), thread=thread, text="Me, too", at=NOON)
    assert Note.objects.count() == 1


@pytest.mark.parametrize("role", Role)
def test_pages_of_staff_open_for_those_who_may_read(signed_in, thread, role):
    client = signed_in(role)
    expected = 200 if role in KEEPERS else 404

    assert client.get(INBOX).status_code == expected
    assert client.get(f"{INBOX}{thread.ref}/").status_code == expected


def test_a_person_of_another_organisation_finds_nothing(client, staff, thread):
    other = Organisation.objects.create(name="Elsewhere", slug="elsewhere")
    client.force_login(staff(Role.ADMINISTRATOR, at=other))

    assert client.get(INBOX).status_code == 404
    assert client.get(f"{INBOX}{thread.ref}/").status_code == 404
    assert client.post(f"{INBOX}{thread.ref}/close/").status_code == 404


def test_a_conversation_of_another_programme_is_not_found(signed_in, thread, organisation):
    from folkmoot.programmes.models import Programme

    Programme.objects.create(
        organisation=organisation,
        name="Other",
        slug="other",
        opens_at=OPENS,
        closes_at=CLOSES,
        is_launched=True,
        created_on=NOON.date(),
    )
    client = signed_in(Role.MODERATOR)

    assert client.get(f"/staff/northmoor/other/mailbox/{thread.ref}/").status_code == 404
