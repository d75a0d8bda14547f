"""Every act on a framework and its guide, by role and stage: services keep the table."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from folkmoot.accounts.models import Organisation
from folkmoot.accounts.policy import Actor, Role
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.frameworks import services
from folkmoot.frameworks.models import Framework
from folkmoot.guides import services as guides
from folkmoot.programmes.models import Programme, Stage
from tests.conftest import CLOSES, NOON, OPENS

WRITERS = {Role.ADMINISTRATOR, Role.FACILITATOR, Role.ANALYST}
PUBLISHERS = {Role.ADMINISTRATOR, Role.FACILITATOR}
EVER = set(Stage)
HEARD = {Stage.SCHEDULED, Stage.OPEN, Stage.CLOSED}
DAY = timedelta(days=1)
AT = {Stage.SCHEDULED: OPENS - DAY, Stage.CLOSED: CLOSES + DAY}
WORDS = {"title": "T", "introduction": ""}


def on_section(name, **given):
    return lambda who, of, at: getattr(services, name)(
        actor=who, section=of.sections.get(), at=at, **given
    )


def on_statement(name, **given):
    return lambda who, of, at: getattr(services, name)(
        actor=who, statement=of.sections.get().statements.get(), at=at, **given
    )


def on_framework(name, room=services, **given):
    return lambda who, of, at: getattr(room, name)(actor=who, framework=of, at=at, **given)


ACTS = {
    "create_framework": (
        lambda who, of, at: services.create_framework(
            actor=who, programme=of.programme, from_analysis=False, at=at
        ),
        WRITERS,
        EVER,
    ),
    "edit_framework": (on_framework("edit_framework", revision=1, **WORDS), WRITERS, EVER),
    "add_section": (on_framework("add_section", title="New"), WRITERS, EVER),
    "edit_section": (on_section("edit_section", revision=1, **WORDS), WRITERS, EVER),
    "move_section": (on_section("move_section", by=1, framework_revision=1), WRITERS, EVER),
    "remove_section": (on_section("remove_section", revision=1), WRITERS, EVER),
    "add_statement": (on_section("add_statement", text="New"), WRITERS, EVER),
    "edit_statement": (
        on_statement("edit_statement", revision=1, text="T", explanation=""),
        WRITERS,
        EVER,
    ),
    "move_statement": (on_statement("move_statement", by=1, framework_revision=1), WRITERS, EVER),
    "remove_statement": (on_statement("remove_statement", revision=1), WRITERS, EVER),
    "cite_ideas": (on_statement("cite_ideas", idea_ids=[1]), WRITERS, EVER),
    "cite_quotes": (on_statement("cite_quotes", text_ids=[1]), WRITERS, EVER),
    "cite_theme": (on_statement("cite_theme", theme_id=uuid4()), WRITERS, EVER),
    "cite_figures": (on_statement("cite_figures", keys=["x"]), WRITERS, EVER),
    "remove_evidence": (on_statement("remove_evidence", evidence_id=uuid4()), WRITERS, EVER),
    "publish_guide": (on_framework("publish_guide", guides), PUBLISHERS, HEARD),
    "unpublish_guide": (on_framework("unpublish_guide", guides), PUBLISHERS, EVER),
}


class Undo(Exception):
    pass


def is_permitted(act, who, framework, at):
    """Whether role and stage permit it; a refusal for another reason permits it."""
    try:
        with transaction.atomic():
            act(who, Framework.objects.get(pk=framework.pk), at)
            raise Undo
    except NotAllowed:
        return False
    except (Undo, DomainError):
        return True


@pytest.fixture(params=list(Stage), ids=str)
def stage(request, programme, statement):
    before = request.param in {Stage.DRAFT, Stage.PRACTICE}
    Programme.objects.filter(pk=programme.pk).update(
        is_launched=not before, is_practising=request.param is Stage.PRACTICE
    )
    programme.refresh_from_db()
    assert programme.stage(AT.get(request.param, NOON)) is request.param
    return request.param


@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_only_the_right_roles_act_and_only_in_the_right_stages(role, stage, actor, framework):
    who, at = actor(*([role] if role else [])), AT.get(stage, NOON)

    permitted = {name for name, (act, *_) in ACTS.items() if is_permitted(act, who, framework, at)}

    assert permitted == {
        name for name, (_, roles, stages) in ACTS.items() if role in roles and stage in stages
    }


def test_nobody_acts_on_a_framework_of_another_organisation(framework, statement):
    elsewhere = Organisation.objects.create(name="Elsewhere", slug="elsewhere")
    stranger = Actor(organisation=elsewhere, user=None, roles=frozenset(Role))

    assert not [n for n, (act, *_) in ACTS.items() if is_permitted(act, stranger, framework, NOON)]


def test_every_public_service_is_in_the_table():
    forgetting = {"forget_texts", "forget_words_of", "ids_of", "quotations", "without"}
    public = set(services.__all__) | set(guides.__all__)

    assert public - forgetting == set(ACTS)
