"""One declaration for each kind of activity: nothing else tells the product of it.

A kind hands it over from its ``apps.py``; nothing here imports a higher room. Every field that
has no default must be thought of: what is forgotten here is forgotten on somebody's page.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise

from folkmoot.activities.registry.contributions import (
    CastCounts,
    LiveCounts,
    Outcome,
    Row,
    Said,
    Standing,
    Table,
    Text,
)
from folkmoot.activities.registry.data import (
    NO_ANSWERS,
    NO_CHOICES,
    NO_RANKINGS,
    NO_RATINGS,
    NO_STANCES,
    NO_TEXTS,
    Answers,
    Choices,
    Labels,
    Missing,
    Rankings,
    Ratings,
    Speaker,
    Stances,
    TextKind,
    Texts,
)
from folkmoot.activities.registry.importing import Importer
from folkmoot.core.own_rows import Owner
from folkmoot.programmes import registry
from folkmoot.programmes.models import Programme
from folkmoot.programmes.registry import PhaseKind
from folkmoot.web.next_steps import Next

__all__ = [
    "NO_ANSWERS",
    "NO_CHOICES",
    "NO_RANKINGS",
    "NO_RATINGS",
    "NO_STANCES",
    "NO_TEXTS",
    "ActivityKind",
    "Answers",
    "CastCounts",
    "Choices",
    "Importer",
    "Labels",
    "LiveCounts",
    "Missing",
    "Next",
    "Outcome",
    "PhaseKind",
    "Publishing",
    "Rankings",
    "Ratings",
    "Reading",
    "Row",
    "Said",
    "Speaker",
    "Stances",
    "Standing",
    "Table",
    "Text",
    "TextKind",
    "Texts",
    "VoiceData",
    "kinds",
]

Address = Callable[[Programme, str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How rooms above read what a crowd contributed; ids of texts are unique over all kinds.

    What stands is neither hidden nor taken back, nor on anything that is, nor a rehearsal's.
    """

    texts: Callable[[UUID], Texts]  # by activity: what stands
    stances: Callable[[UUID], Stances]  # by activity: on what stands
    # The other types of data, by activity: a kind that asks for them says so here.
    ratings: Callable[[UUID], Ratings] = lambda activity_id: NO_RATINGS
    rankings: Callable[[UUID], Rankings] = lambda activity_id: NO_RANKINGS
    choices: Callable[[UUID], Choices] = lambda activity_id: NO_CHOICES
    answers: Callable[[UUID], Answers] = lambda activity_id: NO_ANSWERS
    live: Callable[[Programme], LiveCounts]
    cast: Callable[[Programme], CastCounts] = lambda programme: CastCounts()
    spoke: Callable[[], Q]  # over participants (OuterRef "pk"): said something that stands
    voted: Callable[[], Q]  # the same of stances
    first_days: Callable[[UUID], dict[int, date]]  # by participant: the first day, by programme
    # By id whatever became of them, rehearsals left out; comments only where they are asked for.
    texts_by_id: Callable[[Programme, Collection[int], bool], dict[int, Text]]
    # Visible texts that hold every word, those with most support first, at most so many.
    search: Callable[[Programme, Iterable[str], int], list[Text]]
    kept_ids: Callable[[UUID | str], set[int]]  # texts of a programme that nobody took back
    words_of: Callable[[Collection[int]], list[str]]  # texts by id, whatever became of them
    all_words: Callable[[UUID, Collection[int]], Iterator[str]]  # all but these, hidden ones too
    hidden: Callable[[Programme], int]  # how many texts moderators hide
    tables: Callable[[Programme], list[Table]]  # to take away: what stands


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceData:
    """What one voice said in a kind, and how it leaves; its rows are found by their owner.

    ``withdraw(owner, at)`` runs inside the caller's transaction and returns how many
    contributions it took back. ``erase_practice(programme_id)`` removes what was rehearsed.
    ``untie(programme_id, keys)`` gives each row a number of its own in the place of its voice's
    (``core.own_rows.untied_number``), inside the caller's transaction: once, after the close.
    ``renumber(owner, key)`` derives those of one voice anew, from the hash of a new return key.
    ``standing(owner)`` is what their rows add to counts of people.
    ``names`` heads each kind of thing said, in the order in which they are shown.
    """

    said: Callable[[Owner], list[Said]]
    names: Mapping[str, str | Promise]
    text_ids: Callable[[Owner], set[int]]
    withdraw: Callable[[Owner, datetime], int]
    erase_practice: Callable[[UUID], None]
    untie: Callable[[UUID, Mapping[int, bytes]], None]
    renumber: Callable[[Owner, bytes], None]
    standing: Callable[[Owner], Standing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing:
    """How what people do in a kind comes before others: in batches, which one job writes.

    ``acts(programme_id)`` are rows of whole numbers, one for each thing that a voice did and that
    is still stored, hidden ones too: the voice's id first, then what it did. Whoever changes
    their mind changes a row. ``set_totals(programme_id)`` sets the totals that pages show from
    the rows. ``show_staff`` lets staff see texts that only their authors saw, ``show_everybody``
    lets everybody see those that staff were shown before.
    """

    acts: Callable[[UUID], Iterable[tuple[int, ...]]]
    set_totals: Callable[[UUID], None]
    show_staff: Callable[[UUID], None]
    show_everybody: Callable[[UUID], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityKind:
    """What one kind of activity is, everywhere.

    ``acts`` lists what its phases may permit: each of them is one of these, and each of these is
    permitted in one of them.
    ``home`` names the participant's page: a URL name that takes org, slug, activity_id.
    ``staff_home`` names the facilitator's page, with the same arguments; ``setup_home`` the page
    where it is prepared; without one, ``staff_home`` is. ``urls`` is the module that holds the
    addresses of its pages.
    ``copy(from_activity_id, to_activity_id)`` carries over what staff wrote (questions,
    say) and nothing that participants did; it runs inside the caller's transaction.
    ``missing(activity_id)`` says in sentences what must be done before people can take
    part ("Add a challenge question."); each is shown with a link to ``setup_home``.
    ``room`` is the label of the app whose tables hold the crowd's rows: their order is rewritten
    when a programme closes. ``method`` says in one sentence what people did, for the guide.
    ``subjects`` leads from what a letter to an author is about ("idea", by its ref) to its page.
    ``next_steps`` is what each of its forms says once it was taken in, by URL name, and where it
    leads; of the others ``said_elsewhere`` says where they do. ``stood_on`` names the page on which
    stood what a form takes away: a second press leads there.
    ``importers`` are the formats of tables that ``folkmoot import table`` reads into it.
    ``is_usual`` marks the kind that a new programme starts with.
    """

    key: str
    room: str
    name: str | Promise
    meaning: str | Promise
    method: str | Promise
    acts: type[StrEnum]
    phases: tuple[PhaseKind, ...]
    home: str
    staff_home: str
    urls: str
    copy: Callable[[UUID, UUID], None]
    missing: Callable[[UUID], list[str]]
    reading: Reading
    voicing: VoiceData
    publishing: Publishing
    next_steps: Mapping[str, Next]
    said_elsewhere: Mapping[str, str] = field(default_factory=dict)
    stood_on: Mapping[str, str] = field(default_factory=dict)
    setup_home: str = ""
    is_usual: bool = False
    subjects: Mapping[str, Address] = field(default_factory=dict)
    importers: tuple[Importer, ...] = ()

    def __post_init__(self) -> None:
        permitted = {act for phase in self.phases for act in phase.acts}
        if not all(isinstance(act, self.acts) for act in permitted):
            raise ValueError(f"a phase of “{self.key}” permits what is not among its acts")
        if never := sorted(set(self.acts) - permitted):
            raise ValueError(f"no phase of “{self.key}” permits: {', '.join(never)}")

    @property
    def prepare(self) -> str:
        """The name of the page where staff prepare it before it opens."""
        return self.setup_home or self.staff_home

    def phase(self, key: str) -> PhaseKind:
        return next(phase for phase in self.phases if phase.key == key)


def kinds() -> list[ActivityKind]:
    """The usual one first: most of what is looked for is there."""
    found = [kind for kind in registry.kinds() if isinstance(kind, ActivityKind)]
    return sorted(found, key=lambda kind: (not kind.is_usual, kind.key))
