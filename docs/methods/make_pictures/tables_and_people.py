"""Draw the pictures of the pages on agreement, tables, disclosure control and participation.

Run from the repository's root: ``python docs/methods/make_pictures/tables_and_people.py``. Every
picture is made from what insight returns for made-up crowds; nothing is drawn by hand.
"""

from collections.abc import Callable
from html import escape
from pathlib import Path

import numpy as np

from insight.agreement import disagreements
from insight.disclosure import audit, suppress_counts
from insight.participation import rake, representativeness, saturation_curve
from insight.tables import round_keeping_totals, theme_table

HERE = Path(__file__).parents[1] / "pictures"
INK, QUIET, LINE, BLUE, WARM = "#1d2a33", "#5d6b75", "#d4dbe0", "#1f6f8b", "#c2571a"


class Picture:
    """A white canvas of SVG, with a title and a description for those who cannot see it."""

    def __init__(self, width: int, height: int, title: str, description: str) -> None:
        self.parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
            f'font-family="system-ui, sans-serif" font-size="14">',
            f"<title>{escape(title)}</title><desc>{escape(description)}</desc>",
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        ]

    def text(self, x: float, y: float, words: object, *, at: str = "start", fill: str = INK,
             bold: bool = False) -> None:  # fmt: skip
        weight = ' font-weight="600"' if bold else ""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{at}" fill="{fill}"{weight}>'
            f"{escape(str(words))}</text>"
        )

    def box(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" '
            f'fill="{fill}"/>'
        )

    def line(self, points: list[tuple[float, float]], stroke: str, width: float = 2) -> None:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.parts.append(
            f'<polyline points="{path}" fill="none" stroke="{stroke}" stroke-width="{width}"/>'
        )

    def area(self, points: list[tuple[float, float]], fill: str) -> None:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.parts.append(f'<polygon points="{path}" fill="{fill}" fill-opacity="0.18"/>')

    def dot(self, x: float, y: float, fill: str) -> None:
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{fill}"/>')

    def save(self, name: str) -> None:
        (HERE / f"{name}.svg").write_text("\n".join([*self.parts, "</svg>", ""]))


def agreement() -> None:
    rng = np.random.default_rng(1)
    names = ["waiting times", "staff manner", "food", "information", "parking"]
    ana = rng.random((200, 5)) < [0.4, 0.25, 0.1, 0.3, 0.05]
    ben = ana ^ (rng.random((200, 5)) < [0.03, 0.12, 0.08, 0.2, 0.01])
    compared = disagreements(ana, ben, names)
    art = Picture(640, 250, "Agreement of two coders",
                  "Cohen's kappa with its interval for five themes.")  # fmt: skip
    for tick in (0, 0.25, 0.5, 0.75, 1):
        x = 150 + 440 * tick
        art.line([(x, 36), (x, 214)], LINE, 1)
        art.text(x, 234, f"{tick:g}", at="middle", fill=QUIET)
    art.text(150, 22, "Cohen's kappa, 95 % interval", fill=QUIET)
    for i, theme in enumerate(compared.themes):
        y, k = 56 + 35 * i, theme.kappa
        assert k is not None
        art.text(138, y + 5, theme.theme, at="end")
        art.line([(150 + 440 * k.low, y), (150 + 440 * k.high, y)], BLUE, 3)
        art.dot(150 + 440 * k.value, y, BLUE)
        art.text(606, y + 5, f"{k.value:.2f}")
    art.save("agreement")


