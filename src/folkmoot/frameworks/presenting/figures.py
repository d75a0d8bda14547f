"""Figures that a statement may rest on, worded with their base; from the latest analysis."""

from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.activities.queries import texts_by_id
from folkmoot.analysis.models import Theme
from folkmoot.analysis.presenting.verdict import alike_with_error
from folkmoot.analysis.queries.result import (
    GroupShare,
    Participation,
    QuestionFigures,
    RankedIdea,
    Result,
)
from folkmoot.core import counts
from folkmoot.core.figures import confidence_of, least_percent, percent_of, share_and_ends
from folkmoot.core.formats import month, number
from folkmoot.frameworks.presenting.type_figures import type_figures
from folkmoot.frameworks.queries.sources import latest_result, shortened
from folkmoot.programmes.models import Programme
from insight.ranking import supported_by_most

IDEAS_OFFERED = 40
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


def latest_figures(programme: Programme) -> list[Figure]:
    return figures_and_verdict(programme)[0]


def figures_and_verdict(programme: Programme) -> tuple[list[Figure], str]:
    """What can be cited, and whether opinion groups can."""
    found = latest_result(programme)
    if found is None:
        return [], ""
    run, result = found
    # The words are kept and compared later: in one language, whoever reads the page.
    with programme.in_its_language():
        told = {"number": run.number, "month": month(run.requested_on)}
        origin = _("run %(number)s, %(month)s") % told
        figures = [
            *_participation(result, origin),
            *_themes(list(run.themes.filter(is_accepted=True)), result, origin),
            *_ideas(programme, result, origin),
            *(Figure(*one) for one in type_figures(result, origin)),
        ]
    return figures, result.opinions.verdict


def _participation(result: Result, origin: str) -> list[Figure]:
    part, about = result.participation, _("Participation")
    said = part.ideas + part.comments + part.votes
    counted = [
        ("joined", _("People who joined"), _joined(part)),
        ("took-part", _("People who took part"), _took_part(result)),
        (
            "contributions",
            _("Contributions"),
            _("%(contributions)s: %(said)s")
            % {"contributions": counts.contributions(said), "said": _said(part)},
        ),
    ]
    beginning = capfirst(origin)
    figures = [
        Figure(f"participation:{key}", about, title, words, beginning)
        for key, title, words in counted
    ]
    return figures + [_answers(question, beginning) for question in part.questions]


def _joined(part: Participation) -> str:
    people = part.joined
    if part.waiting:
        return _("%(people)s joined") % {"people": counts.people_or_more(people)}
    told = ngettext("%(count)s person joined", "%(count)s people joined", people)
    return told % {"count": number(people)}


def _took_part(result: Result) -> str:
    people = result.participation.took_part
    if result.participation.waiting:
        return _("%(people)s took part") % {"people": counts.people_or_more(people)}
    if result.has_other_types:
        told = ngettext("%(count)s person took part", "%(count)s people took part", people)
    else:
        told = ngettext(
            "%(count)s person wrote or voted", "%(count)s people wrote or voted", people
        )
    return told % {"count": number(people)}


def _answers(question: QuestionFigures, beginning: str) -> Figure:
    told = {"question": shortened(question.name), "said": _said(question)}
    return Figure(
        key=f"question:{question.question_id}",
        about=_("Participation"),
        title=_("Answers to “%(question)s”") % told,
        words=_("%(said)s on “%(question)s”") % told,
        detail=beginning,
    )


def _said(part: Participation | QuestionFigures) -> str:
    return _("%(ideas)s, %(comments)s and %(votes)s") % {
        "ideas": counts.ideas(part.ideas),
        "comments": counts.comments(part.comments),
        "votes": counts.votes(part.votes),
    }


