"""A small finished analysis with a theme, for specifications that need something to cite."""

from folkmoot.analysis.models import Run, Theme
from folkmoot.analysis.queries import result as found
from folkmoot.workshops.models import Idea
from tests.conftest import NOON

WORDS = (
    "A quiet hour for rounds",
    "More porters at night",
    "One handover sheet for every ward",
    "A dry place to lock bicycles",
)


def say(question, *words, author=None, agrees=0, disagrees=0, passes=0):
    """Ideas with those words, each with the same tally."""
    return [
        Idea.objects.create(
            question=question,
            author=author,
            text=text,
            said_on=NOON.date(),
            agrees=agrees,
            disagrees=disagrees,
            passes=passes,
        )
        for text in words
    ]


def analysed(programme, ideas, *, theme="Calm wards", accepted=True, groups=()):
    """A finished run whose one theme holds the ideas; the first ones are its quotes."""
    question = ideas[0].question
    n = len(ideas)
    ranked = tuple(
        found.RankedIdea(
            idea_id=idea.pk,
            question_id=question.pk,
            month="2030-05",
            agrees=62,
            disagrees=10,
            passes=8,
            comments=0,
            share=0.775,
            low=0.67,
            high=0.85,
            controversy=0.1,
            groups=tuple(found.GroupShare(round(share * votes), votes) for share, votes in groups),
        )
        for idea in ideas
    )
    opinions = found.Opinions(
        groups=tuple(found.Group("ABCDE"[i], votes, ()) for i, (_, votes) in enumerate(groups)),
        bridges=tuple(found.Bridge(idea.pk, 0.1, 0.05, 0.15, 0.8) for idea in ideas[:1] if groups),
        divides=(),
        points=(),
        people=sum(votes for _, votes in groups),
        silhouette=None,
        stability=0.9 if groups else None,
        tries=20 if groups else 0,
        verdict="groups" if groups else "one crowd",
        note="",
        method="Grouped by how people vote.",
    )
    result = found.Result(
        schema=found.SCHEMA,
        smallest_group=10,
        confidence=0.95,
        participation=found.Participation(
            joined=100,
            took_part=80,
            wrote=20,
            voted=75,
            ideas=n,
            comments=0,
            votes=80 * n,
            passes=8 * n,
            without_author=0,
            votes_left_out=0,
            days=(),
            questions=(
                found.QuestionFigures(question.pk, question.text, n, 0, 80 * n, n, voices=20),
            ),
        ),
        ideas=ranked,
        opinions=opinions,
        themes=found.Themes((), n, 0, (0,), "", "Clusters of similar texts."),
    )
    run = Run.objects.create(
        programme=programme,
        number=programme.runs.count() + 1,
        requested_on=NOON.date(),
        finished_on=NOON.date(),
        state=Run.State.DONE,
        input_hash="a1" * 32,
        seed=7,
        version="1",
        result=found.to_json(result),
    )
    return Theme.objects.create(
        run=run,
        name=theme,
        proposed_name=theme,
        phrases=["quiet", "rounds"],
        text_ids=[idea.pk for idea in ideas],
        quote_ids=[idea.pk for idea in ideas[:3]],
        is_accepted=accepted,
    )
