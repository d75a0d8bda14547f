"""Telling an author what staff decided about their words, and writing to them.

Decisions that take words away are told at once; answers that everybody can read (planned,
done, not now) go with the day's delivery, so that a change of mind is told once.
"""

from datetime import datetime

from django.db import transaction

from folkmoot.accounts.policy import Actor
from folkmoot.mailbox import services as mailbox
from folkmoot.mailbox.models import Thread
from folkmoot.workshops.models import Comment, Idea

SHORT = 80
KINDLY = (
    "This is about the words, not about you: nobody here knows who you are. If you think we are "
    "wrong, answer here. You can also say it in other words, or take it back on the page "
    "“What I said”."
)
ANSWERS = {
    Idea.Status.PLANNED: "We plan to do this: “{label}”.",
    Idea.Status.DONE: "This has been done: “{label}”.",
    Idea.Status.NOT_NOW: "We have decided not to do this for now: “{label}”.",
}


def label_of(said: Idea | Comment) -> str:
    """The first words, in one line."""
    line = " ".join(said.text.split())
    return line if len(line) <= SHORT else line[:SHORT].rsplit(" ", 1)[0][:SHORT] + " …"


@transaction.atomic
def write_to_author(*, actor: Actor, said: Idea | Comment, text: str, at: datetime) -> Thread:
    """Begin or carry on the conversation about one idea or comment."""
    idea = said if isinstance(said, Idea) else said.idea
    return mailbox.write_to_author(
        actor=actor,
        programme=idea.question.activity.programme,
        participant_id=said.author_id,
        subject_kind=kind_of(said),
        subject_ref=said.ref,
        subject_label=label_of(said),
        text=text,
        at=at,
    )


def kind_of(said: Idea | Comment) -> str:
    return "idea" if isinstance(said, Idea) else "comment"


def tell_hidden(said: Idea | Comment, at: datetime) -> None:
    _tell(
        said,
        f"We have taken this off the pages that others see: “{label_of(said)}”.\n\n"
        f"The reason: {said.hidden_reason}\n\n{KINDLY}",
        at,
    )


def tell_shown(said: Idea | Comment, at: datetime) -> None:
    _tell(said, f"Others can see this again: “{label_of(said)}”. Thank you for waiting.", at)


def announce_status(idea: Idea, at: datetime) -> None:
    """Planned, done and not now are told; going back to another status calls that off."""
    answer = ANSWERS.get(Idea.Status(idea.status), "").format(label=label_of(idea))
    if answer and idea.status_reason:
        answer += f"\n\n{idea.status_reason}"
    if answer:
        answer += "\n\nThank you for saying it. If we misunderstood you, answer here."
    mailbox.announce(
        programme=idea.question.activity.programme,
        participant_id=idea.author_id,
        subject_kind="idea",
        subject_ref=idea.ref,
        subject_label=label_of(idea),
        text=answer,
        at=at,
    )


def _tell(said: Idea | Comment, text: str, at: datetime) -> None:
    idea = said if isinstance(said, Idea) else said.idea
    mailbox.tell_author(
        programme=idea.question.activity.programme,
        participant_id=said.author_id,
        subject_kind=kind_of(said),
        subject_ref=said.ref,
        subject_label=label_of(said),
        text=text,
        at=at,
    )
