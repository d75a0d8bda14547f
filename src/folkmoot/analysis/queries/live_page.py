"""The live page's sentences and charts."""

from dataclasses import dataclass

from folkmoot.activities.registry import Text
from folkmoot.analysis.queries.headlines import of_live
from folkmoot.analysis.queries.live import Live, LiveIdea, LiveQuestion
from folkmoot.analysis.queries.result import RankedIdea
from folkmoot.analysis.queries.words import words_by_id
from folkmoot.core import formats
from folkmoot.core.figures import counted, share_and_ends, times
from folkmoot.programmes.models import Programme
from folkmoot.web.charts import Bar, BarChart, DayChart, Stack, StackedBars, with_unit


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
        days=_days(live),
        questions=BarChart(
            title=_busiest(live),
            caption="Ideas, comments and votes together, by challenge question.",
            rows=tuple(
                Bar(
                    q.text,
                    q.ideas + q.comments + q.votes,
                    note=", ".join(_told(q)),
                )
                for q in live.questions
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


def _told(said: Live | LiveQuestion) -> tuple[str, str, str]:
    return (
        with_unit(said.ideas, "ideas"),
        with_unit(said.comments, "comments"),
        with_unit(said.votes, "votes"),
    )


def _days(live: Live) -> DayChart:
    if not live.days:
        title = "Nothing has been said yet"
    else:
        most = max(count for _, count in live.days)
        busiest = [day for day, count in live.days if count == most]
        said = counted(most, "contribution")
        if len(busiest) == 1:
            title = f"The busiest day was {formats.day_and_month(busiest[0])}, with {said}"
        else:
            title = f"The busiest {len(busiest):,} days had {said} each"
    caption = "Ideas, comments and votes on each day. We keep days, not times."
    outside = live.contributions - sum(count for _, count in live.days)
    if outside:
        lie = "lies" if outside == 1 else "lie"
        caption += f" {outside:,} more {lie} outside these {len(live.days)} days."
    return DayChart(title=title, caption=caption, days=live.days)


def _busiest(live: Live) -> str:
    if not live.contributions or not live.questions:
        return "No question has an answer yet"
    drew = [(q.ideas + q.comments + q.votes, q.text) for q in live.questions]
    first = [text for n, text in drew if n == max(drew)[0]]
    if len(first) == 1:
        return f"“{first[0]}” drew the most"
    return f"{len(first)} questions drew the most, and as much as each other"


def _fairness(live: Live) -> str:
    seen = live.attention
    if seen is None:
        return "No idea has been shown to anybody yet."
    act = "voted on" if seen.is_by_votes else "shown"
    if seen.least == seen.most:
        whom = "The one idea was" if live.ideas == 1 else "Every idea was"
        return f"{whom} {act} {times(seen.least)}."
    return (
        f"At least half of the ideas were {act} {times(seen.middle)} or more; the least "
        f"{times(seen.least)} and the most {times(seen.most)}."
    )


def _attention(live: Live) -> BarChart | None:
    seen = live.attention
    if seen is None:
        return None
    what = "votes" if seen.is_by_votes else "showings"
    source = (
        "Showings were not recorded here, so votes stand in for them."
        if seen.is_by_votes
        else "How often each idea was put before somebody."
    )
    return BarChart(
        title="How evenly ideas were heard",
        caption=f"Ideas by their number of {what}. {source}",
        rows=tuple(
            Bar(with_unit(low, what) if low == high else f"{low:,} to {high:,} {what}", ideas)
            for low, high, ideas in seen.spread
        ),
        unit="ideas",
    )


def _top(ideas: tuple[LiveIdea, ...], words: dict[int, Text]) -> BarChart | None:
    rows = tuple(
        support_bar(words[idea.idea_id].text, idea) for idea in ideas if idea.idea_id in words
    )
    if not rows:
        return None
    return BarChart(
        title="The support that can be relied on",
        caption=(
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
    return Bar(text, share, low=low, high=high, note=f"{idea.agrees:,} of {idea.votes:,}")


def _contested(ideas: tuple[LiveIdea, ...], words: dict[int, Text]) -> StackedBars | None:
    rows = tuple(
        Stack(words[i.idea_id].text, agrees=i.agrees, passes=i.passes, disagrees=i.disagrees)
        for i in ideas
        if i.idea_id in words
    )
    if not rows:
        return None
    return StackedBars(
        title="Ideas on which people part most evenly",
        caption=(
            "All votes on each idea. At least three in ten agree and at least three in ten "
            "disagree; the most evenly split first."
        ),
        rows=rows,
    )
