"""Who may do what, at which stage, in which phase: one table, and that services keep it."""

from datetime import timedelta

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.core.errors import NotAllowed
from folkmoot.programmes.models import Phase, Stage
from folkmoot.workshops import policy, services
from folkmoot.workshops.models import Idea
from folkmoot.workshops.policy import Act
from tests.conftest import NOON

RUNNERS = {Role.ADMINISTRATOR, Role.FACILITATOR}
KEEPERS = RUNNERS | {Role.MODERATOR}
READERS = set(Role) - {Role.RESPONDER, Role.AMBASSADOR}
EVER = set(Stage)

# act: the roles that may, and the stages in which they may.
STAFF = {
    policy.can_set_questions: (RUNNERS, EVER - {Stage.CLOSED}),
    policy.can_set_status: (RUNNERS, EVER - {Stage.DRAFT}),
    policy.can_pin: (RUNNERS, EVER - {Stage.CLOSED}),
    policy.can_hide: (KEEPERS, EVER),
}

# phase: what a participant may do in it.
PARTICIPANTS = {
    "understand": {Act.ADD_IDEA, Act.COMMENT},
    "answer": {Act.ADD_IDEA, Act.COMMENT, Act.VOTE},
    "prioritise": {Act.COMMENT, Act.VOTE},
    "develop": {Act.COMMENT},
    None: set(),  # between two phases
}


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("role", Role)
def test_staff_by_role_and_stage(role, stage):
    for can, (roles, stages) in STAFF.items():
        allowed = role in roles and stage in stages
        assert can(frozenset({role}), stage) is allowed, (can.__name__, role, stage)


@pytest.mark.parametrize("role", Role)
def test_reading_and_importing_by_role(role):
    assert policy.can_read_facilitation(frozenset({role})) is (role in READERS)
    assert policy.can_import(frozenset({role})) is (role in RUNNERS)


@pytest.mark.parametrize("role", Role)
def test_services_keep_the_table(actor, idea, role):
    who, at = actor(role), NOON
    acts = {
        policy.can_set_questions: lambda: services.add_question(
            actor=who, activity=idea.question.activity, text="Why?", at=at
        ),
        policy.can_set_status: lambda: services.set_status(
            actor=who, idea=idea, status=Idea.Status.HEARD, at=at
        ),
        policy.can_pin: lambda: services.pin_idea(actor=who, idea=idea, at=at),
        policy.can_hide: lambda: services.hide_idea(actor=who, idea=idea, reason="Why", at=at),
    }
    for can, act in acts.items():
        if role in STAFF[can][0]:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()


def perform(act, question, participant, idea):
    if act is Act.ADD_IDEA:
        services.add_idea(question=question, participant=participant, text="New", at=NOON)
    elif act is Act.COMMENT:
        services.add_comment(idea=idea, participant=participant, text="Yes", at=NOON)
    else:
        services.cast_vote(idea=idea, participant=participant, stance=1, at=NOON)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("phase", PARTICIPANTS)
def test_participants_by_phase_and_act(workshop, question, idea, join, phase, act):
    day = timedelta(days=1)
    for key in set(PARTICIPANTS) - {None}:
        start = NOON - day if key == phase else NOON + 5 * day
        Phase.objects.create(activity=workshop, key=key, opens_at=start, closes_at=start + 2 * day)
    idea.refresh_from_db()
    if act in PARTICIPANTS[phase]:
        perform(act, question, join(), idea)
    else:
        with pytest.raises(services.Closed, match=r"6 May 2030|opens on"):
            perform(act, question, join(), idea)


@pytest.mark.parametrize("act", Act)
def test_a_question_opens_and_closes_on_its_own_dates(question, idea, join, act):
    question.opens_at, question.closes_at = NOON - timedelta(days=2), NOON - timedelta(days=1)
    question.save()
    idea.refresh_from_db()
    with pytest.raises(services.Closed, match="closed on 30 April 2030 at 13:00"):
        perform(act, question, join(), idea)


@pytest.mark.parametrize("act", Act)
def test_a_closed_programme_says_since_when(programme, question, idea, join, act):
    voice = join()
    programme.closes_at = NOON
    programme.save()
    idea.refresh_from_db()
    idea.question.activity.programme.refresh_from_db()
    question.activity.programme.refresh_from_db()
    with pytest.raises(services.Closed, match="closed on 1 May 2030 at 13:00"):
        perform(act, question, voice, idea)
