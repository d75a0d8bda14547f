"""What is asked on joining: a draft that facilitators write until the launch, then an edition."""

from dataclasses import dataclass
from uuid import UUID

from folkmoot.joining.models import GatewayQuestion
from folkmoot.programmes.models import Programme
from folkmoot.questions.definitions import Definition, NoAnswer, OneOf, Option, Question, simple
from folkmoot.questions.queries import definition_of, latest

FEW = 8  # more answers than this go into a list: a page of radio buttons is a long scroll


@dataclass(frozen=True, slots=True)
class JoiningQuestion:
    """``attribute`` names what the list of the invited calls it. Answers hold ``pk`` and a code,
    which is what the answer is called."""

    pk: UUID
    question: Question
    attribute: str
    is_how_heard: bool

    @property
    def text(self) -> str:
        return self.question.text

    @property
    def options(self) -> list[str]:
        return [option.code for option in self.question.options]


def asked_of(programme: Programme) -> Definition:
    """The draft; from the launch on the edition and nothing else, whatever the draft says."""
    if not programme.is_launched:
        return draft_of(list(GatewayQuestion.objects.filter(programme=programme)))
    edition = latest(programme.pk)
    return simple() if edition is None else definition_of(edition)


def questions_of(programme: Programme) -> list[JoiningQuestion]:
    """What is asked, in its order, with what staff keep beside each question."""
    rows = {row.pk: row for row in GatewayQuestion.objects.filter(programme=programme)}
    if not rows:
        return []
    asked = asked_of(programme) if programme.is_launched else draft_of(list(rows.values()))
    return [
        JoiningQuestion(row.pk, question, row.attribute, row.is_how_heard)
        for question in asked.questions
        if (row := rows.get(UUID(question.key))) is not None
    ]


def draft_of(rows: list[GatewayQuestion]) -> Definition:
    """What the rows of a draft ask; "Prefer not to say" is always there."""
    return simple(*(_question(row) for row in rows))


def _question(row: GatewayQuestion) -> Question:
    options = tuple(Option(code_of(words), words) for words in row.options)
    kind = OneOf(options, is_dropdown=len(options) > FEW)
    return Question(str(row.pk), row.text, kind, can_decline=True)


def code_of(words: str) -> str:
    """Answers on joining are stored and counted in their own words."""
    return f"({words})" if words in set(NoAnswer) else words
