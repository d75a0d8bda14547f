"""When others see what people write is chosen before the launch, and told before anybody joins."""

import pytest

from folkmoot.accounts.models import AuditEntry
from folkmoot.accounts.policy import Role
from folkmoot.core.errors import NotAllowed
from folkmoot.programmes.models import Programme, Stage
from folkmoot.published import policy, services
from folkmoot.published.presenting import when_texts_appear
from tests.conftest import NOON

RUNNERS = {Role.ADMINISTRATOR, Role.FACILITATOR}
TextsAppear = Programme.TextsAppear


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("stage", list(Stage))
def test_who_may_choose_when(role, stage):
    is_before = stage in {Stage.DRAFT, Stage.PRACTICE}

    assert policy.can_choose(frozenset({role}), stage) == (role in RUNNERS and is_before)


def test_nothing_chosen_means_within_the_hour(draft_programme):
    assert draft_programme.texts_appear == TextsAppear.HOURLY


def test_the_launch_fixes_it(programme, facilitator):
    with pytest.raises(NotAllowed, match="fixed at the launch"):
        services.choose_texts_appear(
            actor=facilitator, programme=programme, choice=TextsAppear.AT_ONCE, at=NOON
        )


def test_each_choice_is_in_the_audit_once(draft_programme, facilitator):
    for _ in range(2):
        services.choose_texts_appear(
            actor=facilitator, programme=draft_programme, choice=TextsAppear.DAILY, at=NOON
        )

    entry = AuditEntry.objects.get(act="published.texts_appear")
    assert entry.detail == "Once a day, mixed"
    assert Programme.objects.get().texts_appear == TextsAppear.DAILY


def test_a_facilitator_chooses_on_a_page_of_its_own(signed_in, draft_programme):
    page = f"/staff/northmoor/{draft_programme.slug}/joining/"
    client = signed_in(Role.FACILITATOR)
    r = client.post(f"{page}texts/", {"choice": "at_once"})

    assert r.url == page
    assert "Others see at once what you write" in client.get(page).content.decode()


def test_a_choice_that_is_none_is_refused_in_words(signed_in, draft_programme):
    page = f"/staff/northmoor/{draft_programme.slug}/joining/texts/"
    r = signed_in(Role.FACILITATOR).post(page, {"choice": "never"})

    assert r.status_code == 422


@pytest.mark.parametrize("choice", list(TextsAppear))
def test_people_are_told_before_they_join(client, programme, choice):
    Programme.objects.update(texts_appear=choice)
    programme.texts_appear = choice

    for page in (programme.front_path, f"{programme.front_path}anonymity/"):
        assert when_texts_appear(programme) in client.get(page).content.decode(), page
