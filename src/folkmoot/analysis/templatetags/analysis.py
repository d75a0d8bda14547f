"""The words that a run keeps, told to whoever reads the page."""

from django import template

from folkmoot.analysis.presenting import stored_words

register = template.Library()


@register.filter
def told(kept: str) -> str:
    """What a run keeps in English, in the language of the page."""
    return stored_words.told(kept)
