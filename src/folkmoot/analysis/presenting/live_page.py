"""The live page's sentences and charts."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.activities.registry import Text
from folkmoot.analysis.presenting.headlines import of_live, people_in_words
from folkmoot.analysis.queries.live import Live, LiveIdea, LiveQuestion
from folkmoot.analysis.queries.result import RankedIdea
from folkmoot.analysis.queries.visible_texts import words_by_id
from folkmoot.core import counts
from folkmoot.core.figures import share_and_ends, times
from folkmoot.core.formats import day_and_month, number, part_of
from folkmoot.programmes.models import Programme
from folkmoot.web.charts import Bar, BarChart, DayChart, Stack, StackedBars


@dataclass(frozen=True, slots=True)
class SeenIdea:
    idea_id: int
    text: str
    question: str
    seen: int
    votes: int


@dataclass(frozen=True, slots=True)
class LivePage:
    live: Live
    answer: str
    joined: str
    contributed: str
    voted: str
    days: DayChart
    questions: BarChart
    question_rows: tuple[LiveQuestion, ...]
    attention: BarChart | None
    attention_answer: str
    least_seen: tuple[SeenIdea, ...]
    top: BarChart | None
    contested: StackedBars | None


def live_page(programme: Programme, live: Live) -> LivePage:
    """Draw what was found; two queries for the words of the ideas that are shown."""
    shown = {idea.idea_id for idea in (*live.top, *live.contested, *live.least_seen)}
    words = words_by_id(programme, shown)
    return LivePage(
        live=live,
        answer=of_live(live),
        joined=people_in_words(live, live.joined),
        contributed=people_in_words(live, live.contributed),
        voted=people_in_words(live, live.voted),
        days=_days(live),
        questions=BarChart(
            title=_busiest(live),
            caption=_("Ideas, comments and votes together, by challenge question."),
            rows=tuple(
                Bar(q.text, q.ideas + q.comments + q.votes, note=_told(q)) for q in live.questions
            ),
            unit="contributions",
        ),
        question_rows=live.questions,
        attention=_attention(live),
        attention_answer=_fairness(live),
        least_seen=tuple(
            SeenIdea(i.idea_id, words[i.idea_id].text, words[i.idea_id].question, i.seen, i.votes)
            for i in live.least_seen
            if i.idea_id in words
        ),
        top=_top(live.top, words),
        contested=_contested(live.contested, words),
    )


def _told(said: LiveQuestion) -> str:
    return _("%(ideas)s, %(comments)s, %(votes)s") % {
        "ideas": counts.ideas(said.ideas),
        "comments": counts.comments(said.comments),
        "votes": counts.votes(said.votes),
    }


def _days(live: Live) -> DayChart:
    told = [_("Ideas, comments and votes on each day. We keep days, not times.")]
    outside = live.contributions - sum(count for _day, count in live.days)
    if outside:
        more = ngettext(
            "%(count)s more lies outside these %(days)s days.",
            "%(count)s more lie outside these %(days)s days.",
            outside,
        )
        told.append(more % {"count": number(outside), "days": len(live.days)})
    return DayChart(title=_busiest_days(live), caption=" ".join(told), days=live.days)


def _busiest_days(live: Live) -> str:
    if not live.days:
        return _("Nothing has been said yet")
    most = max(count for _day, count in live.days)
    busiest = [day for day, count in live.days if count == most]
    said = {"said": counts.contributions(most)}
    if len(busiest) == 1:
        told = _("The busiest day was %(day)s, with %(said)s")
        return told % (said | {"day": day_and_month(busiest[0])})
    told = ngettext(
        "The busiest %(count)s day had %(said)s each",
        "The busiest %(count)s days had %(said)s each",
        len(busiest),
    )
    return told % (said | {"count": number(len(busiest))})


def _busiest(live: Live) -> str:
    if not live.contributions or not live.questions:
        return _("No question has an answer yet")
    drew = [(q.ideas + q.comments + q.votes, q.text) for q in live.questions]
    first = [text for n, text in drew if n == max(drew)[0]]
    if len(first) == 1:
        return _("“%(question)s” drew the most") % {"question": first[0]}
    return ngettext(
        "%(count)s question drew the most, and as much as each other",
        "%(count)s questions drew the most, and as much as each other",
        len(first),
    ) % {"count": len(first)}


def _fairness(live: Live) -> str:
    seen = live.attention
    if seen is None:
        return _("No idea has been shown to anybody yet.")
    told = {name: times(getattr(seen, name)) for name in ("least", "middle", "most")}
    if seen.least == seen.most:
        if seen.is_by_votes:
            said = ngettext(
                "The one idea was voted on %(least)s.",
                "Every idea was voted on %(least)s.",
                live.ideas,
            )
        else:
            said = ngettext(
                "The one idea was shown %(least)s.", "Every idea was shown %(least)s.", live.ideas
            )
    elif seen.is_by_votes:
        said = _(
            "At least half of the ideas were voted on %(middle)s or more; the least %(least)s and "
            "the most %(most)s."
        )
    else:
        said = _(
            "At least half of the ideas were shown %(middle)s or more; the least %(least)s and the "
            "most %(most)s."
        )
    return said % told


def _attention(live: Live) -> BarChart | None:
    seen = live.attention
    if seen is None:
        return None
    return BarChart(
        title=_("How evenly ideas were heard"),
        caption=_(
            "Ideas by their number of votes. Showings were not recorded here, so votes stand in "
            "for them."
        )
        if seen.is_by_votes
        else _("Ideas by their number of showings. How often each idea was put before somebody."),
        rows=tuple(
            Bar(_so_often(low, high, seen.is_by_votes), ideas) for low, high, ideas in seen.spread
        ),
        unit="ideas",
    )


def _so_often(low: int, high: int, is_by_votes: bool) -> str:
    if low == high:
        return counts.votes(low) if is_by_votes else counts.showings(low)
    told = (
        ngettext("%(low)s to %(high)s vote", "%(low)s to %(high)s votes", high)
        if is_by_votes
        else ngettext("%(low)s to %(high)s showing", "%(low)s to %(high)s showings", high)
    )
    return told % {"low": number(low), "high": number(high)}


def _top(ideas: tuple[LiveIdea, ...], words: dict[int, Text]) -> BarChart | None:
    rows = tuple(
        support_bar(words[idea.idea_id].text, idea) for idea in ideas if idea.idea_id in words
    )
    if not rows:
        return None
    return BarChart(
        title=_("The support that can be relied on"),
        caption=_(
            "Share of votes that agree. First comes the idea that can count on the most even if "
            "luck was on its side, so that few votes do not win by luck."
        ),
        rows=rows,
        unit="%",
        maximum=100,
    )


def support_bar(text: str, idea: LiveIdea | RankedIdea) -> Bar:
    """A share with its interval and its base, of an idea that somebody voted on."""
    share, low, high = share_and_ends(idea.agrees, idea.votes, idea.low, idea.high)
    return Bar(text, share, low=low, high=high, note=part_of(idea.agrees, idea.votes))


def _contested(ideas: tuple[LiveIdea, ...], words: dict[int, Text]) -> StackedBars | None:
    rows = tuple(
        Stack(words[i.idea_id].text, agrees=i.agrees, passes=i.passes, disagrees=i.disagrees)
        for i in ideas
        if i.idea_id in words
    )
    if not rows:
        return None
    return StackedBars(
        title=_("Ideas on which people part most evenly"),
        caption=_(
            "All votes on each idea. At least three in ten agree and at least three in ten "
            "disagree; the most evenly split first."
        ),
        rows=rows,
    )
