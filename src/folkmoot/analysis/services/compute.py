"""From a frozen input to a result: nothing here reads a clock or a table."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from django.utils.translation import gettext as _

from folkmoot.analysis.presenting.stored_words import COUNTING, FINDING_GROUPS, RANKING
from folkmoot.analysis.queries.contributions import Contributions
from folkmoot.analysis.queries.result import SCHEMA, Result, Themes
from folkmoot.analysis.queries.untied_inputs import shares_of
from folkmoot.analysis.services import by_type, figures, opinion_groups, theme_finding
from folkmoot.analysis.services.canonical_order import in_canonical_order, without_taken_back
from folkmoot.analysis.services.group_labels import EarlierGroups
from folkmoot.core.errors import DomainError

Report = theme_finding.Report


@dataclass(frozen=True, slots=True)
class Parameters:
    """What an analyst may choose; everything else is the method's."""

    smallest_group: int
    confidence: float = 0.95
    n_themes: int | None = None
    letters_of: int | None = None  # the run whose letters the groups keep
    used: Sequence[int] = ()  # other smallest groups with which this input was analysed before
    groups_of: int | None = None  # once ties have gone: the run whose groups and people are shown

    def __post_init__(self) -> None:
        if not 5 <= self.smallest_group <= 10_000:
            raise DomainError(_("The smallest group shown must be from 5 to 10,000 people."))
        if not 0.5 <= self.confidence <= 0.999:
            raise DomainError(_("The confidence of intervals must be from 0.5 to 0.999."))
        if self.n_themes is not None and not 2 <= self.n_themes <= 60:
            raise DomainError(_("The number of themes must be from 2 to 60."))

    def as_json(self) -> dict[str, object]:
        chosen = asdict(self)
        return {name: told for name, told in chosen.items() if told or name != "used"}


def compute(
    given: Contributions,
    *,
    seed: int,
    parameters: Parameters,
    report: Report,
    themes: Themes | None = None,
    before: EarlierGroups | None = None,
    stored: Result | None = None,
) -> Result:
    """Everything that pages and exports show; the same arguments give the same result.

    ``stored`` is there for inputs without ties (services.untying): groups, and all that counts
    people, are its own.

    ``before`` are groups of an earlier run, whose letters are kept.

    With ``themes`` those are kept, less the texts that were taken back: people have named and
    accepted them.
    """
    given = in_canonical_order(without_taken_back(given))
    if stored is not None:
        return _on_stored(given, stored, parameters, report, themes)
    report(COUNTING, 10)
    taking_part = figures.participation(given, parameters.smallest_group)
    table = figures.table_of(given)
    report(FINDING_GROUPS, 20)
    groups, shares = opinion_groups.find_opinion_groups(
        table,
        seed=seed,
        smallest_group=parameters.smallest_group,
        meta=given.meta_ideas,
        before=before,
        marks=given.people_marks,
        used=parameters.used,
    )
    report(RANKING, 40)
    ranking = figures.ranked(given, table, shares, parameters.confidence)
    found = (
        theme_finding.find_themes(given, n_themes=parameters.n_themes, report=report)
        if themes is None
        else theme_finding.reduced(themes, given)
    )
    k, confidence = parameters.smallest_group, parameters.confidence
    return Result(
        schema=SCHEMA,
        smallest_group=k,
        confidence=confidence,
        participation=taking_part,
        ideas=ranking,
        opinions=groups,
        themes=found,
        ratings=by_type.rated(given.ratings, k, confidence),
        rankings=by_type.ranked(given.rankings, k, confidence),
        choices=by_type.chosen(given.choices, k, confidence),
        answers=by_type.answered(
            given.answers, k, confidence, seed=_secret(given), also=parameters.used
        ),
    )


def _on_stored(
    given: Contributions,
    stored: Result,
    parameters: Parameters,
    report: Report,
    themes: Themes | None,
) -> Result:
    if parameters.smallest_group != stored.smallest_group:
        raise DomainError(
            _(
                "What each person said is no longer kept together, so groups cannot be formed for "
                "another smallest group than the one they were made for: %(smallest)s."
            )
            % {"smallest": stored.smallest_group}
        )
    report(RANKING, 40)
    shares = shares_of(stored)
    ranking = figures.ranked(given, figures.table_of(given), shares, parameters.confidence)
    found = (
        theme_finding.find_themes(given, n_themes=parameters.n_themes, report=report)
        if themes is None
        else theme_finding.reduced(themes, given)
    )
    return replace(stored, confidence=parameters.confidence, ideas=ranking, themes=found)


def _secret(given: Contributions) -> int:
    """A number of the programme's own that readers do not know."""
    return int.from_bytes(given.secret_mark[:4].tobytes(), "big")
