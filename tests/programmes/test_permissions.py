"""Who may do what to a programme, and when: every role, in every stage, at every act."""

import io
from datetime import timedelta

import pytest
from django.db import transaction
from PIL import Image

from folkmoot.accounts import policy
from folkmoot.accounts.models import AuditEntry
from folkmoot.accounts.policy import Actor, Role
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.programmes import services
from folkmoot.programmes.models import Activity, CarriedOver, Channel, MandateVersion, Stage
from tests.conftest import NOON

DAY = timedelta(days=1)
RUNNERS = {Role.ADMINISTRATOR, Role.FACILITATOR}
WRITERS = RUNNERS | {Role.SPONSOR}
BEFORE = {Stage.DRAFT, Stage.PRACTICE}
PLANNED = BEFORE | {Stage.SCHEDULED}
EVER = set(Stage)
UNTIL_CLOSED = EVER - {Stage.CLOSED}


def picture():
    file = io.BytesIO()
    Image.new("RGB", (4, 4)).save(file, "PNG")
    file.seek(0)
    return file


def _create(actor, programme):
    services.create_programme(actor=actor, name="New", slug="brand-new", at=NOON)


def _edit(actor, programme):
    services.edit_mandate(
        actor=actor,
        programme=programme,
        pain_points="Pain",
        promise="Words",
        invited="",
        answers_for="",
        based_on=1,
        at=NOON,
    )


def _activity(programme):
    return Activity.objects.get(programme=programme)


def _channel(programme):
    return Channel.objects.get(programme=programme)


def call(service, /, **given):
    def act(actor, programme):
        made = {key: value() if value is picture else value for key, value in given.items()}
        getattr(services, service)(actor=actor, programme=programme, at=NOON, **made)

    return act


def on_activity(name, **given):
    def act(actor, programme):
        getattr(services, name)(actor=actor, activity=_activity(programme), at=NOON, **given)

    return act


def on_channel(name):
    def act(actor, programme):
        getattr(services, name)(actor=actor, channel=_channel(programme), at=NOON)

    return act


WHEN = {"opens_at": NOON + DAY, "closes_at": NOON + 5 * DAY}
ACTS = {
    # act: (how, which roles, in which stages)
    "create": (_create, RUNNERS, EVER),
    "rename": (call("rename_programme", name="N", summary=""), RUNNERS, UNTIL_CLOSED),
    "edit the mandate": (_edit, WRITERS, BEFORE),
    "comment": (call("comment_on_mandate", text="Hm"), WRITERS, BEFORE),
    "sign": (call("sign_mandate", number=1, job_title=""), {Role.SPONSOR}, PLANNED),
    "add an activity": (
        call("add_activity", kind="workshop", title="T"),
        RUNNERS,
        UNTIL_CLOSED,
    ),
    "change an activity": (
        on_activity("change_activity", title="T", summary=""),
        RUNNERS,
        UNTIL_CLOSED,
    ),
    "remove an activity": (on_activity("remove_activity"), RUNNERS, BEFORE),
    "date phases": (on_activity("set_phases", dates={}), RUNNERS, UNTIL_CLOSED),
    "choose dates": (call("set_dates", **WHEN), RUNNERS, PLANNED),
    "brand": (call("set_branding", colour="#112233", partners=""), RUNNERS, UNTIL_CLOSED),
    "upload a logo": (call("set_logo", picture=picture), RUNNERS, UNTIL_CLOSED),
    "remove the logo": (call("remove_logo"), RUNNERS, UNTIL_CLOSED),
    "add a channel": (call("add_channel", name="C", code="new"), RUNNERS, UNTIL_CLOSED),
    "retire a channel": (on_channel("retire_channel"), RUNNERS, UNTIL_CLOSED),
    "restore a channel": (on_channel("restore_channel"), RUNNERS, UNTIL_CLOSED),
    "say who answers for data": (
        call("set_notice", controller="Us", contact="us@example.org", basis="consent"),
        RUNNERS,
        UNTIL_CLOSED,
    ),
    "say that it still holds": (call("confirm_carried", what="mandate"), WRITERS, BEFORE),
    "practise": (call("start_practice"), RUNNERS, BEFORE),
    "stop practising": (call("stop_practice"), RUNNERS, BEFORE),
    "launch": (call("launch", **WHEN), RUNNERS, BEFORE),
    "call off": (call("call_off"), RUNNERS, {Stage.SCHEDULED}),
    "move the closing": (
        call("move_closing", closes_at=NOON + 20 * DAY),
        RUNNERS,
        EVER - BEFORE,  # before the launch another refusal comes first
    ),
    "appoint": (
        call("appoint", user_id=0, role=Role.ANALYST),
        {Role.ADMINISTRATOR},
        EVER,
    ),
    "end an appointment": (
        call("end_appointment", user_id=0, role=Role.ANALYST),
        {Role.ADMINISTRATOR},
        EVER,
    ),
}


