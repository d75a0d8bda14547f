"""What a draft can be made from, and how it is worded: themes, and what people agree on."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.activities.registry import Text
from folkmoot.core.formats import number
from folkmoot.frameworks.presenting.figures import Figure, latest_figures
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


def agreement() -> str:
    """The title of the section with what every group, or most people, agree on."""
    return _("What people agree on")


def finding(figure: Figure | None, theme: str) -> str:
    """A statement that the machine drafts: a finding, never a promise."""
    if figure is None:
        return _("People write about “%(theme)s”.") % {"theme": theme}
    return _("%(finding)s.") % {"finding": figure.words}


def support_of(text: Text) -> str:
    """Beside a text that is quoted or cited."""
    if text.is_comment:
        return _("a comment")
    return agreeing(text) or _("no votes yet")


def agreeing(text: Text) -> str:
    if not text.votes:
        return ""
    told = ngettext("%(agree)s of %(votes)s agree", "%(agree)s of %(votes)s agree", text.agrees)
    return told % {"agree": number(text.agrees), "votes": number(text.votes)}
