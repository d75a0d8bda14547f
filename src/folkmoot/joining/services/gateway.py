"""The few questions on joining, and what of the answers may be kept.

Attributes pair people, too: the only night midwife of one site is named by saying so. Where
people are invited answers are therefore coarsened before they are stored: of a person's
answers, in the order of the questions, the longest run is kept that at least k people have
given, this one included. Exact numbers live on as counts that only the key can read (see
counting), and, when it goes, as totals; what is stored is then shortened once more (see settling).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.core.text import clean_line, usable_line
from folkmoot.joining import acts, keys, policy
from folkmoot.joining.models import (
    GatewayQuestion,
    JoiningSettings,
    Mode,
    SegmentCell,
    SegmentTotal,
    WaitingAnswers,
)
from folkmoot.joining.queries.gateway import asked_of, code_of, draft_of, questions_of
from folkmoot.joining.queries.joined import exact_counts
from folkmoot.joining.queries.joining_settings import mode_of
from folkmoot.joining.services import generalisation, sealed_counts
from folkmoot.participants.models import Participant, Segment
from folkmoot.participants.queries import joined_total
from folkmoot.programmes.models import Programme
from folkmoot.programmes.services import lock
from folkmoot.questions.definitions import Chosen, Definition, InvalidAnswer, check, evaluate
from folkmoot.questions.services import freeze
from folkmoot.web.languages import in_language, names

MOST_QUESTIONS, MOST_OPTIONS, LONGEST_OPTION = 6, 30, 80
Said = tuple[UUID, str]


@transaction.atomic
def add_question(
    *,
    actor: Actor,
    programme: Programme,
    text: str,
    options: Sequence[str],
    at: datetime,
    is_how_heard: bool = False,
    attribute: str = "",
) -> GatewayQuestion:
    """One more question on joining; “Prefer not to say” is always offered beside its options."""
    programme = lock(programme.pk)  # two presses take turns, with each other and with the launch
    _check(actor, programme, at)
    asked = GatewayQuestion.objects.filter(programme=programme)
    text = usable_line(text, 200, empty=_("Write the question."))
    chosen = list(dict.fromkeys(filter(None, map(clean_line, options))))
    same = asked.filter(text=text, is_how_heard=is_how_heard)
    if pressed_before := next((one for one in same if one.options == chosen), None):
        return pressed_before
    if asked.count() >= MOST_QUESTIONS:
        raise DomainError(
            _("%(most)s questions are the most: joining must stay short.")
            % {"most": MOST_QUESTIONS}
        )
    if not 2 <= len(chosen) <= MOST_OPTIONS:
        raise DomainError(
            _("Give from 2 to %(most)s different answers, one on each line.")
            % {"most": MOST_OPTIONS}
        )
    if any(len(option) > LONGEST_OPTION for option in chosen):
        raise DomainError(
            _("An answer has at most %(most)s characters.") % {"most": LONGEST_OPTION}
        )
    _check_codes(chosen)
    if is_how_heard and asked.filter(is_how_heard=True).exists():
        raise DomainError(_("How people heard is asked already."))
    last = asked.aggregate(last=Max("position"))["last"]
    question = GatewayQuestion.objects.create(
        programme=programme,
        text=text,
        options=chosen,
        is_how_heard=is_how_heard,
        attribute=clean_line(attribute)[:60],
        position=0 if last is None else last + 1,
    )
    record_audit(actor, acts.QUESTION_ADDED, at, text, programme=programme)
    return question


@transaction.atomic
def remove_question(*, actor: Actor, programme: Programme, question_id: UUID, at: datetime) -> None:
    programme = lock(programme.pk)
    _check(actor, programme, at)
    question = GatewayQuestion.objects.filter(programme=programme, pk=question_id).first()
    if question is not None:
        Segment.objects.filter(question=question.pk).delete()  # a rehearsal's
        question.delete()
        record_audit(actor, acts.QUESTION_REMOVED, at, question.text, programme=programme)


def freeze_questions(programme: Programme) -> None:
    """At the launch: answers point to these words from now on, and nothing changes them."""
    rows = list(GatewayQuestion.objects.filter(programme=programme))
    if rows:
        freeze(programme=programme, series=programme.pk, definition=draft_of(rows))


def keep_answers(*, participant: Participant, answers: Mapping[UUID, str]) -> None:
    """Store what may be stored; inside the transaction that makes the voice."""
    programme = participant.programme
    is_counted = mode_of(programme.pk) != Mode.OPEN and not participant.is_practice
    if not answers and not is_counted:
        return
    said = _chosen(asked_of(programme), answers)
    if is_counted:  # also who said nothing: it must not show that nothing was counted
        said = said[: sealed_counts.count(programme, said)]
    Segment.objects.bulk_create(
        Segment(participant=participant, question=question, value=value) for question, value in said
    )


def _chosen(asked: Definition, answers: Mapping[UUID, str]) -> list[Said]:
    """What was asked and fits, in the order of asking: the evaluator and the checks decide."""
    given = {str(key): Chosen((code,)) for key, code in answers.items()}
    said = []
    for question in evaluate(asked, given).asked:
        answer = given.get(question.key)
        try:
            if answer is not None:
                check(question, answer)
                said.append((UUID(question.key), answer.codes[0]))
        except InvalidAnswer:
            continue
    return said


def forget_answers(*, participant: Participant) -> None:
    """Before a voice goes: those who are left must not hide behind it."""
    programme = participant.programme
    said_by = dict(participant.segments.values_list("question", "value"))
    if said_by and keys.exists(programme.pk) and mode_of(programme.pk) != Mode.OPEN:
        order = [UUID(one.key) for one in asked_of(programme).questions]
        said = [(key, said_by[key]) for key in order if key in said_by]
        sealed_counts.uncount(programme, said)
    for question, value in said_by.items():  # there are none before the key is destroyed
        totals = SegmentTotal.objects.filter(question=question, value=value, number__gt=0)
        totals.update(number=F("number") - 1)
    participant.segments.all().delete()
    _keep_totals_below_voices(programme)


def _keep_totals_below_voices(programme: Programme) -> None:
    """Nobody knows what was cut away from a voice that goes: where more answers are counted
    than people are left, the most frequent is counted down."""
    totals = SegmentTotal.objects.select_for_update(of=("self",))
    found = list(totals.filter(question__programme=programme).order_by("pk"))
    if not found:
        return  # the key is there still, or everything is being erased
    others = joined_total(programme.pk) - 1
    for question in {total.question_id for total in found}:
        here = [total for total in found if total.question_id == question]
        too_many = sum(total.number for total in here) - others
        most = max(here, key=lambda total: total.number)
        if too_many > 0:
            number = max(0, most.number - too_many)
            SegmentTotal.objects.filter(pk=most.pk).update(number=number)


@transaction.atomic
def generalise_answers(programme: Programme) -> None:
    """When the key goes: totals instead of the counts that only it could read, and of what is
    stored of each voice only what at least k voices share.

    Without the key (a crash after it went) those counts say nothing any more: the totals
    are then of what is stored.
    """
    questions = questions_of(programme)
    exact = exact_counts(programme, questions)
    SegmentTotal.objects.filter(question__programme=programme).delete()
    SegmentTotal.objects.bulk_create(
        SegmentTotal(
            question_id=question.pk, value=option, number=exact.get((question.pk, option), 0)
        )
        for question in questions
        for option in question.options
    )
    SegmentCell.objects.filter(programme=programme).delete()
    WaitingAnswers.objects.filter(programme=programme).delete()
    generalisation.generalise(programme, [one.pk for one in questions])


def _check_codes(chosen: Sequence[str]) -> None:
    """Two answers that would be counted as one are refused, and what is offered always."""
    by_code: dict[str, str] = {}
    for words in chosen:
        first = by_code.setdefault(code_of(words), words)
        if first != words:
            raise DomainError(
                _("“%(one)s” and “%(other)s” would be counted as one answer: reword one of them.")
                % {"one": first, "other": words}
            )
    if any(words.casefold() in _always_offered() for words in chosen):
        raise DomainError(_("“Prefer not to say” is always there: leave it out of the answers."))


def _always_offered() -> set[str]:
    """In every language: whoever joins chooses theirs."""
    offered = set()
    for language in names():
        with in_language(language):
            offered.add(_("Prefer not to say").casefold())
    return offered


def _check(actor: Actor, programme: Programme, at: datetime) -> None:
    is_fixed = JoiningSettings.objects.filter(programme=programme, is_fixed=True).exists()
    if is_fixed or not policy.can_edit_gateway(actor.roles, programme.stage(at)):
        raise NotAllowed(
            _("The questions on joining can be changed by facilitators before launch.")
        )