def _themes(themes: list[Theme], result: Result, origin: str) -> list[Figure]:
    base = result.themes.texts
    if not base:
        return []
    told = _(
        "%(share)s of ideas and comments; the machine put each text where it fits best, people "
        "accepted the theme; %(origin)s"
    )
    return [
        Figure(
            key=f"theme:{theme.pk}",
            about=_("Shares of themes"),
            title=theme.name,
            words=about_a_theme(len(theme.text_ids), base, theme.name),
            detail=told % {"share": percent_of(len(theme.text_ids), base), "origin": origin},
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
    return ngettext(
        "%(count)s of %(all)s texts is mainly about “%(theme)s”",
        "%(count)s of %(all)s texts are mainly about “%(theme)s”",
        size,
    ) % {"count": number(size), "all": number(base), "theme": name}


def theme_in_words(theme: Theme) -> str:
    """Beside its name: how many texts of how many, and the phrases that tell it apart."""
    held = theme.run.result or {}
    base = int(held.get("themes", {}).get("texts", 0))
    size = len(theme.text_ids)
    if base:
        counted = ngettext(
            "%(count)s of %(all)s texts is mainly about it",
            "%(count)s of %(all)s texts are mainly about it",
            size,
        )
    else:
        counted = ngettext(
            "%(count)s text is mainly about it", "%(count)s texts are mainly about it", size
        )
    told = counted % {"count": number(size), "all": number(base)}
    if theme.phrases:
        told = _("%(counted)s; typical words: %(phrases)s") % {
            "counted": told,
            "phrases": _(", ").join(str(phrase) for phrase in theme.phrases[:5]),
        }
    return told[:300]


def _ideas(programme: Programme, result: Result, origin: str) -> list[Figure]:
    """Support of the ideas that rank best, and of those that bridge opinion groups."""
    ranked = {idea.idea_id: idea for idea in result.ideas}
    # A share of very few votes tells how one person voted, and nothing about the crowd.
    large = [
        idea for idea in result.ideas if idea.votes >= result.smallest_group and not idea.is_meta
    ]
    top = large[:IDEAS_OFFERED]
    stands = result.opinions.verdict == "groups"  # nothing else may be cited as groups
    across = result.opinions.bridges if stands else ()
    bridging = [b for b in across if b.idea_id in ranked][:IDEAS_OFFERED]
    wanted = {idea.idea_id for idea in top} | {bridge.idea_id for bridge in bridging}
    texts = {id_: t for id_, t in texts_by_id(programme, wanted).items() if t.is_visible}
    sure = _majorities(large)
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
                about=_("Agreement across opinion groups"),
                title=shortened(text.text),
                words=_across(shares, text.text),
                detail=_shares_of_groups(result, shares, origin),
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


def _across(shares: list[GroupShare], text: str) -> str:
    told = {
        "groups": len(shares),
        "share": min(least_percent(group.agrees, group.votes) for group in shares),
        "idea": shortened(text),
    }
    if len(shares) == 2:
        said = _("Both opinion groups: at least %(share)s%% of each agree that “%(idea)s”")
    else:
        said = _(
            "All %(groups)s opinion groups: at least %(share)s%% of each agree that “%(idea)s”"
        )
    return said % told


def _shares_of_groups(result: Result, shares: list[GroupShare], origin: str) -> str:
    told = _("group %(name)s: %(share)s%% (%(agree)s of %(votes)s)")
    groups = [
        told
        % {
            "name": result.opinions.groups[place].name,
            "share": group.percent,
            "agree": number(group.agrees),
            "votes": number(group.votes),
        }
        for place, group in enumerate(shares)
    ]
    return _("; ").join([*groups, *_steadiness(result), origin])


def _steadiness(result: Result) -> list[str]:
    opinions = result.opinions
    if opinions.stability is None:
        return []
    told = _("without a fifth of the people, groups came out %(alike)s")
    said = [told % {"alike": alike_with_error(opinions)}]
    if opinions.gap is None:
        return said
    return [*said, _("a gap lies between them") if opinions.gap else _("no gap lies between them")]


def support_figure(
    idea: RankedIdea, text: str, confidence: float, origin: str, is_majority: bool
) -> Figure:
    votes = idea.votes
    share, low, high = share_and_ends(idea.agrees, votes, idea.low, idea.high)
    detail = _(
        "%(share)s%% agree; %(confidence)s interval %(low)s%% to %(high)s%%; %(passes)s not sure, "
        "%(disagrees)s disagree; %(origin)s"
    )
    said = ngettext(
        "%(agree)s of %(votes)s agree: “%(idea)s”",
        "%(agree)s of %(votes)s agree: “%(idea)s”",
        idea.agrees,
    )
    return Figure(
        key=f"support:{idea.idea_id}",
        about=_("Support of ideas"),
        title=shortened(text),
        words=said
        % {"agree": number(idea.agrees), "votes": number(votes), "idea": shortened(text)},
        detail=detail
        % {
            "share": share,
            "confidence": confidence_of(confidence),
            "low": low,
            "high": high,
            "passes": number(idea.passes),
            "disagrees": number(idea.disagrees),
            "origin": origin,
        },
        numbers={"share": idea.agrees / votes, "low": idea.low, "high": idea.high},
        is_majority=is_majority,
    )
