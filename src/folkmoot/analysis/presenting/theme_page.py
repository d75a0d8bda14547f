"""One theme with what was written in it."""

from dataclasses import dataclass

from folkmoot.activities.registry import Text
from folkmoot.analysis import registry
from folkmoot.analysis.models import Theme
from folkmoot.analysis.presenting.theme_words import review_status, steadiness
from folkmoot.analysis.queries.runs import newer_than
from folkmoot.analysis.queries.visible_texts import words_by_id
from folkmoot.analysis.registry import Citation
from folkmoot.programmes.models import Programme

READ = 50  # texts on the page


@dataclass(frozen=True, slots=True)
class ThemePage:
    theme: Theme
    is_renamed: bool
    size: int
    texts_in_all: int  # in its analysis: the base of ``size``
    broad: Theme | None
    narrower: tuple[Theme, ...]
    review_status: str
    steadiness: str
    newer_run: int | None  # where a newer analysis took over: what is shaped here stays here
    quotes: tuple[Text, ...]
    texts: tuple[Text, ...]  # the first of the rest
    citations: tuple[Citation, ...]  # statements that rest on it


def theme_page(programme: Programme, theme: Theme) -> ThemePage:
    rest = [key for key in theme.text_ids if key not in set(theme.quote_ids)][:READ]
    words = words_by_id(programme, [*theme.quote_ids, *rest], comments=True)
    return ThemePage(
        theme=theme,
        is_renamed=theme.name != theme.proposed_name,
        size=len(theme.text_ids),
        texts_in_all=int((theme.run.result or {}).get("themes", {}).get("texts", 0)),
        broad=theme.parent,
        narrower=tuple(theme.narrower.all()),
        review_status=review_status(theme),
        steadiness=steadiness(theme.stability),
        newer_run=newer_than(theme.run),
        quotes=tuple(words[key] for key in theme.quote_ids if key in words),
        texts=tuple(words[key] for key in rest if key in words),
        citations=registry.citations("theme", [theme.pk]).get(str(theme.pk), ()),
    )
