"""What the editor shows of a framework: sections, statements, the state of their evidence."""

from dataclasses import dataclass

from folkmoot.frameworks.models import Evidence, Framework
from folkmoot.frameworks.queries.sources import State


@dataclass(frozen=True, slots=True)
class EvidenceCard:
    """``words`` as linked, empty where they may no longer be shown; ``now`` where they differ."""

    id: str
    kind: Evidence.Kind
    target: str
    words: str
    detail: str
    state: State
    state_in_words: str
    now: str
    question: str
    numbers: dict[str, float]

    @property
    def has_changed(self) -> bool:
        return self.state is not State.AS_LINKED

    @property
    def must_go(self) -> bool:
        """Other people's words leave the guide as soon as they changed: they may have been
        edited so that somebody can no longer be recognised. Names and counts may stay."""
        if self.state is State.PROPOSED:
            return True
        if self.state is State.EDITED:
            return self.kind is not Evidence.Kind.THEME
        return not self.state.may_be_shown

    @property
    def is_proposed(self) -> bool:
        """About a theme that no person stands by: only staff see it."""
        return self.state is State.PROPOSED

    @property
    def is_blank(self) -> bool:
        return not self.state.may_be_shown

    @property
    def is_spoken(self) -> bool:
        return self.kind in {Evidence.Kind.QUOTE, Evidence.Kind.IDEA}


@dataclass(frozen=True, slots=True)
class StatementCard:
    id: str
    text: str
    explanation: str
    revision: int
    is_drafted: bool
    is_spotlight: bool
    evidence: tuple[EvidenceCard, ...]
    is_at_start: bool  # of the whole framework: there is no up
    is_at_end: bool

    @property
    def is_unsupported(self) -> bool:
        return not any(not card.must_go for card in self.evidence)

    @property
    def changed(self) -> int:
        return sum(card.has_changed for card in self.evidence)

    @property
    def supporting(self) -> int:
        return sum(not card.must_go for card in self.evidence)


@dataclass(frozen=True, slots=True)
class SectionCard:
    id: str
    title: str
    introduction: str
    theme: str
    is_named_by_machine: bool  # still called after a theme that nobody accepted
    revision: int
    statements: tuple[StatementCard, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class FrameworkPage:
    framework: Framework
    sections: tuple[SectionCard, ...]

    @property
    def statements(self) -> tuple[StatementCard, ...]:
        return tuple(card for section in self.sections for card in section.statements)

    @property
    def unsupported(self) -> int:
        return sum(card.is_unsupported for card in self.statements)

    @property
    def changed(self) -> int:
        return sum(card.changed for card in self.statements)

    @property
    def drafted(self) -> int:
        return sum(card.is_drafted for card in self.statements)
