"""What a demonstration shows beside what was said: a logo, who came, a talk, named themes."""

import io
from datetime import datetime, timedelta

import numpy as np
from PIL import Image, ImageDraw

from folkmoot.accounts.policy import Actor
from folkmoot.analysis import services as analysis
from folkmoot.analysis.models import Theme
from folkmoot.joining import services as joining
from folkmoot.mailbox import services as mailbox
from folkmoot.outreach.services import population_figures
from folkmoot.participants.models import Participant, Segment
from folkmoot.programmes import services as programmes
from folkmoot.programmes.models import Programme
from folkmoot.workshops import services as workshops
from folkmoot.workshops.models import Idea

SEED = 20_261
# A question on joining: how many people there are of each kind, and how willingly they came.
WORK = "What is your work?"
WORKS = {
    "Physiotherapy": (220, 1.3),
    "Occupational therapy": (160, 1.2),
    "Podiatry": (60, 1.0),
    "Speech and language therapy": (90, 1.1),
    "Support work": (310, 0.45),  # who is missing
    "Administration": (120, 0.8),
}
PLACE = "Where do you work most?"
PLACES = {
    "Harrowmere General": (380, 1.2),
    "Coast Hospital": (190, 1.0),
    "Village clinics": (130, 1.1),
    "Mental health centre": (110, 0.9),
    "Home visits": (150, 0.35),
}
TILES = """name,short,column,row
Coast Hospital,COA,0,0
Village clinics,VIL,1,0
Harrowmere General,GEN,1,1
Mental health centre,MHC,2,1
Home visits,HOM,0,1
"""
ANSWERED = 0.9  # of those who joined; nobody has to

ASKED = "Rota three months"
TALK = [
    (
        True,
        "Thank you. Which rota is it that reaches you latest: for the ward or on call?",
    ),
    (False, "The on-call one. It comes on the Friday for the Monday, and swaps are by telephone."),
    (True, "That helps. We begin with the on-call rota, and say here how it went in six weeks."),
]

# A word among a theme's phrases, and what a person would call what these texts are about.
NAMES = [
    ("rota", "Hours one can plan a life around"),
    ("bus", "Getting here, and a place to sit"),
    ("assistant", "Ways up, and reasons to stay"),
    ("notes", "Less writing, more time with people"),
]


def logo() -> io.BytesIO:
    """Drawn here: a picture of somebody's would be somebody's."""
    picture = Image.new("RGB", (480, 160), "#ffffff")
    pen = ImageDraw.Draw(picture)
    for left, colour in ((8, "#1d5b8f"), (88, "#2f8f83")):
        pen.pieslice((left, 8, left + 144, 152), 90, 270, fill=colour)
    pen.rectangle((176, 60, 472, 76), fill="#1d5b8f")
    pen.rectangle((176, 92, 400, 108), fill="#2f8f83")
    file = io.BytesIO()
    picture.save(file, "PNG")
    file.seek(0)
    return file


def ask_on_joining(actor: Actor, programme: Programme, at: datetime) -> None:
    """The questions, how many people there are of each kind, and the map of places."""
    programmes.set_logo(actor=actor, programme=programme, picture=logo(), at=at)
    for text, kinds in ((WORK, WORKS), (PLACE, PLACES)):
        joining.add_question(
            actor=actor, programme=programme, text=text, options=list(kinds), at=at
        )
        population_figures.set_population(
            actor=actor,
            programme=programme,
            attribute=text,
            numbers={kind: number for kind, (number, _) in kinds.items()},
            at=at,
        )
    population_figures.set_tiles(
        actor=actor, programme=programme, attribute=PLACE, file=TILES.encode(), at=at
    )


def answer_on_joining(programme: Programme) -> None:
    """Those who came say who they are, more of some kinds than of others."""
    random = np.random.default_rng(SEED)
    voices = list(Participant.objects.filter(programme=programme).order_by("joined_on", "pk"))
    asked = {question.text: question.pk for question in programme.gateway_questions.all()}
    segments = []
    for text, kinds in ((WORK, WORKS), (PLACE, PLACES)):
        weights = np.array([number * keenness for number, keenness in kinds.values()])
        said = random.choice(list(kinds), size=len(voices), p=weights / weights.sum())
        answers = random.random(len(voices)) < ANSWERED
        segments += [
            Segment(participant=voice, question=asked[text], value=str(value))
            for voice, value, has_said in zip(voices, said, answers, strict=True)
            if has_said
        ]
    Segment.objects.bulk_create(segments)


def talk(people: dict[str, Actor], programme: Programme, at: datetime) -> None:
    """A conversation with an author whom nobody knows."""
    ideas = Idea.objects.select_related("question__activity__programme", "author__programme")
    idea = ideas.filter(question__activity__programme=programme, text__contains=ASKED).get()
    assert idea.author is not None
    joining.renew_key(participant=idea.author)  # simulated voices have none, and none comes back
    thread = None
    for days, (is_from_us, words) in enumerate(TALK):
        on = at + timedelta(days=days)
        if is_from_us:
            thread = workshops.write_to_author(
                actor=people["facilitator"], said=idea, text=words, at=on
            )
        elif thread is not None:
            mailbox.reply(participant=idea.author, thread=thread, text=words, at=on)


def name_themes(actor: Actor, programme: Programme, at: datetime) -> None:
    """A person names and accepts some of what the machine proposed; the rest still waits."""
    taken = set()
    for word, name in NAMES:
        for theme in Theme.objects.filter(run__programme=programme, parent=None):
            words = {part for phrase in theme.phrases for part in str(phrase).lower().split()}
            if theme.pk not in taken and word in words:
                taken.add(theme.pk)
                analysis.rename_theme(actor=actor, theme=theme, name=name, at=at)
                analysis.accept_theme(actor=actor, theme=theme, at=at)
                break