class Undo(Exception):
    pass


def is_permitted(act, actor, programme):
    """Whether the role and the stage permit it; a refusal for another reason permits it."""
    try:
        with transaction.atomic():
            act(actor, type(programme).objects.get(pk=programme.pk))
            raise Undo
    except NotAllowed:
        return False
    except (Undo, DomainError):
        return True


@pytest.fixture(params=list(Stage), ids=str)
def programme_at(request, at_stage):
    programme = at_stage(request.param)
    MandateVersion.objects.create(programme=programme, number=1, promise="P", edited_at=NOON)
    Activity.objects.create(programme=programme, kind="workshop", title="W")
    Channel.objects.create(programme=programme, name="Poster", code="poster")
    CarriedOver.objects.create(programme=programme, what="mandate")
    return request.param, programme


@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_only_the_right_roles_act_and_only_in_the_right_stages(
    role, programme_at, staff, organisation
):
    stage, programme = programme_at
    roles = frozenset({role} if role else ())
    actor = Actor(organisation=organisation, user=staff(*roles), roles=roles)

    permitted = {name for name, (act, _, _) in ACTS.items() if is_permitted(act, actor, programme)}

    expected = {
        name
        for name, (_, by, stages) in ACTS.items()
        if role in by and (stage in stages or (name == "move the closing"))
    }
    if stage in BEFORE:  # nothing to move yet: refused for everybody, with the reason
        permitted.discard("move the closing")
        expected.discard("move the closing")
    assert permitted == expected


def test_every_act_leaves_a_trace(programme_at, actor, staff):
    stage, programme = programme_at
    both = actor(*Role, user=staff(Role.SPONSOR))
    silent = []
    for name, (act, _, stages) in ACTS.items():
        if stage not in stages or name in {"end an appointment", "appoint", "remove the logo"}:
            continue
        if name in {"stop practising", "restore a channel"} or "practise" in name:
            continue  # these change nothing here, so they say nothing
        try:
            with transaction.atomic():
                if name == "launch":  # not before what was carried over has been read again
                    ACTS["say that it still holds"][0](both, programme)
                before = AuditEntry.objects.count()
                act(both, type(programme).objects.get(pk=programme.pk))
                if AuditEntry.objects.count() == before:
                    silent.append(name)
                raise Undo
        except Undo:
            pass
    assert silent == []


@pytest.mark.django_db
def test_the_audit_names_a_role_as_people_read_it(actor, programme, staff, monkeypatch):
    monkeypatch.setitem(policy.ROLE_NAMES, Role.ANALYST, "whoever analyses")
    by, person = actor(Role.ADMINISTRATOR), staff(Role.MODERATOR)
    named = {"programme": programme, "user_id": person.pk, "role": Role.ANALYST}
    services.appoint(actor=by, at=NOON, **named)
    services.end_appointment(actor=by, at=NOON, **named)

    details = AuditEntry.objects.values_list("detail", flat=True)
    assert list(details) == [f"{person}: whoever analyses"] * 2


def test_every_public_service_is_in_the_table():
    acting = {"create_programme", "edit_mandate", "close_now"}
    acting |= {
        "leave_programmes",
        "start_programme",
        "start_from",
    }  # both create through create_programme
    listed = {
        "rename_programme", "comment_on_mandate", "sign_mandate", "add_activity",
        "change_activity", "remove_activity", "set_phases",
        "set_dates", "set_branding", "set_logo", "remove_logo", "add_channel",
        "retire_channel", "restore_channel", "start_practice", "stop_practice", "launch",
        "call_off", "move_closing", "appoint", "end_appointment", "set_notice", "confirm_carried",
    }  # fmt: skip
    public = {name for name in services.__all__ if name[0].islower()} - {"lock"}  # changes nothing

    assert public == acting | listed
