"""Figures that a statement may rest on, worded with their base; from the latest analysis."""

from dataclasses import dataclass, field
from datetime import date

from folkmoot.activities.queries import texts_by_id
from folkmoot.analysis.models import Run, Theme
from folkmoot.analysis.queries.result import (
    Participation,
    QuestionFigures,
    RankedIdea,
    Result,
    from_json,
)
from folkmoot.analysis.queries.verdict import alike_with_error
from folkmoot.core import formats
from folkmoot.core.figures import (
    confidence_of,
    counted,
    least_percent,
    listed,
    percent_of,
    share_and_ends,
)
from folkmoot.frameworks.queries.sources import latest_run
from folkmoot.programmes.models import Programme
from insight.ranking import supported_by_most

IDEAS_OFFERED = 40
SHORTENED = 110
FALSE_DISCOVERIES = 0.05


@dataclass(frozen=True, slots=True)
class Figure:
    """``words`` is the finding with its base, ``detail`` how sure it is and where it is from.

    ``numbers`` holds share, low and high, between 0 and 1, where the figure is a share.
    """

    key: str
    about: str  # the heading it is offered under
    title: str
    words: str
    detail: str
    numbers: dict[str, float] = field(default_factory=dict)
    line: str = ""  # of a theme: the first of the carried line it belongs to
    is_majority: bool = False  # most people agree, more surely than among so many ideas by chance


def latest_result(programme: Programme) -> tuple[Run, Result] | None:
    """The newest finished analysis that this version can read."""
    run = latest_run(programme)
    if run is None or run.result is None:
        return None
    try:
        return run, from_json(run.result)
    except (ValueError, KeyError, TypeError):  # of an older version: run the analysis again
        return None


def latest_figures(programme: Programme) -> list[Figure]:
    return figures_and_verdict(programme)[0]


def figures_and_verdict(programme: Programme) -> tuple[list[Figure], str]:
    """What can be cited, and whether opinion groups can."""
    found = latest_result(programme)
    if found is None:
        return [], ""
    run, result = found
    origin = f"run {run.number}, {_month(run.requested_on)}"
    figures = [
        *_participation(result, origin),
        *_themes(list(run.themes.filter(is_accepted=True)), result, origin),
        *_ideas(programme, result, origin),
    ]
    return figures, result.opinions.verdict


def _participation(result: Result, origin: str) -> list[Figure]:
    part = result.participation
    said = part.ideas + part.comments + part.votes
    counts = [
        ("joined", "People who joined", f"{counted(part.joined, 'person', 'people')} joined"),
        (
            "took-part",
            "People who took part",
            f"{counted(part.took_part, 'person', 'people')} wrote or voted",
        ),
        (
            "contributions",
            "Contributions",
            f"{counted(said, 'contribution')}: {_said(part)}",
        ),
    ]
    beginning = origin[0].upper() + origin[1:]
    figures = [
        Figure(f"participation:{key}", "Participation", title, words, beginning)
        for key, title, words in counts
    ]
    questions = [
        Figure(
            key=f"question:{question.question_id}",
            about="Participation",
            title=f"Answers to “{shortened(question.name)}”",
            words=f"{_said(question)} on “{shortened(question.name)}”",
            detail=beginning,
        )
        for question in part.questions
    ]
    return figures + questions


def _said(part: Participation | QuestionFigures) -> str:
    counts = ((part.ideas, "idea"), (part.comments, "comment"), (part.votes, "vote"))
    return listed([counted(number, noun) for number, noun in counts])


def _themes(themes: list[Theme], result: Result, origin: str) -> list[Figure]:
    base = result.themes.texts
    if not base:
        return []
    return [
        Figure(
            key=f"theme:{theme.pk}",
            about="Shares of themes",
            title=theme.name,
            words=about_a_theme(len(theme.text_ids), base, theme.name),
            detail=f"{percent_of(len(theme.text_ids), base)} of ideas and comments; the machine "
            f"put each text where it fits best, people accepted the theme; {origin}",
            numbers={"share": len(theme.text_ids) / base},
            line=str(theme.lineage or theme.pk),
        )
        for theme in themes
    ]


def about_a_theme(size: int, base: int, name: str) -> str:
    """A text is in a theme because it is like the others there: it may not hold the word.

    >>> about_a_theme(1, 91, "Tax")
    '1 of 91 texts is mainly about “Tax”'
    """
    return f"{size:,} of {base:,} texts {'is' if size == 1 else 'are'} mainly about “{name}”"


