"""What a crowd contributed, by type of data and not by room: frozen arrays, plain ids.

Six types: texts, stances, ratings, rankings, choices and answers. Ids are 63-bit and unique over
all kinds of activity. What staff wrote (questions, items, options) comes as ``Labels``, what
people did as rows of one length, each with the id of its participant. What staff removed is
neither among the labels nor in any row. No row has a time: texts and stances know their day, the
others none.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
NO_IDS: Ints = np.zeros(0, np.int64)


class TextKind(IntEnum):
    """What sort of text somebody wrote or said."""

    IDEA = 0
    COMMENT = 1
    NOTE = 2  # taken down at an event
    ANSWER = 3  # to an open question of a survey
    STORY = 4
    TRANSCRIPT = 5  # of a recording


class Speaker(IntEnum):
    """Whose words a text is: those of a table are not one voice, though one hand wrote them."""

    UNKNOWN = 0
    PERSON = 1
    TABLE = 2


class Missing(IntEnum):
    """Why a closed answer names no option. Who was not asked has no row at all."""

    ANSWERED = 0
    SKIPPED = 1  # saw the question and left it empty
    PREFER_NOT_TO_SAY = 2
    DOES_NOT_APPLY = 3


@dataclass(frozen=True, slots=True)
class Texts:
    """What people wrote, hidden and withdrawn texts left out. All arrays have shape (n,).

    ``authors`` holds 0 where nobody is known to have said it (notes of an event, say);
    ``parents`` the text that another one answers (a comment its idea), 0 for those that answer
    none; ``days`` are proleptic ordinals. ``kinds`` are of ``TextKind``, ``speakers`` of
    ``Speaker``; ``sources`` says in staff's words where a text came from, empty for what was
    written in the activity itself. ``meta`` holds the ids of texts that are about the conversation
    or its people, not the matter.
    """

    ids: Ints
    texts: list[str]
    questions: Ints
    authors: Ints
    parents: Ints
    days: Ints
    kinds: Ints
    speakers: Ints
    sources: list[str]
    question_names: dict[int, str]
    meta: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Stances:
    """The last stance of each person on each text, shape (n,): 1 agree, 0 pass, -1 disagree.

    ``left_out`` counts the stances that are not among them, because their text is hidden or was
    taken back.
    """

    participants: Ints
    ideas: Ints
    stances: NDArray[np.int8]
    days: Ints
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Labels:
    """What staff put before people, shape (q,), in the order in which it is shown.

    ``of`` is the question that an item or option belongs to; of a question, its own id.
    """

    ids: Ints = field(default_factory=lambda: NO_IDS)
    names: list[str] = field(default_factory=list)
    of: Ints = field(default_factory=lambda: NO_IDS)


@dataclass(frozen=True, slots=True)
class Ratings:
    """Whole numbers on a scale, one row for each person and item, shape (n,).

    ``judged`` is 0 where somebody says that they cannot judge; ``values`` holds 0 there. Item i
    of ``labels`` is rated from ``lows[i]`` to ``highs[i]``, shape (q,).
    """

    ROWS: ClassVar = ("participants", "items", "values", "judged")
    participants: Ints
    items: Ints
    values: Ints
    judged: Ints
    labels: Labels
    lows: Ints
    highs: Ints


@dataclass(frozen=True, slots=True)
class Rankings:
    """Items put in order, one row for each item that a person was shown, shape (n,).

    ``ranks`` are 1 for the best, then 2, without ties or gaps for each person and question; 0 for
    what was shown and not ranked, which stands below all that was.
    """

    ROWS: ClassVar = ("participants", "questions", "items", "ranks")
    participants: Ints
    questions: Ints
    items: Ints
    ranks: Ints
    labels: Labels  # of the questions
    item_labels: Labels


@dataclass(frozen=True, slots=True)
class Choices:
    """Choice tasks, one row for each alternative that a person was shown, shape (n,).

    ``tasks`` tells apart the tasks of one person under one question. ``chosen`` is 1 for the
    alternative that was chosen, one in each task; -1 for the worst where people were asked for
    it; 0 for the others. To choose none is an alternative like the others. Where staff removed what
    was chosen, or named the worst, the task has no rows any more.
    """

    ROWS: ClassVar = ("participants", "questions", "tasks", "alternatives", "chosen")
    participants: Ints
    questions: Ints
    tasks: Ints
    alternatives: Ints
    chosen: Ints
    labels: Labels  # of the questions
    alternative_labels: Labels


@dataclass(frozen=True, slots=True)
class Answers:
    """Closed answers, one row for each option that a person chose, shape (n,).

    ``missing`` is of ``Missing``; where it is not 0 the person has one row under the question, and
    ``options`` holds 0. Under a question of ``multiple`` (1, shape (q,)) people may choose several.
    """

    ROWS: ClassVar = ("participants", "questions", "options", "missing")
    participants: Ints
    questions: Ints
    options: Ints
    missing: Ints
    labels: Labels  # of the questions
    option_labels: Labels
    multiple: Ints


ByPerson = Ratings | Rankings | Choices | Answers

NO_TEXTS = Texts(NO_IDS, [], NO_IDS, NO_IDS, NO_IDS, NO_IDS, NO_IDS, NO_IDS, [], {})
NO_STANCES = Stances(NO_IDS, NO_IDS, np.zeros(0, np.int8), NO_IDS)
NO_RATINGS = Ratings(NO_IDS, NO_IDS, NO_IDS, NO_IDS, Labels(), NO_IDS, NO_IDS)
NO_RANKINGS = Rankings(NO_IDS, NO_IDS, NO_IDS, NO_IDS, Labels(), Labels())
NO_CHOICES = Choices(NO_IDS, NO_IDS, NO_IDS, NO_IDS, NO_IDS, Labels(), Labels())
NO_ANSWERS = Answers(NO_IDS, NO_IDS, NO_IDS, NO_IDS, Labels(), Labels(), NO_IDS)
