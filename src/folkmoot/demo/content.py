"""Read the demonstration's questions, ideas and comments from their plain text files."""

import re
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "content"
LEANING = re.compile(r"\{([^}]*)\}\s*$")
OUTLOOKS = "dls"  # digital or in person, local or one standard, shared roles or specialists


@dataclass(slots=True)
class DemoComment:
    text: str
    is_reply: bool


@dataclass(slots=True)
class DemoIdea:
    """``leaning`` pulls each kind of voice to agree (+) or disagree (-); ``appeal``, everybody."""

    text: str
    leaning: tuple[float, float, float]
    appeal: float
    comments: list[DemoComment] = field(default_factory=list)


@dataclass(slots=True)
class DemoQuestion:
    text: str
    help_text: str
    ideas: list[DemoIdea] = field(default_factory=list)


def read_question(name: str) -> DemoQuestion:
    """The file ``name``: ``#`` question, ``>`` help, ``*`` idea, ``-`` comment, ``--`` reply."""
    question = DemoQuestion("", "")
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        mark, _, text = line.partition(" ")
        if mark == "#":
            question.text = text
        elif mark == ">":
            question.help_text = text
        elif mark == "*":
            question.ideas.append(_idea(text))
        elif mark in {"-", "--"}:
            question.ideas[-1].comments.append(DemoComment(text, is_reply=mark == "--"))
    return question


def _idea(line: str) -> DemoIdea:
    found = LEANING.search(line)
    weights = {part[0]: float(part[1:]) for part in (found.group(1) if found else "").split()}
    leaning = tuple(weights.get(outlook, 0.0) for outlook in OUTLOOKS)
    assert len(leaning) == 3
    return DemoIdea(LEANING.sub("", line).strip(), leaning, weights.get("p", 0.0))
