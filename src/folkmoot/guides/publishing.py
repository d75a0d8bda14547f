"""A guide as a folder: plain HTML and CSS that open from a disk or from any web server."""

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from django.template.loader import render_to_string

from folkmoot.core.exports import as_csv
from folkmoot.guides import queries
from folkmoot.guides.models import Guide
from folkmoot.guides.queries import GuideDocument
from folkmoot.guides.services.folders import replace_folder
from folkmoot.web.colour import brand_css
from folkmoot.web.languages import in_language

Progress = Callable[[int, int], None]
STYLES = {
    "folkmoot.css": ("folkmoot.web", "static/web/folkmoot.css"),
    "guide.css": ("folkmoot.guides", "static/guides/guide.css"),
    "guide.js": ("folkmoot.guides", "static/guides/guide.js"),
    "icon.svg": ("folkmoot.web", "static/web/icon.svg"),
}
LOGO = "style/logo.png"


def write_site(guide: Guide, folder: Path, progress: Progress | None = None) -> list[Path]:
    """Write the guide's folder and return its files; ``progress(done, of)`` follows along.

    Raises NotOurFolder where the folder holds anything but an earlier guide. Words that were
    taken back or hidden after publication are left out.
    """
    document = queries.document_of(guide)
    pages = site_files(document)

    def write(place: Path) -> list[Path]:
        written: list[Path] = []
        for done, (name, text) in enumerate(pages.items(), 1):
            file = place / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode() if isinstance(text, str) else text)
            written.append(file)
            if progress:
                progress(done, len(pages))
        return written

    return replace_folder(folder, "guide", write)


def site_files(document: GuideDocument) -> dict[str, str | bytes]:
    """Every file of the folder by its name."""
    logo = {LOGO: document.cover.picture} if document.cover.logo else {}
    styles = {
        f"style/{name}": files(package).joinpath(path).read_text(encoding="utf-8")
        for name, (package, path) in STYLES.items()
    }
    return {
        "index.html": render_guide(document, style="style/"),
        **styles,
        "style/brand.css": brand_css(document.cover.colour),
        "data/quotes.csv": quotes_csv(document),
        "data/figures.csv": figures_csv(document),
        "guide.json": guide_json(document),
        **logo,
    }


def render_guide(document: GuideDocument, *, style: str) -> str:
    """The page itself; every address in it is relative, and starts here or at ``style``."""
    assets = {
        name.replace(".", "_"): f"{style}{name}" for name in (*STYLES, "brand.css", "logo.png")
    }
    with in_language(document.cover.language):
        return render_to_string("guides/guide.html", {"guide": document, "assets": assets})


def quotes_csv(document: GuideDocument) -> str:
    return as_csv(
        ("statement", "statement_text", "question", "words", "support"),
        (
            (one.number, one.text, quote.question, quote.words, quote.support)
            for one in document.statements
            for quote in one.quotes
        ),
    )


def figures_csv(document: GuideDocument) -> str:
    return as_csv(
        ("statement", "statement_text", "figure", "detail", "share", "low", "high"),
        (
            (one.number, one.text, f.words, f.detail, f.share, f.low, f.high)
            for one in document.statements
            for f in one.numbers
        ),
    )


def guide_json(document: GuideDocument) -> str:
    return json.dumps(queries.to_public_json(document), ensure_ascii=False, indent=1) + "\n"
