"""``{% address programme "guides:guide" %}``: a page of a programme."""

from django import template

from folkmoot.programmes.models import Programme

register = template.Library()


@register.simple_tag
def address(programme: Programme, name: str, *about: object) -> str:
    """The address of a programme's page; ``about`` is what the page is about, if anything."""
    return programme.address(name, *about)
