import json

import pytest

from folkmoot.accounts.models import AuditEntry
from folkmoot.accounts.policy import Role
from folkmoot.core.errors import NotAllowed
from folkmoot.frameworks import services as frameworks
from folkmoot.guides import policy, presenting, queries, services
from folkmoot.guides.models import Guide
from folkmoot.guides.services.publishing import NothingToPublish
from folkmoot.programmes.models import Stage
from folkmoot.workshops.models import Idea
from tests.conftest import NOON
from tests.frameworks.evidence import WORDS, say


def own(document):
    """The statement in people's own words."""
    return document.sections[-1].statements[0]


def words(document):
    return {quote.words for one in document.statements for quote in one.quotes}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("stage", list(Stage))
def test_who_may_publish_and_when(role, stage):
    allowed = role in {Role.ADMINISTRATOR, Role.FACILITATOR}
    heard = stage not in {Stage.DRAFT, Stage.PRACTICE}

    assert policy.can_publish(frozenset({role}), stage) == (allowed and heard)
    assert policy.can_publish(frozenset({role}), stage, is_imported=True) == allowed
    assert policy.can_unpublish(frozenset({role})) == allowed
    assert policy.can_export(frozenset({role})) == (role in {Role.ADMINISTRATOR, Role.ANALYST})


def test_a_guide_is_frozen_when_it_is_published(actor, framework, guide):
    statement = framework.sections.last().statements.first()
    frameworks.edit_statement(
        actor=actor(Role.ANALYST),
        statement=statement,
        revision=statement.revision,
        text="Changed after",
        explanation="",
        at=NOON,
    )

    document = queries.current_document(framework.programme)

    assert own(document).text == "Every ward keeps a quiet hour, <b>each</b> day."


def test_the_document_survives_its_storage(guide):
    guide.refresh_from_db()

    document = queries.from_json(guide.document)

    assert json.loads(json.dumps(queries.to_json(document))) == guide.document
    assert own(document).numbers[0].low == 0.67


def test_a_document_of_another_version_is_refused(guide):
    with pytest.raises(ValueError, match="version 99"):
        queries.from_json(guide.document | {"schema": 99})


def test_a_second_press_publishes_no_second_guide(facilitator, framework, guide):
    again = services.publish_guide(actor=facilitator, framework=framework, at=NOON)

    assert again == guide
    assert Guide.objects.count() == 1
    assert AuditEntry.objects.filter(act="guide.published").count() == 1


def test_publishing_again_replaces_the_guide(facilitator, framework, guide):
    framework.title = "Calmer wards"
    framework.save()
    again = services.publish_guide(actor=facilitator, framework=framework, at=NOON)

    assert queries.current_guide(framework.programme) == again
    assert Guide.objects.count() == 2


@pytest.mark.parametrize(
    "change", [{"is_hidden": True}, {"is_withdrawn": True}, {"text": "Nobody in particular"}]
)
def test_words_that_changed_leave_the_guide_at_once_and_at_republication(
    facilitator, framework, guide, ideas, change
):
    assert WORDS[0] in words(queries.document_of(guide))
    Idea.objects.filter(pk=ideas[0].pk).update(**change)

    again = services.publish_guide(actor=facilitator, framework=framework, at=NOON)

    assert WORDS[0] not in words(queries.document_of(guide))
    assert WORDS[0] not in json.dumps(again.document, ensure_ascii=False)


def test_a_finding_that_repeats_a_hidden_idea_goes_with_it(framework, guide, ideas):
    document = queries.document_of(guide)
    assert any("Both opinion groups" in one.text for one in document.statements)
    Idea.objects.filter(pk=ideas[0].pk).update(is_hidden=True)

    document = queries.document_of(guide)

    assert not any("Both opinion groups" in one.text for one in document.statements)


def test_a_raised_smallest_group_takes_small_groups_out(facilitator, organisation, framework):
    organisation.smallest_group = 35
    organisation.save()
    framework.programme.organisation.refresh_from_db()

    guide = services.publish_guide(actor=facilitator, framework=framework, at=NOON)

    assert "opinion groups:" not in json.dumps(guide.document)


def test_what_is_published_names_no_author_no_day_and_no_id(facilitator, framework, ideas, join):
    person = join()
    Idea.objects.filter(pk=ideas[0].pk).update(author=person)
    guide = services.publish_guide(actor=facilitator, framework=framework, at=NOON)

    public = json.dumps(queries.to_public_json(queries.document_of(guide)))

    assert str(person.pk) not in public
    assert not any(str(idea.pk) in public for idea in ideas)
    assert "2030-05-01" not in public


def test_support_by_fewer_than_k_votes_is_not_told(facilitator, actor, framework, question):
    (few,) = say(question, "Hardly voted on", agrees=1)
    frameworks.cite_quotes(
        actor=actor(Role.ANALYST),
        statement=framework.sections.last().statements.last(),
        text_ids=[few.pk],
        at=NOON,
    )

    document = presenting.build_document(framework, at=NOON)

    (quote,) = document.sections[-1].statements[1].quotes
    assert (quote.words, quote.support) == ("Hardly voted on", "")


def test_words_taken_back_leave_a_gap_in_the_programmes_language(
    facilitator, programme, framework, ideas
):
    framework.introduction = f"They say “{ideas[0].text}”."
    framework.save()
    programme.language = "cy"
    programme.save()
    guide = services.publish_guide(actor=facilitator, framework=framework, at=NOON)
    services.forget_texts(programme, [ideas[0].pk], NOON)

    guide.refresh_from_db()
    assert "They say “[tynnwyd yn ôl]”." in str(guide.document)


def test_an_empty_framework_is_not_published(facilitator, actor, programme):
    empty = frameworks.create_framework(
        actor=actor(Role.ANALYST), programme=programme, from_analysis=False, at=NOON
    )

    with pytest.raises(NothingToPublish):
        services.publish_guide(actor=facilitator, framework=empty, at=NOON)


def test_an_analyst_cannot_publish(actor, framework):
    with pytest.raises(NotAllowed):
        services.publish_guide(actor=actor(Role.ANALYST), framework=framework, at=NOON)
    assert not Guide.objects.exists()


def test_a_guide_taken_back_is_gone_and_audited(facilitator, framework, guide):
    services.unpublish_guide(actor=facilitator, framework=framework, at=NOON)

    assert queries.current_document(framework.programme) is None
    acts = set(AuditEntry.objects.values_list("act", flat=True))
    assert {"guide.published", "guide.withdrawn"} <= acts


def test_the_guide_says_what_was_left_out(guide, ideas):
    method = queries.document_of(guide).method

    assert "Any figure about a group of fewer than 10 people." in method.left_out
    assert "Evidence for 1 statement: none is cited, and each says so." in method.left_out
    assert (method.seed, method.version) == (7, "1")


def test_reading_a_guide_takes_few_queries(guide, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        queries.current_document(guide.framework.programme)


@pytest.mark.parametrize("verdict", ["one crowd", "a line", ""])
def test_groups_that_a_later_analysis_does_not_find_leave_the_guide(
    facilitator, framework, verdict
):
    run = framework.programme.runs.first()
    run.result["opinions"]["verdict"] = verdict
    run.save()

    guide = services.publish_guide(actor=facilitator, framework=framework, at=NOON)

    assert "opinion groups: at least" not in json.dumps(guide.document)
