"""Draw the pictures of the pages on embeddings, similar ideas, themes, coding and sentiment.

Run from the repository's root: ``python docs/methods/make_pictures/words.py``. Every picture is
made from what insight returns for made-up ideas; nothing is drawn by hand. The picture of measured
accuracy is drawn from a file written by ``python -m benchmarks coding --json > FILE``, if named.
"""

import json
import sys
from pathlib import Path

import numpy as np
from sample_ideas import IDEAS, SUBJECT
from tables_and_people import BLUE, INK, LINE, QUIET, WARM, Picture

from insight.text.codebook import propose_codebook
from insight.text.coding import train_coder
from insight.text.embedding import default_embedder
from insight.text.sentiment import train_sentiment
from insight.text.similar import SimilarIndex

COLOURS = (BLUE, WARM, "#4b7f3a", "#8a5aa8", "#a67c00", "#5d6b75", "#b03a5b")
MODEL = default_embedder()


def scale(art: Picture, x: float, width: float, top: float, bottom: float) -> None:
    for tick in (0, 0.25, 0.5, 0.75, 1):
        at = x + width * tick
        art.line([(at, top), (at, bottom)], LINE, 1)
        art.text(at, bottom + 18, f"{tick:.0%}", at="middle", fill=QUIET)


def embeddings() -> None:
    said = [
        "Nowhere to leave the car",
        "Parking is dreadful",
        "Lunch was cold",
        "The food needs heating up",
        "Nobody picks up the phone",
    ]
    vectors = MODEL.embed(said)
    art = Picture(640, 300, "How alike five comments are in meaning",
                  "A table of cosines; pairs about the same subject are darkest.")  # fmt: skip
    for i, text in enumerate(said):
        art.text(10, 62 + 44 * i, text)
        for j in range(len(said)):
            cosine = float(vectors[i] @ vectors[j])
            tint = int(255 - 150 * max(cosine, 0))
            art.box(
                220 + 80 * j, 36 + 44 * i, 76, 40, f"rgb({tint},{tint + (255 - tint) // 2},255)"
            )
            art.text(258 + 80 * j, 62 + 44 * i, f"{cosine:.2f}", at="middle")
    art.text(220, 24, "cosine, in the order of the rows", fill=QUIET)
    art.save("embeddings")


def similar_ideas() -> None:
    index = SimilarIndex(MODEL.embed(IDEAS))
    typed = "nowhere to park when I start at"
    rows, scores = index.query(MODEL.embed([typed])[0], 5)
    art = Picture(640, 250, "What is shown while an idea is typed",
                  "The five ideas nearest in meaning, with their cosines.")  # fmt: skip
    art.text(10, 26, f"Being typed: {typed} ...", bold=True)
    for i, (row, score) in enumerate(zip(rows, scores, strict=True)):
        y = 54 + 38 * i
        art.box(10, y - 14, 420 * float(score), 26, "#dcebf1")
        art.text(16, y + 4, IDEAS[row])
        art.text(630, y + 4, f"{float(score):.2f}", at="end", fill=QUIET)
    art.save("similar-ideas")


def themes() -> None:
    found = propose_codebook(IDEAS, embedder=MODEL, n_themes=5)
    vectors = MODEL.embed(IDEAS).astype(float)
    centred = vectors - vectors.mean(axis=0)
    left, size, _ = np.linalg.svd(centred, full_matrices=False)
    places = left[:, :2] * size[:2]
    places = (places - places.min(axis=0)) / np.ptp(places, axis=0)
    art = Picture(640, 400, "Thirty ideas and the themes proposed for them",
                  "Each dot is an idea, placed by meaning and coloured by theme.")  # fmt: skip
    shown = sorted(set(found.theme.tolist()))
    for (x, y), theme in zip(places, found.theme, strict=True):
        fill = LINE if theme < 0 else COLOURS[shown.index(theme) % len(COLOURS)]
        art.dot(30 + 370 * x, 30 + 330 * y, fill)
    for i, theme in enumerate(t for t in shown if t >= 0):
        y = 40 + 44 * i
        art.dot(440, y - 4, COLOURS[shown.index(theme) % len(COLOURS)])
        art.text(454, y, found.themes[theme].name, bold=True)
        art.text(454, y + 17, f"{len(found.themes[theme].members)} ideas", fill=QUIET)
    if len(found.other.index):
        art.dot(440, 40 + 44 * len(shown), LINE)
        art.text(454, 44 + 44 * len(shown), f"{len(found.other.index)} left out", fill=QUIET)
    art.save("themes")


