"""Draw the rooms and what stands on what, from the contracts and the rooms' own docstrings.

``python scripts/draw_rooms.py`` writes docs/developers/rooms.svg; a test fails where the picture
is not what the contracts say.
"""

import ast
import tomllib
from html import escape
from pathlib import Path
from textwrap import wrap

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs/developers/rooms.svg"
WIDTH, GAP, LINE, PAD, LETTERS = 960, 8, 17, 12, 8
NOT_ROOMS = {"__main__"}


def layers() -> list[list[str]]:
    """From the top floor down; rooms on one floor are strangers. Only rooms that exist."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = told["tool"]["importlinter"]["contracts"]
    floors = next(one for one in contracts if one["id"] == "rooms")["layers"]
    found = [[name.strip(" ()") for name in floor.split("|")] for floor in floors]
    there = [[name for name in floor if _folder(name).is_dir()] for floor in found]
    return [floor for floor in there if floor]


def about(room: str) -> str:
    """The first sentence of the room's docstring."""
    tree = ast.parse((_folder(room) / "__init__.py").read_text(encoding="utf-8"))
    told = ast.get_docstring(tree) or ""
    return " ".join(told.split("\n\n")[0].replace("``", "").split())


def drawing() -> str:
    top, boxes = PAD, []
    for floor in layers():
        width = (WIDTH - 2 * PAD - GAP * (len(floor) - 1)) // len(floor)
        told = [wrap(about(room), (width - 2 * PAD) // LETTERS) for room in floor]
        height = (max(map(len, told)) + 1) * LINE + 2 * PAD
        for place, (room, lines) in enumerate(zip(floor, told, strict=True)):
            boxes.append(_box(PAD + place * (width + GAP), top, width, height, room, lines))
        top += height + GAP
    names = ", above ".join(" beside ".join(floor) for floor in layers())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top + PAD - GAP}" '
        f'role="img" font-family="sans-serif" font-size="14">\n'
        f"<title>The rooms; each may import those below it: {escape(names)}</title>\n"
        f'<rect width="100%" height="100%" fill="#fff"/>\n' + "".join(boxes) + "</svg>\n"
    )


def _box(left: int, top: int, width: int, height: int, room: str, lines: list[str]) -> str:
    words = "".join(
        f'<text x="{left + PAD}" y="{top + PAD + (n + 1) * LINE + 11}" fill="#333">{escape(line)}'
        "</text>\n"
        for n, line in enumerate(lines)
    )
    return (
        f'<rect x="{left}" y="{top}" width="{width}" height="{height}" rx="4" fill="#eef3f7" '
        f'stroke="#5b7083"/>\n'
        f'<text x="{left + PAD}" y="{top + PAD + 11}" font-weight="bold">{room}</text>\n{words}'
    )


def _folder(room: str) -> Path:
    return ROOT / "src/folkmoot" / room


if __name__ == "__main__":
    PICTURE.write_text(drawing(), encoding="utf-8")
