"""Telling an author what staff decided about their words, and writing to them.

Decisions that take words away are told at once; answers that everybody can read (planned,
done, not now) go with the day's delivery, so that a change of mind is told once.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.accounts.policy import Actor
from folkmoot.mailbox import services as mailbox
from folkmoot.mailbox.models import Thread
from folkmoot.programmes.models import Programme
from folkmoot.workshops.models import Comment, Idea

SHORT = 80
KINDLY = gettext_lazy(
    "This is about the words, not about you: nobody here knows who you are. If you think we are "
    "wrong, answer here. You can also say it in other words, or take it back on the page "
    "“What I said”."
)
ANSWERS = {
    Idea.Status.PLANNED: gettext_lazy("We plan to do this: “%(label)s”."),
    Idea.Status.DONE: gettext_lazy("This has been done: “%(label)s”."),
    Idea.Status.NOT_NOW: gettext_lazy("We have decided not to do this for now: “%(label)s”."),
}


def label_of(said: Idea | Comment) -> str:
    """The first words, in one line."""
    line = " ".join(said.text.split())
    return line if len(line) <= SHORT else line[:SHORT].rsplit(" ", 1)[0][:SHORT] + " …"


@transaction.atomic
def write_to_author(*, actor: Actor, said: Idea | Comment, text: str, at: datetime) -> Thread:
    """Begin or carry on the conversation about one idea or comment."""
    return mailbox.write_to_author(
        actor=actor,
        programme=_programme(said),
        participant_id=said.author_id,
        subject_kind=kind_of(said),
        subject_ref=said.ref,
        subject_label=label_of(said),
        text=text,
        at=at,
    )


def _programme(said: Idea | Comment) -> Programme:
    idea = said if isinstance(said, Idea) else said.idea
    return idea.question.activity.programme


def kind_of(said: Idea | Comment) -> str:
    return "idea" if isinstance(said, Idea) else "comment"


def tell_hidden(said: Idea | Comment, at: datetime) -> None:
    with _programme(said).in_its_language():
        what = _("We have taken this off the pages that others see: “%(label)s”.")
        why = _("The reason: %(reason)s") % {"reason": said.hidden_reason}
        _tell(said, f"{what % {'label': label_of(said)}}\n\n{why}\n\n{KINDLY}", at)


def tell_shown(said: Idea | Comment, at: datetime) -> None:
    with _programme(said).in_its_language():
        told = _("Others can see this again: “%(label)s”. Thank you for waiting.")
        _tell(said, told % {"label": label_of(said)}, at)


def announce_status(idea: Idea, at: datetime) -> None:
    """Planned, done and not now are told; going back to another status calls that off."""
    parts: list[str] = []
    with _programme(idea).in_its_language():
        if idea.status in ANSWERS:
            parts = [
                ANSWERS[Idea.Status(idea.status)] % {"label": label_of(idea)},
                idea.status_reason,
                _("Thank you for saying it. If we misunderstood you, answer here."),
            ]
    mailbox.announce(
        programme=_programme(idea),
        participant_id=idea.author_id,
        subject_kind="idea",
        subject_ref=idea.ref,
        subject_label=label_of(idea),
        text="\n\n".join(part for part in parts if part),
        at=at,
    )


def _tell(said: Idea | Comment, text: str, at: datetime) -> None:
    mailbox.tell_author(
        programme=_programme(said),
        participant_id=said.author_id,
        subject_kind=kind_of(said),
        subject_ref=said.ref,
        subject_label=label_of(said),
        text=text,
        at=at,
    )
