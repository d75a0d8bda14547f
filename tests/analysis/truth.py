"""What a programme's tables hold, counted row by row and without the product's queries."""

from collections import Counter, defaultdict

from benchmarks._truth import Tally, Truth

from folkmoot.participants.models import Participant
from folkmoot.workshops.models import ChallengeQuestion, Comment, Idea, Vote


def themes_of(run, truth_texts):
    """By name how many of their texts are under each question; texts of no theme likewise."""
    found, held = {}, set()
    for theme in run.themes.all():
        counts = Counter(truth_texts[key] for key in theme.text_ids)
        found[theme.name] = {**counts, "": len(theme.text_ids)}
        held |= set(theme.text_ids) if theme.parent_id is None else set()
    rest = Counter(name for key, name in truth_texts.items() if key not in held)
    return {**found, "In no theme": {**rest, "": rest.total()}}


def truth_of(programme, *fixed):
    ideas = Idea.objects.filter(question__activity__programme=programme)
    asked = {q.pk: q.text for q in ChallengeQuestion.objects.all()}
    shown = {i.pk: i for i in ideas if not (i.is_hidden or i.is_withdrawn)}
    comments = [c for c in Comment.objects.all() if c.idea_id in shown and not c.is_hidden]
    cast = list(Vote.objects.filter(idea__in=[i.pk for i in ideas]))
    votes = [v for v in cast if v.idea_id in shown]
    by_idea, said = defaultdict(Counter), Counter(c.idea_id for c in comments)
    for vote in votes:
        by_idea[vote.idea_id][vote.stance] += 1
    tallies = defaultdict(list)
    for key, idea in shown.items():
        n = by_idea[key]
        tallies[" ".join(idea.text.split())].append(
            Tally(n[1], n[0], n[-1], said[key], asked[idea.question_id])
        )
    texts: list[Idea | Comment] = [*shown.values(), *comments]
    writers = {text.author_id for text in texts if text.author_id}
    voters = {vote.participant_id for vote in votes}
    questions = {}
    for key, name in asked.items():
        here = {i for i, idea in shown.items() if idea.question_id == key}
        questions[name] = {
            "ideas": len(here),
            "comments": sum(c.idea_id in here for c in comments),
            "votes": sum(v.idea_id in here for v in votes),
            "voters": len({v.participant_id for v in votes if v.idea_id in here}),
        }
    days = Counter(f"{d.day} {d:%B %Y}" for d in [t.said_on for t in texts])
    days.update(f"{v.cast_on.day} {v.cast_on:%B %Y}" for v in votes)
    return Truth(
        ideas=dict(tallies),
        counts={
            "joined": Participant.objects.filter(programme=programme).count(),
            "took_part": len(writers | voters),
            "wrote": len(writers),
            "voted": len(voters),
            "ideas": len(shown),
            "comments": len(comments),
            "votes": len(votes),
            "left_out": len(cast) - len(votes),
            "hidden_ideas": sum(i.is_hidden for i in ideas),
            "without_author": sum(text.author_id is None for text in texts),
        },
        questions=questions,
        days=dict(days),
        smallest=programme.organisation.smallest_group,
        texts=tuple(text.text for text in texts),
        titles=(programme.name,),
        fixed=fixed,
    )


def truth_of_run(programme, run, *fixed):
    """The same with what the analysis alone can know: who was put into which group and theme.

    Sums over groups are checked against the rows; how many are in each is taken from the result.
    """
    truth = truth_of(programme, *fixed)
    asked = {q.pk: q.text for q in ChallengeQuestion.objects.all()}
    idea_question = dict(Idea.objects.values_list("pk", "question_id"))
    shown = Idea.objects.filter(is_hidden=False, is_withdrawn=False)
    places = {pk: asked[idea_question[pk]] for pk in shown.values_list("pk", flat=True)}
    comments = Comment.objects.filter(idea__in=shown, is_hidden=False)
    places |= {c.pk: asked[idea_question[c.idea_id]] for c in comments}
    words = dict(Idea.objects.values_list("pk", "text"))
    opinions = run.result["opinions"]
    truth.group_sizes = {group["name"]: group["size"] for group in opinions["groups"]}
    truth.bridges = {
        " ".join(words[b["idea_id"]].split()): "{:+.0f} ({:+.0f} to {:+.0f})".format(
            *(100 * b[end] for end in ("score", "low", "high"))
        )
        for b in opinions["bridges"]
    }
    truth.counts["runs"], truth.method = 1, opinions
    truth.dividing = opinions["divides_in_all"]
    truth.drawn, truth.hidden = len(opinions["points"]), opinions["hidden"]
    truth.themes = themes_of(run, places)
    broad = run.themes.filter(parent=None)
    truth.broad, truth.accepted = broad.count(), broad.filter(is_accepted=True).count()
    return truth