def theme_in_words(theme: Theme) -> str:
    """Beside its name: how many texts of how many, and the phrases that tell it apart."""
    held = theme.run.result or {}
    base = int(held.get("themes", {}).get("texts", 0))
    size = len(theme.text_ids)
    count = f"{size:,} of {base:,} texts" if base else f"{size:,} text{'' if size == 1 else 's'}"
    parts = [f"{count} {'is' if size == 1 else 'are'} mainly about it"]
    if theme.phrases:
        parts.append("typical words: " + ", ".join(str(phrase) for phrase in theme.phrases[:5]))
    return "; ".join(parts)[:300]


def _ideas(programme: Programme, result: Result, origin: str) -> list[Figure]:
    """Support of the ideas that rank best, and of those that bridge opinion groups."""
    ranked = {idea.idea_id: idea for idea in result.ideas}
    # A share of very few votes tells how one person voted, and nothing about the crowd.
    counted = [
        idea for idea in result.ideas if idea.votes >= result.smallest_group and not idea.is_meta
    ]
    top = counted[:IDEAS_OFFERED]
    stands = result.opinions.verdict == "groups"  # nothing else may be cited as groups
    across = result.opinions.bridges if stands else ()
    bridging = [b for b in across if b.idea_id in ranked][:IDEAS_OFFERED]
    wanted = {idea.idea_id for idea in top} | {bridge.idea_id for bridge in bridging}
    texts = {id_: t for id_, t in texts_by_id(programme, wanted).items() if t.is_visible}
    sure = _majorities(counted)
    figures = [
        support_figure(
            idea, texts[idea.idea_id].text, result.confidence, origin, idea.idea_id in sure
        )
        for idea in top
        if idea.idea_id in texts
    ]
    for bridge in bridging:
        text, idea = texts.get(bridge.idea_id), ranked[bridge.idea_id]
        shares = [group for group in idea.groups if group is not None]
        # Shown only where enough of every group voted: a gap would tell the missing one's share.
        if text is None or not shares or len(shares) < len(idea.groups):
            continue
        if any(group.votes < result.smallest_group for group in shares):
            continue
        figures.append(
            Figure(
                key=f"consensus:{bridge.idea_id}",
                about="Agreement across opinion groups",
                title=shortened(text.text),
                words=f"{_all(len(shares))} opinion groups: at least "
                f"{min(least_percent(g.agrees, g.votes) for g in shares)}% of each agree that "
                f"“{shortened(text.text)}”",
                detail="; ".join(
                    f"group {result.opinions.groups[place].name}: {group.percent}% "
                    f"({group.agrees:,} of {group.votes:,})"
                    for place, group in enumerate(shares)
                )
                + f"; {_steadiness(result)}{origin}",
                numbers={
                    "share": min(group.share for group in shares),
                    "smallest": min(group.votes for group in shares),
                },
            )
        )
    return figures


def _majorities(ideas: list[RankedIdea]) -> set[int]:
    """Ideas that most people agree with, one in twenty of which may be chance."""
    doubt = supported_by_most([idea.agrees for idea in ideas], [idea.votes for idea in ideas])
    pairs = zip(ideas, doubt.tolist(), strict=True)
    return {idea.idea_id for idea, q in pairs if q <= FALSE_DISCOVERIES}


def _steadiness(result: Result) -> str:
    opinions = result.opinions
    if opinions.stability is None:
        return ""
    gap = {None: "", True: "; a gap lies between them", False: "; no gap lies between them"}
    alike = f"without a fifth of the people, groups came out {alike_with_error(opinions)}"
    return f"{alike}{gap[opinions.gap]}; "


def support_figure(
    idea: RankedIdea, text: str, confidence: float, origin: str, is_majority: bool
) -> Figure:
    votes = idea.votes
    share, low, high = share_and_ends(idea.agrees, votes, idea.low, idea.high)
    return Figure(
        key=f"support:{idea.idea_id}",
        about="Support of ideas",
        title=shortened(text),
        words=f"{idea.agrees:,} of {votes:,} agree: “{shortened(text)}”",
        detail=f"{share}% agree; {confidence_of(confidence)} interval "
        f"{low}% to {high}%; {idea.passes:,} not sure, "
        f"{idea.disagrees:,} disagree; {origin}",
        numbers={"share": idea.agrees / votes, "low": idea.low, "high": idea.high},
        is_majority=is_majority,
    )


def shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORTENED else line[:SHORTENED].rsplit(" ", 1)[0] + " …"


def _all(groups: int) -> str:
    return "Both" if groups == 2 else f"All {groups}"


def _month(day: date) -> str:
    return formats.month(day)
