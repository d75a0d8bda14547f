"""Two moderators hide the same thing: its author is told once, and no reason is lost unseen."""

import pytest

from folkmoot.accounts.models import AuditEntry
from folkmoot.accounts.policy import Role
from folkmoot.core.errors import Stale
from folkmoot.mailbox.models import Note
from folkmoot.workshops import services
from folkmoot.workshops.models import Comment, Idea
from folkmoot.workshops.services.facilitating import ReasonMissing
from tests.conftest import NOON


@pytest.fixture
def comment(idea, join):
    Idea.objects.filter(pk=idea.pk).update(comment_count=1)
    return Comment.objects.create(
        idea=idea, author=join(), text="At night too", said_on=NOON.date(), position=1
    )


@pytest.fixture(params=["idea", "comment"])
def hide(request, facilitator, idea, comment):
    """``hide("a reason")`` hides an idea, or a comment."""

    def act(reason):
        if request.param == "idea":
            return services.hide_idea(actor=facilitator, idea=idea, reason=reason, at=NOON)
        return services.hide_comment(actor=facilitator, comment=comment, reason=reason, at=NOON)

    return act


def test_pressed_twice_is_recorded_once(hide):
    for _ in range(2):
        hide("Names somebody")

    assert AuditEntry.objects.count() == 1
    assert Note.objects.count() <= 1


def test_another_reason_than_the_one_that_was_given_is_handed_back(hide):
    hide("Names somebody")

    with pytest.raises(Stale, match="“Names somebody”"):
        hide("Says where somebody lives")
    assert AuditEntry.objects.count() == 1


def test_a_reason_that_is_too_long_is_refused_and_not_cut(hide):
    with pytest.raises(ReasonMissing, match="room for 300"):
        hide("x" * 301)


def test_the_page_hands_the_other_reason_back(signed_in, workshop, idea):
    moderator = signed_in(Role.MODERATOR)
    address = f"/staff/northmoor/safer-wards/workshops/{workshop.pk}/ideas/{idea.ref}/hide/"
    moderator.post(address, {"reason": "Names somebody"})
    late = moderator.post(address, {"reason": "Says where somebody lives"})

    assert late.status_code == 409
    assert "Names somebody" in late.content.decode()
    assert "Says where somebody lives" in late.content.decode()


def test_a_question_moved_by_a_second_press_moves_no_further(facilitator, question, workshop):
    for text in ("Second?", "Third?"):
        services.add_question(actor=facilitator, activity=workshop, text=text, at=NOON)
    for _ in range(2):
        services.move_question(actor=facilitator, question=question, step=1, place=0, at=NOON)

    found = workshop.questions.order_by("position").values_list("text", flat=True)
    assert list(found)[1] == question.text