def theme_tables() -> None:
    rng = np.random.default_rng(3)
    questions = ["What is in the way?", "What would help?", "What works well?"]
    names = ["waiting times", "staffing", "kindness", "equipment"]
    asked = rng.integers(0, 3, 600)
    chance = np.array([[0.5, 0.4, 0.1, 0.3], [0.3, 0.5, 0.15, 0.3], [0.1, 0.1, 0.7, 0.15]])
    table = theme_table(rng.random((600, 4)) < chance[asked], asked)
    percent = round_keeping_totals(100 * table.share, axis=0)
    total = round_keeping_totals(100 * table.total_share)
    art = Picture(720, 250, "Themes by question",
                  "Percentages of contributions; cells that stand out are marked.")  # fmt: skip
    for q, question in enumerate([*questions, "All"]):
        art.text(210 + 150 * q, 26, question, at="middle", bold=q == 3)
    for t, name in enumerate(names):
        y = 44 + 46 * t
        art.text(122, y + 26, name, at="end")
        for q in range(3):
            out = int(table.stands_out[t, q])
            shade = {1: "#dcecf2", -1: "#f8e6da", 0: "#f5f7f8"}[out]
            art.box(140 + 150 * q, y, 140, 40, shade)
            mark = {1: " ▲", -1: " ▼", 0: ""}[out]
            art.text(210 + 150 * q, y + 25, f"{percent[t, q]:.0f} %{mark}", at="middle")
        art.text(660, y + 25, f"{total[t]:.0f} %", at="middle", bold=True)
    art.text(140, 242, "▲ more, ▼ less than the theme's total leads to expect", fill=QUIET)
    art.save("theme-tables")


def disclosure_control() -> None:
    counts = np.array([[3, 41, 60], [52, 35, 28], [20, 17, 44]])
    seen = suppress_counts(counts, k=10)
    bounds = audit(seen)
    rows, columns = ["porters", "nurses", "doctors"], ["north", "south", "east"]
    art = Picture(760, 260, "A table before and after disclosure control",
                  "Hidden cells, and the ranges that an attacker can work out.")  # fmt: skip
    for panel, heading in enumerate(["Counted", "Published", "What an attacker learns"]):
        left = 84 + 228 * panel
        art.text(left, 22, heading, bold=True)
        for j, name in enumerate(columns):
            art.text(left + 36 + 70 * j, 50, name, at="middle", fill=QUIET)
        for i, j in np.ndindex(3, 3):
            x, y = left + 70 * j, 60 + 50 * i
            hidden, small = not seen.shown[i, j], counts[i, j] < 10
            fill = "#f5f7f8"
            if (panel == 0 and small) or (panel > 0 and hidden):
                fill = "#f8e6da"
            words = f"{counts[i, j]}"
            if panel and hidden:
                words = "*"
            if panel == 2 and hidden:
                words = f"{bounds.low[i, j]:.0f} to {bounds.high[i, j]:.0f}"
            art.box(x, y, 66, 44, fill)
            art.text(x + 33, y + 27, words, at="middle")
    for i, name in enumerate(rows):
        art.text(74, 87 + 50 * i, name, at="end")
    art.text(84, 240, "All row and column totals are published. The 3 could be anything from 0 to "
             f"{bounds.high[0, 0]:.0f}.", fill=QUIET)  # fmt: skip
    art.save("disclosure-control")


def rounding() -> None:
    values = np.array([[1.4, 2.4, 0.4], [3.3, 0.3, 2.6], [2.3, 1.3, 1.3]])
    art = Picture(640, 240, "Rounding that keeps totals", "A table before and after.")
    for panel, (heading, cells) in enumerate(
        [("Before", values), ("After", round_keeping_totals(values))]
    ):
        left = 30 + 310 * panel
        art.text(left, 22, heading, bold=True)
        full = np.block([[cells, cells.sum(1, keepdims=True)],
                         [cells.sum(0, keepdims=True), cells.sum().reshape(1, 1)]])  # fmt: skip
        for i, j in np.ndindex(4, 4):
            margin = i == 3 or j == 3
            art.box(left + 66 * j, 36 + 48 * i, 62, 42, "#e8f0f3" if margin else "#f5f7f8")
            words = f"{full[i, j]:.1f}" if panel == 0 else f"{full[i, j]:.0f}"
            art.text(left + 66 * j + 31, 62 + 48 * i, words, at="middle", bold=margin)
    art.save("rounding")


