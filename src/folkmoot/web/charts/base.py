"""What every chart shares: a name of its own on the page, and a table."""

import zlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def page_id(title: str, caption: str) -> str:
    """The same chart keeps the same id, so that htmx can replace it in place."""
    return f"chart-{zlib.crc32(f'{title}|{caption}'.encode()):08x}"


def percent(part: float, whole: float) -> str:
    """A share of a whole as SVG wants it, never beyond the frame."""
    share = 0.0 if whole <= 0 else 100 * part / whole
    return f"{min(max(share, 0.0), 100.0):.2f}%"


def figure(value: float) -> str:
    """1234 as 1,234; 0.4567 as 0.46; 62.0 as 62."""
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.1f}" if abs(value) >= 10 else f"{value:.2f}"


def with_unit(value: float, unit: str) -> str:
    """62%, 1,234 ideas, 1 idea. Units are written as for many."""
    if not unit:
        return figure(value)
    if value == 1:
        unit = "person" if unit == "people" else unit.removesuffix("s")
    return f"{figure(value)}{'' if unit == '%' else ' '}{unit}"


def short(label: str, characters: int = 160) -> str:
    """A label for beside a bar; the whole of it is in the table."""
    if len(label) <= characters:
        return label
    return label[:characters].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"
