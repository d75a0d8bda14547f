"""Turn what was read into a programme: one transaction, so that nothing stays half-imported."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

import numpy as np
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from folkmoot.accounts.models import Organisation
from folkmoot.accounts.policy import Actor, command_line
from folkmoot.accounts.services import create_organisation, record_audit
from folkmoot.activities import acts
from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError
from folkmoot.core.text import clean_line
from folkmoot.joining.services import freeze_mode as fix_way_of_joining
from folkmoot.joining.services import import_segments
from folkmoot.operations.importing.answers import ImportedAnswers
from folkmoot.operations.importing.polis import Conversation
from folkmoot.participants.models import Participant
from folkmoot.programmes.models import Activity, MandateVersion, Programme
from folkmoot.workshops import services as workshops
from folkmoot.workshops.models import ChallengeQuestion, Idea

Name = TypeVar("Name")
BATCH = 5000
UNDATED = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Saved:
    programme: str
    participants: int
    ideas: int
    votes: int

    def as_dict(self) -> dict[str, object]:
        return {
            "programme": self.programme,
            "participants": self.participants,
            "ideas": self.ideas,
            "votes": self.votes,
        }


@transaction.atomic
def save_conversation(*, name: str, conversation: Conversation, at: datetime) -> Saved:
    """A closed programme with one workshop and one challenge question.

    Everybody who voted or wrote a statement becomes a participant. Rejected statements are
    hidden, votes on them and authors' votes on their own statements are kept.
    """
    organisation, title = _place(name)
    actor = command_line(organisation)
    days = [statement.day or day_of(at) for statement in conversation.statements]
    vote_days = [
        date.fromordinal(int(day)) if day > UNDATED else day_of(at)
        for day in conversation.vote_days
    ]
    programme = _new_programme(actor, title, days + vote_days, at)
    question = _question(programme, conversation.topic or title)
    people = np.unique(
        np.concatenate(
            [
                conversation.voters,
                np.array(
                    [s.author for s in conversation.statements if s.author is not None], np.int64
                ),
            ]
        )
    )
    ids = new_voices(programme, [int(person) for person in people])
    with programme.in_its_language():
        rejected = _("Rejected by the moderators of the original conversation.")
    ideas = workshops.import_ideas(
        actor=actor,
        question=question,
        texts=[statement.text for statement in conversation.statements],
        said_on=days,
        authors=[
            None if statement.author is None else ids[statement.author]
            for statement in conversation.statements
        ],
        hidden_reasons=[rejected if s.is_rejected else "" for s in conversation.statements],
        are_meta=[s.is_meta for s in conversation.statements],
    )
    idea_of = dict(zip((s.number for s in conversation.statements), ideas, strict=True))
    votes = workshops.import_votes(
        actor=actor,
        activity=question.activity,
        ideas=[idea_of[int(number)] for number in conversation.voted_statements],
        participants=[ids[int(voter)] for voter in conversation.voters],
        stances=[int(stance) for stance in conversation.stances],
        cast_on=vote_days,
    )
    return _audited(actor, programme, Saved("", len(ids), len(ideas), votes), at)


@transaction.atomic
def save_answers(
    *,
    name: str,
    questions: Sequence[str],
    found: ImportedAnswers,
    segments: Sequence[str] = (),
    source: str,
    at: datetime,
) -> Saved:
    """A challenge question for each column, with an idea for each answer to it."""
    organisation, title = _place(name)
    actor = command_line(organisation)
    if not found.answers:
        raise DomainError(_("There is no answer in the table: nothing was imported."))
    questions = [clean_line(question) for question in questions]
    if any(not 0 < len(question) <= 300 for question in questions):
        raise DomainError(_("A question has between 1 and 300 characters."))
    if len(set(questions)) < len(questions):
        raise DomainError(_("Two columns have the same question. Word one of them differently."))
    programme = _existing(organisation, title)
    known = [answer.day for answer in found.answers if answer.day]
    if programme is None:
        programme = _new_programme(actor, title, known or [day_of(at)], at)
    elif asked := Idea.objects.filter(
        question__activity__programme=programme, question__text__in=questions
    ).first():
        raise DomainError(
            _(
                "“%(programme)s” holds answers to “%(question)s” already. Import them into a new "
                "programme, or word the question differently."
            )
            % {"programme": programme.name, "question": asked.question.text}
        )
    people = sorted({answer.person for answer in found.answers if answer.person})
    ids = new_voices(programme, people)
    ideas = 0
    for place, text in enumerate(questions):
        said = [answer for answer in found.answers if answer.question == place]
        if said:
            workshops.import_ideas(
                actor=actor,
                question=_question(programme, text),
                texts=[answer.text for answer in said],
                said_on=[answer.day or day_of(at) for answer in said],
                authors=[ids.get(answer.person) for answer in said],
                sources=[source] * len(said),
            )
            ideas += len(said)
    if segments:
        import_segments(
            programme=programme,
            questions=segments,
            said={ids[person]: values for person, values in found.segments.items()},
        )
    return _audited(actor, programme, Saved("", len(ids), ideas, 0), at)


def _place(name: str) -> tuple[Organisation, str]:
    """The organisation and title that ``NAME`` or ``ORG/NAME`` mean."""
    slug, _slash, title = (part.strip() for part in name.rpartition("/"))
    if not title or len(title) > 120 or not address_of(title):
        raise DomainError(_("A programme needs a name of 1 to 120 characters, with letters in it."))
    known = list(Organisation.objects.order_by("slug"))
    if not known:
        wanted = slugify(slug) or "home"
        return create_organisation(name=slug or _("Our organisation"), slug=wanted), title
    if slug:
        found = [organisation for organisation in known if organisation.slug == slug]
        if not found:
            names = ", ".join(organisation.slug for organisation in known[:10])
            raise DomainError(
                _("There is no organisation “%(slug)s”. There are: %(names)s.")
                % {"slug": slug, "names": names}
            )
        return found[0], title
    if len(known) > 1:
        names = ", ".join(organisation.slug for organisation in known[:10])
        raise DomainError(
            _("Write ORG/%(title)s: there are several organisations (%(names)s).")
            % {"title": title, "names": names}
        )
    return known[0], title


def address_of(title: str) -> str:
    return slugify(title.replace(".", "-").replace("_", "-"))[:60]


def _existing(organisation: Organisation, title: str) -> Programme | None:
    programmes = Programme.objects.filter(organisation=organisation)
    return (
        programmes.filter(slug=title).first()
        or programmes.filter(name=title).first()
        or programmes.filter(slug=address_of(title)).first()
    )


def _new_programme(actor: Actor, title: str, days: list[date], at: datetime) -> Programme:
    if _existing(actor.organisation, title) is not None:
        raise DomainError(
            _("A programme “%(title)s” exists already. Choose another name.") % {"title": title}
        )
    opened = datetime.combine(min(days), time(), UTC)
    closed = datetime.combine(max(days) + timedelta(days=1), time(), UTC)
    if closed > at:  # said today: over all the same, and nobody joins what was brought in
        closed = max(at, opened + timedelta(minutes=1))
    programme = Programme.objects.create(
        organisation=actor.organisation,
        name=title,
        slug=address_of(title),
        opens_at=opened,
        closes_at=closed,
        is_launched=True,
        is_imported=True,
        created_on=day_of(at),
    )
    MandateVersion.objects.create(programme=programme, number=1, edited_at=at)
    fix_way_of_joining(programme.pk)
    return programme


def _question(programme: Programme, text: str) -> ChallengeQuestion:
    activity = programme.activities.filter(kind="workshop").first()
    if activity is None:
        with programme.in_its_language():
            title = _("Imported workshop")
        activity = Activity.objects.create(programme=programme, kind="workshop", title=title)
    position = activity.questions.count()
    return ChallengeQuestion.objects.create(activity=activity, text=text, position=position)


def new_voices(programme: Programme, people: list[Name]) -> dict[Name, int]:
    """A new voice for each person; their random ids say nothing of the order they came in."""
    voices = [Participant(programme=programme, joined_on=programme.created_on) for _ in people]
    Participant.objects.bulk_create(sorted(voices, key=lambda v: v.pk), batch_size=BATCH)
    return {person: voice.pk for person, voice in zip(people, voices, strict=True)}


def _audited(actor: Actor, programme: Programme, saved: Saved, at: datetime) -> Saved:
    record_audit(
        actor,
        acts.CONTRIBUTIONS_IMPORTED,
        at,
        lambda: (
            _("%(ideas)s ideas and %(votes)s votes") % {"ideas": saved.ideas, "votes": saved.votes}
        ),
        programme=programme,
    )
    address = f"{actor.organisation.slug}/{programme.slug}"
    return Saved(address, saved.participants, saved.ideas, saved.votes)