def coding() -> None:
    names = sorted(set(SUBJECT))
    labels = np.array([[subject == name for name in names] for subject in SUBJECT], int)
    coder = train_coder(IDEAS, labels, embedder=MODEL)
    text = "No hot meal on nights because the rota leaves no break"
    found = coder.code([text])
    art = Picture(640, 290, "What the machine says of one new idea",
                  "Its confidence in each theme, and the threshold of each.")  # fmt: skip
    art.text(10, 26, text, bold=True)
    scale(art, 120, 480, 44, 240)
    for i, name in enumerate(names):
        y = 56 + 38 * i
        sure, needed = float(found.confidence[0, i]), float(coder.thresholds[i])
        art.text(110, y + 15, name, at="end", bold=bool(found.assigned[0, i]))
        art.box(120, y, 480 * sure, 22, BLUE if found.assigned[0, i] else LINE)
        art.line([(120 + 480 * needed, y - 4), (120 + 480 * needed, y + 26)], WARM, 3)
    art.text(120, 278, "bar: confidence", fill=QUIET)
    art.text(300, 278, "upright line: given from here on", fill=WARM)
    art.save("coding")


def sentiment() -> None:
    said = {
        1: ("Wonderful care from everyone", "The nurses were kind and quick", "Superb team",
            "I could not have asked for more", "Everybody was lovely", "A very good service"),
        2: ("Good on the whole", "Fine, a short wait only", "Helpful staff, dated rooms",
            "Mostly good", "It went well enough", "A decent visit"),
        3: ("It was all right", "Neither good nor bad", "Average", "As one would expect",
            "Nothing special", "It was what it was"),
        4: ("I waited four hours for a blood test", "Nobody told me what was happening",
            "The ward was noisy all night", "My letter never came", "Nowhere to park",
            "The food was cold"),
        5: ("Dreadful from start to finish", "I was ignored and left in pain", "Rude and careless",
            "The worst night of my life", "They lost my notes and blamed me", "Never again"),
    }  # fmt: skip
    texts = [text for group in said.values() for text in group]
    levels = [level for level, group in said.items() for _ in group]
    judge = train_sentiment(texts, levels, embedder=MODEL)
    new = ["We waited three hours", "The midwife was wonderful", "It was nothing special"]
    found = judge.code(new)
    art = Picture(640, 240, "Sentiment of three new comments",
                  "The probability of each of five levels.")  # fmt: skip
    shades = ("#2f7d5b", "#9cc9b2", "#d4dbe0", "#eab68f", "#c2571a")
    for i, text in enumerate(new):
        y, x = 26 + 60 * i, 10.0
        art.text(10, y, text)
        for j, share in enumerate(found.confidence[i]):
            art.box(x, y + 8, 600 * float(share), 24, shades[j])
            x += 600 * float(share)
        art.text(630, y, f"mean {found.mean[i]:.1f}", at="end", fill=QUIET)
    for j, name in enumerate(("1 very good", "2", "3", "4", "5 very bad")):
        art.box(10 + 120 * j, 206, 14, 14, shades[j])
        art.text(30 + 120 * j, 218, name, fill=QUIET)
    art.save("sentiment")


def accuracy(file: Path) -> None:
    figures = json.loads(file.read_text(encoding="utf-8").strip().splitlines()[-1])
    rows = (
        ("ours", "", BLUE),
        ("word counts only", "fallback_", QUIET),
        ("TF-IDF + linear SVC", "peer_", WARM),
    )
    kinds = ("micro_f1", "micro_f1_dedup", "macro_f1", "macro_f1_dedup")
    art = Picture(640, 380, "Measured accuracy of theme coding",
                  "F1 of three methods on the public patient comments.")  # fmt: skip
    scale(art, 190, 420, 40, 334)
    for i, (name, _, fill) in enumerate(rows):
        art.box(190 + 150 * i, 14, 12, 12, fill)
        art.text(208 + 150 * i, 25, name, fill=QUIET)
    for i, kind in enumerate(kinds):
        words = kind.replace("_f1", " F1").replace("_dedup", ", repeats out")
        art.text(180, 78 + 72 * i, words, at="end")
        for j, (_, prefix, fill) in enumerate(rows):
            value = float(figures[prefix + kind])
            art.box(190, 50 + 72 * i + 18 * j, 420 * value, 15, fill)
            art.text(196 + 420 * value, 62 + 72 * i + 18 * j, f"{value:.2f}", fill=INK)
    art.save("accuracy")


if __name__ == "__main__":
    embeddings()
    similar_ideas()
    themes()
    coding()
    sentiment()
    if len(sys.argv) > 1:
        accuracy(Path(sys.argv[1]))
