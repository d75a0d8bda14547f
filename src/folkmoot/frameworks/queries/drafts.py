"""What a draft can be made from: accepted themes, and what people agree on."""

from dataclasses import dataclass

from folkmoot.frameworks.queries.figures import Figure, latest_figures
from folkmoot.frameworks.queries.sources import accepted_themes, proposed_themes
from folkmoot.programmes.models import Programme

BRIDGES = 5


@dataclass(frozen=True, slots=True)
class DraftSource:
    """How much of each there is in the latest analysis."""

    themes: int  # accepted by people
    proposed: int  # broad themes that nobody accepted: no draft speaks of them
    agreed: int


def draft_source(programme: Programme) -> DraftSource:
    figures = {figure.key: figure for figure in latest_figures(programme)}
    return DraftSource(
        themes=len(accepted_themes(programme)),
        proposed=proposed_themes(programme),
        agreed=len(agreed_ideas(figures)),
    )


def agreed_ideas(figures: dict[str, Figure]) -> list[tuple[int, list[Figure]]]:
    """Ideas that every opinion group supports or, where there are no groups, most people do, and
    more surely than some of so many ideas would by chance."""
    across = [key for key in figures if key.startswith("consensus:")]
    chosen = across or [key for key, figure in figures.items() if figure.is_majority]
    ids = [int(key.split(":")[1]) for key in chosen[:BRIDGES]]
    return [
        (id_, [figures[k] for k in (f"consensus:{id_}", f"support:{id_}") if k in figures])
        for id_ in ids
    ]