def representation() -> None:
    seen = representativeness(
        {"nurses": 210, "doctors": 96, "therapists": 60, "porters": 9},
        {"nurses": 2100, "doctors": 640, "therapists": 420, "porters": 340},
    )
    art = Picture(680, 240, "Participants against the population",
                  "Shares of participants with intervals, beside the population's.")  # fmt: skip
    scale = 480.0 / 0.7
    for i, segment in enumerate(seen.segments):
        y = 40 + 48 * i
        art.text(98, y + 19, segment, at="end")
        art.box(110, y, scale * seen.joined_share[i], 14, BLUE)
        art.box(110, y + 16, scale * seen.population_share[i], 14, "#aebac2")
        art.line([(110 + scale * seen.low[i], y + 7), (110 + scale * seen.high[i], y + 7)], INK)
        more = f"{seen.missing[i]:.0f} more" if seen.missing[i] else ""
        art.text(610, y + 19, more, fill=WARM)
    art.text(110, 22, "■ participants, with 95 % interval", fill=BLUE)
    art.text(380, 22, "■ population", fill=QUIET)
    art.save("representativeness")


def weighting() -> None:
    job = ["nurse"] * 60 + ["doctor"] * 30 + ["porter"] * 10
    site = ["north"] * 45 + ["south"] * 15 + ["north"] * 20 + ["south"] * 10
    site += ["north", "south"] * 5
    result = rake(
        {"job": job, "site": site},
        {"job": {"nurse": 500, "doctor": 200, "porter": 300},
         "site": {"north": 0.5, "south": 0.5}},
    )  # fmt: skip
    art = Picture(680, 250, "Weights after raking", "Each participant's weight, sorted.")
    ordered = np.sort(result.weights)
    for i, weight in enumerate(ordered):
        art.box(60 + 5.8 * i, 200 - 40 * weight, 5, 40 * weight, BLUE)
    for level in (1, 2, 3, 4):
        art.line([(56, 200 - 40 * level), (640, 200 - 40 * level)], LINE, 1)
        art.text(48, 205 - 40 * level, level, at="end", fill=QUIET)
    art.text(60, 22, f"100 participants, worth {result.effective_n:.0f} equal voices", bold=True)
    art.text(60, 226, "participants by weight; 1 is one voice", fill=QUIET)
    art.save("weighting")


def saturation() -> None:
    rng = np.random.default_rng(2)
    curve = saturation_curve(rng.random((250, 30)) < np.geomspace(0.3, 0.002, 30))
    art = Picture(680, 300, "Saturation curve", "Distinct themes by number of contributions.")

    def at(m: float, themes: float) -> tuple[float, float]:
        return 60 + 560 * m / 250, 250 - 200 * themes / 32

    for themes in (0, 10, 20, 30):
        art.line([at(0, themes), at(250, themes)], LINE, 1)
        art.text(50, at(0, themes)[1] + 5, themes, at="end", fill=QUIET)
    points = list(zip(curve.contributions, curve.low, curve.high, strict=True))
    art.area([at(m, low) for m, low, _ in points] + [at(m, h) for m, _, h in points[::-1]], BLUE)
    art.line([at(m, y) for m, y in zip(curve.contributions, curve.expected, strict=True)], BLUE, 3)
    art.line([at(m, y) for m, y in zip(curve.contributions, curve.heard, strict=True)], WARM)
    art.text(60, 22, f"{curve.found} themes found of about {curve.estimated:.0f}; "
             f"{curve.coverage:.1%} of mentions are known", bold=True)  # fmt: skip
    art.text(60, 282, "contributions: 0 to 250", fill=QUIET)
    art.text(620, 282, "average over all orders", at="end", fill=BLUE)
    art.text(620, 42, "as they came", at="end", fill=WARM)
    art.save("saturation")


DRAWINGS: tuple[Callable[[], None], ...] = (
    agreement, theme_tables, disclosure_control, rounding, representation, weighting, saturation,
)  # fmt: skip

if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    for draw in DRAWINGS:
        draw()
